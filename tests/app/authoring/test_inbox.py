"""The inbox: what waits for a ruling, in groups; one tap rules, and before it counts it is tried."""

import pytest
from sqlalchemy import select

from bot.app.ports.authoring import Role
from bot.store.authoring.tables import rulings
from tests.app.authoring.chemistry import POTASSIUM, STIRRED, later, misses, people, teacher, with_role
from tests.conversation import Room

UNIFORM = "so it gets uniform"
NOBODY = tuple(
    f"because of the {fruit}" for fruit in ("banana", "cherry", "grape", "lemon", "melon", "olive", "peach")
)
"""What nobody would take for right, each something else."""


async def test_there_is_nothing_to_rule_on_at_first(bot: Room) -> None:
    author = await teacher(bot)
    assert (await author.says("/inbox")).text.startswith("Nothing waits for you.")


async def test_one_tap_rules_and_everybody_is_marked_anew(bot: Room) -> None:
    crowd = await people(bot, 6)
    for n, talk in enumerate(crowd):
        await misses(talk, NOBODY[n], "So it gets uniform!" if not n else UNIFORM, appeals=n < 3)
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert heard.text.startswith(f"1 of 1. {STIRRED}\nThe answer: So that it mixes evenly.")
    assert f"6 people wrote {UNIFORM}.\n3 of them said they were right." in heard.text
    assert "If it is right, 6 people are marked anew.\nNothing else changes." in heard.text
    assert heard.buttons == ["Right", "Not right", "Partly", "More"]
    heard = await author.taps("Right")
    told = "Done: 6 people are marked anew. 3 of them get it back, each told with their next message."
    assert heard.text.startswith(told)
    assert heard.buttons == ["Undo the last one"]
    await bot.later(minutes=1)
    await bot.later(minutes=1)
    assert (await crowd[4].reads()).messages == [], "no message of its own"
    heard = await crowd[4].says("/next")
    assert heard.text.startswith("so it gets uniform for mixing was right after all; it counts.")
    assert "right after all" not in (await crowd[4].says("/streak")).text, "it is told once"
    assert "right after all" not in (await crowd[0].says("/streak")).text, "who won it by themselves knows it"
    await bot.ann.says("/start q_elements-02")
    assert (await bot.ann.says("So it gets uniform")).text.startswith("Right")


async def test_a_question_that_was_asked_before_the_ruling_is_marked_by_it(bot: Room) -> None:
    author = await teacher(bot)
    await misses(bot.bob, "nobody knows", UNIFORM, appeals=True)
    await bot.ann.says("/start q_elements-02")
    await author.says("/inbox")
    await author.taps("Right")
    assert (await bot.ann.says(UNIFORM)).text.startswith("Right")


async def test_what_else_would_pass_is_told_before_it_counts(bot: Room) -> None:
    crowd = await people(bot, 4)
    for talk in crowd[:3]:
        await misses(talk, "so it is uniform everywhere")
    await misses(crowd[3], "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    heard = await author.says("/inbox")
    others = "This would also let so it is uniform everywhere pass (3 people)."
    assert others in heard.text
    heard = await author.taps("Right")
    assert heard.text.startswith(f"Right, from now on: {UNIFORM}.\n\n{others}")
    assert heard.buttons == ["These words alone", "Right anyway", "Leave it"]
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []
    await author.taps("Leave it")
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []
    await author.taps("Right")
    assert (await author.taps("Right anyway")).text.startswith("Done: 4 people are marked anew.")


async def test_only_these_words_lets_nothing_pass_that_is_like_them(bot: Room) -> None:
    crowd = await people(bot, 4)
    for talk in crowd[:3]:
        await misses(talk, "so it is uniform everywhere")
    await misses(crowd[3], "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Right")
    heard = await author.taps("These words alone")
    assert heard.text.startswith(f"Done: from now on these words alone count: {UNIFORM}.")
    await bot.ann.says("/start q_elements-02")
    assert not (await bot.ann.says("so it is uniform everywhere")).text.startswith("Right")
    assert (await bot.ann.says("So it gets uniform!")).text.startswith("Right")
    await author.taps("Undo the last one")
    await bot.bob.says("/start q_elements-02")
    assert not (await bot.bob.says(UNIFORM)).text.startswith("Right")


async def test_where_similar_ones_are_vouched_for_as_wrong_these_words_alone_can_be_right(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", "to cool down", appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    heard = await author.taps("Right")
    assert heard.buttons == ["These words alone", "Later"]
    assert (await author.taps("These words alone")).text.startswith("Done: from now on these words alone")
    await bot.bob.says("/start q_elements-02")
    assert not (await bot.bob.says("to cool it down")).text.startswith("Right")
    assert (await bot.bob.says("to cool down")).text.startswith("Right")


async def test_what_people_say_was_right_goes_before_what_more_of_them_settled(bot: Room) -> None:
    crowd = await people(bot, 5)
    for talk in crowd[:3]:
        await talk.says("/start q_elements-01")
        await talk.says("Kalium")
        await talk.taps("Not quite")
    for talk in crowd[3:]:
        await misses(talk, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    assert f"2 people wrote {UNIFORM}." in (await author.says("/inbox")).text
    assert "3 people wrote Kalium." in (await later(author)).text


async def test_who_keeps_to_an_answer_counts_without_saying_so(bot: Room) -> None:
    crowd = await people(bot, 5)
    for talk in crowd[:2]:
        await misses(talk, "nobody knows", UNIFORM, appeals=True)
    for n, talk in enumerate(crowd[2:]):
        await misses(talk, "nobody knows", "to spread it", appeals=not n)
        await talk.says("show me")
        await misses(talk, "to spread it")
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert "3 people wrote to spread it.\n1 of them said it was right." in heard.text
    assert f"2 people wrote {UNIFORM}." in (await later(author)).text


async def test_what_a_ruling_lets_pass_waits_no_more(bot: Room) -> None:
    crowd = await people(bot, 3)
    for talk in crowd[:2]:
        await misses(talk, "nobody knows", UNIFORM, appeals=True)
    await misses(crowd[2], "because of the apple", "so it is uniform everywhere", appeals=True)
    author = await teacher(bot)
    assert (await author.says("/inbox")).text.startswith("1 of 2.")
    await author.taps("Right")
    assert "Nothing waits for you." in (await author.taps("Right anyway")).text


async def test_words_of_few_who_asked_for_nothing_are_not_shown(bot: Room) -> None:
    for talk in (bot.ann, bot.bob):
        await misses(talk, "so it is uniform everywhere")
    (other,) = await people(bot, 1)
    await misses(other, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert "This would also let these pass: 1 rarer wording." in heard.text
    assert "everywhere" not in heard.text


async def test_not_right_takes_a_line_that_is_told_from_then_on(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    heard = await author.taps("Not right")
    assert heard.text.startswith("What do those words mean instead? One line; it completes “Not quite: …”.")
    heard = await author.says("that's what it is called, not why.")
    assert heard.text == (
        f"“Not quite: that's what it is called, not why.”\nThat's what I say from now on to {UNIFORM}."
    )
    assert heard.buttons == ["Do it", "Change it", "Leave it"]
    await author.taps("Change it")
    await author.says("uniform in what? say how it got there.")
    assert (await author.taps("Do it")).text.startswith(f"Done: from now on this doesn't count: {UNIFORM}.")
    await bot.bob.says("/start q_elements-02")
    heard = await bot.bob.says(UNIFORM)
    assert heard.text.startswith("Not quite: uniform in what? say how it got there.")


async def test_partly_asks_for_the_rest(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("Partly")
    await author.says("And what happens to the parts?")
    await author.taps("Do it")
    await bot.bob.says("/start q_elements-02")
    assert "And what happens to the parts?" in (await bot.bob.says(UNIFORM)).text


async def test_a_ruling_against_what_the_question_says_itself_is_refused(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", "to cool down", appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    heard = await author.taps("Right")
    assert heard.text.startswith("I leave it: with that ruling to cool it down would be marked otherwise.")
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []


async def test_of_two_who_rule_the_second_is_told(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", UNIFORM, appeals=True)
    first, second = await teacher(bot), await with_role(bot, 1002, Role.OPERATOR)
    await first.says("/inbox")
    await second.says("/inbox")
    await first.taps("Right")
    heard = await second.taps("Right")
    assert heard.text.startswith(f"Somebody else has just ruled on {UNIFORM}; that stands.")
    assert len(bot.database.run(lambda c: c.execute(select(rulings)).all())) == 1


async def test_doubtful_answers_lie_there_and_later_comes_to_the_next(bot: Room) -> None:
    for talk in (bot.ann, bot.bob):
        await talk.says("/start q_elements-01")
        await talk.says("Kalium")
        await talk.taps("Yes, the same")
    (other,) = await people(bot, 1)
    await misses(other, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert heard.text.startswith(f"1 of 2. {POTASSIUM}")
    assert "2 people wrote Kalium.\n2 of them said they were right." in heard.text
    assert (await later(author)).text.startswith(f"2 of 2. {STIRRED}")
    assert (await later(author)).text.startswith("That's all for now.")


async def test_what_many_got_wrong_in_the_same_words_waits_though_nobody_objects(bot: Room) -> None:
    crowd = await people(bot, 5)
    author = await teacher(bot)
    for talk in crowd[:2]:
        await misses(talk, "because of the apple", "nobody knows")
    assert (await author.says("/inbox")).text.startswith("Nothing waits for you.")
    await misses(crowd[2], "Because of the apple!", "to cool it down")
    heard = await author.says("/inbox")
    assert heard.text.startswith(f"1 of 1. {STIRRED}")
    assert "3 people wrote because of the apple.\nI said “Not quite”, and nobody objected." in heard.text
    for talk, tried in zip(crowd[3:], NOBODY, strict=False):
        await misses(talk, tried, UNIFORM, appeals=True)
    heard = await author.says("/inbox")
    assert heard.text.startswith("1 of 2.")
    assert UNIFORM in heard.text, "what is claimed goes first"
    assert "because of the apple" in (await later(author)).text
    await author.taps("Not right")
    await author.says("nothing falls here.")
    await author.taps("Do it")
    assert (await author.says("/inbox")).text.startswith("1 of 1.")
    await bot.bob.says("/start q_elements-02")
    heard = await bot.bob.says("because of the apple")
    assert heard.text.startswith("Not quite: nothing falls here.")


GETS_UNIFORM = (
    UNIFORM,
    "so that it gets uniform",
    "it gets uniform",
    "is uniform it gets",
    "so a solution gets uniform",
    "that gets uniform",
    "gets uniform",
)


async def test_all_wordings_are_told_a_page_at_a_time(bot: Room) -> None:
    for talk, text in zip(await people(bot, 8), (*GETS_UNIFORM, UNIFORM), strict=True):
        await misses(talk, "nobody knows", text)
        labels = [button["text"] for row in talk.last()["reply_markup"]["inline_keyboard"] for button in row]
        await talk.taps("Yes, the same" if "Yes, the same" in labels else "I was right")
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert "uniform and 1 more wording" in heard.text
    heard = await author.taps("More")
    assert heard.buttons == ["See all wordings", "Later", "Back", "The question is at fault"]
    heard = await author.taps("See all wordings")
    assert heard.text.startswith("Wordings 1 to 6 of 7:\nso it gets uniform (2 people)\n")
    assert heard.buttons == ["Right", "Not right", "Partly", "More wordings", "Later"]
    heard = await author.taps("More wordings")
    assert heard.text.startswith("Wordings 7 to 7 of 7:\n")
    assert heard.text.endswith("uniform (1 person)")


async def test_a_question_at_fault_rests_and_its_answers_wait(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    await author.says("/inbox")
    await author.taps("More")
    heard = await author.taps("The question is at fault")
    assert heard.text.startswith("Done: it isn't asked any more until you undo this.")
    assert bot.deck_library.current.question("elements-02") is None  # type: ignore[arg-type]
    await author.taps("Undo the last one")
    assert f"1 person wrote {UNIFORM}." in (await author.says("/inbox")).text


async def test_a_report_is_answered(bot: Room) -> None:
    await misses(bot.ann, "nobody knows", "someone else does")
    await bot.ann.taps("More")
    await bot.ann.taps("Something's wrong here")
    await bot.ann.says("it is never asked how long")
    author = await teacher(bot)
    heard = await author.says("/inbox")
    assert "1 person reports: something else.\nit is never asked how long" in heard.text
    heard = await author.taps("Take it out for now")
    assert heard.text.startswith("Done: it isn't asked any more until you undo this.")
    assert bot.deck_library.current.question("elements-02") is None  # type: ignore[arg-type]
    await author.taps("Undo the last one")
    assert bot.deck_library.current.question("elements-02") is not None  # type: ignore[arg-type]
    assert "it is never asked how long" in (await author.says("/inbox")).text
    await author.taps("It's fine")
    assert (await author.says("/inbox")).text.startswith("Nothing waits for you.")
    for _ in range(2):
        await bot.later(minutes=1)
    assert (await bot.ann.reads()).messages == [], "no message of its own"
    told = "The author has looked at your report on mixing: it stays as it is."
    assert (await bot.ann.says("/streak")).text.startswith(told)
    assert "report" not in (await bot.ann.says("/streak")).text, "it is told once"


@pytest.mark.parametrize(("who", "name"), [(1001, "Ann"), (1002, "Bob")])
async def test_a_ruling_shows_nobody(bot: Room, who: int, name: str) -> None:
    await misses(bot.talk(who), "nobody knows", UNIFORM, appeals=True)
    author = await teacher(bot)
    heard = [await author.says("/inbox"), await author.taps("Right")]
    seen = " ".join(str(message) for each in heard for message in each.messages)
    assert str(who) not in seen
    assert name not in seen
