"""Rulings of who teaches a class: they count in the class, and go to the author as a proposal."""

import pytest
from sqlalchemy import select

from bot import authoring
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.authoring import rulings_listed
from bot.store.authoring.tables import corrections, rulings
from bot.store.repository import Repository
from tests.app.authoring.chemistry import later, with_role
from tests.app.classes.school import TITLE, ask_of, class_of, join, passes, somebody, taught
from tests.conversation import Room, Talk

SAID = "a round green fruit"
ASK = ask_of("chem", "atoms", 1)


async def wrote(talk: Talk, *said: str, claims: bool = True) -> None:
    """They write these to the first question, and say that they were right."""
    await talk.says("/start q_atoms-01")
    for text in said or (SAID,):
        await talk.says(text)
        if "Yes, the same" in labels(talk):
            await talk.taps("Yes, the same" if claims and text == SAID else "Not quite")
    if claims and "I was right" in labels(talk):
        await talk.taps("I was right")


def labels(talk: Talk) -> list[str]:
    rows = talk.last().get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def in_class(bot: Room, count: int) -> tuple[Talk, str, list[Talk]]:
    """A class of whom so many wrote the same."""
    talk, token = await taught(bot)
    members = await class_of(bot, token, count)
    for member in members:
        await wrote(member)
    return talk, token, members


async def marked(bot: Room) -> None:
    for _ in range(4):
        await passes(bot, seconds=1)


async def right(talk: Talk) -> bool:
    """Whether those words are right for somebody who meets the question now."""
    await talk.says("/start q_atoms-01")
    return (await talk.says(SAID)).text.startswith("Right")


async def test_it_counts_in_the_class_and_nowhere_else(bot: Room) -> None:
    teacher, token, members = await in_class(bot, 5)
    outside = somebody(bot, "Otto")
    await wrote(outside, claims=False)
    heard = await teacher.says("/inbox")
    assert heard.text.startswith(f"1 of 1. In {TITLE}: {ASK}\nThe answer: apple of atoms.")
    assert f"5 people wrote {SAID}.\n5 of them said they were right." in heard.text
    heard = await teacher.taps("Right")
    assert "It counts in General chemistry; the author of the course reads it as a proposal." in heard.text
    await marked(bot)
    assert await right(members[0])
    assert not await right(outside)
    late = somebody(bot, "Lea")
    assert not await right(late)
    await join(late, token)
    assert await right(late)
    await late.says("/class leave")
    assert not await right(late)


async def test_members_alone_are_marked_anew_and_an_undo_puts_it_back(bot: Room) -> None:
    teacher, token = await taught(bot)
    members = await class_of(bot, token, 5)
    for number, member in enumerate([*members, somebody(bot, "Otto")]):
        await wrote(member, claims=number == 0)
    await teacher.says("/inbox")
    await teacher.taps("Right")
    await marked(bot)
    mended = bot.database.run(lambda c: c.execute(select(corrections.c.learner_id)).scalars().all())
    assert sorted(mended) == sorted(member.person.id for member in members)
    assert "right after all; it counts." in (await members[1].says("/next")).text
    await teacher.taps("Undo the last one")
    await marked(bot)
    states = bot.database.run(lambda c: c.execute(select(corrections.c.state)).scalars().all())
    assert set(states) == {"undone"}
    assert bot.turn.rebuild(check=True).odd == 0
    assert not await right(somebody(bot, "Nina"))


async def test_words_of_two_stay_theirs(bot: Room) -> None:
    """The teacher was promised to members as somebody who never sees their answers."""
    teacher, _, members = await in_class(bot, 2)
    assert (await teacher.says("/inbox")).text.startswith("Nothing waits for you.")
    await members[0].taps("More")
    await members[0].taps("Something's wrong here")
    await members[0].says("it is my very own remark")
    assert (await teacher.says("/inbox")).text.startswith("Nothing waits for you.")


async def test_of_a_small_class_no_number_is_told(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 4)
    heard = await teacher.says("/inbox")
    assert f"A few people wrote {SAID}." in heard.text
    assert not any(sign in heard.text.partition("\n")[2] for sign in "0123456789"), heard.text
    heard = await teacher.taps("Right")
    assert heard.text.startswith("Done: they are marked anew, each told with their next message.")


async def test_the_author_reads_it_as_a_proposal_and_may_decide_otherwise(bot: Room) -> None:
    teacher, _, members = await in_class(bot, 5)
    await teacher.says("/inbox")
    await teacher.taps("Not right")
    await teacher.says("which one?")
    await teacher.taps("Do it")
    assert (await teacher.says("/inbox")).text.startswith("Nothing waits for you.")
    author = await with_role(bot, somebody(bot, "Aura").person.id, Role.AUTHOR, "chem")
    heard = await author.says("/inbox")
    assert "In a class its teacher has ruled: not right “which one?”" in heard.text
    assert heard.buttons == ["The same", "Right", "Not right", "Partly", "More"]
    heard = await author.taps("Right")
    assert "In 1 class it was ruled otherwise, and stays so there." in heard.text
    await marked(bot)
    assert await right(somebody(bot, "Nina"))
    assert not await right(members[1]), "the class wins inside it"


async def test_a_teacher_asks_the_author_whose_ruling_counts_for_all(bot: Room) -> None:
    teacher, _, members = await in_class(bot, 5)
    await teacher.says("/inbox")
    heard = await teacher.taps("More")
    assert heard.buttons == [
        "See all wordings",
        "Later",
        "Back",
        "Ask the author",
        "The question is at fault",
    ]
    heard = await teacher.taps("Ask the author")
    assert heard.text.startswith(f"{SAID} waits for the author now; what they rule counts here too.")
    assert "Nothing waits for you." in heard.text
    assert not await right(members[0]), "it decides nothing"
    author = await with_role(bot, somebody(bot, "Aura").person.id, Role.AUTHOR, "chem")
    heard = await author.says("/inbox")
    assert "The teacher of a class asks you to decide." in heard.text
    assert heard.buttons == ["Right", "Not right", "Partly", "More"]
    assert "Ask the author" not in (await author.taps("More")).buttons
    await author.taps("Back")
    heard = await author.taps("Right")
    assert "ruled otherwise" not in heard.text
    await marked(bot)
    assert await right(members[1])


async def test_who_has_asked_the_author_may_take_it_back(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    await teacher.says("/inbox")
    await teacher.taps("More")
    await teacher.taps("Ask the author")
    heard = await teacher.taps("Undo the last one")
    assert f"5 people wrote {SAID}." in heard.text


async def test_the_author_takes_it_over_with_a_tap(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    await teacher.says("/inbox")
    await teacher.taps("Not right")
    await teacher.says("which one?")
    await teacher.taps("Do it")
    author = await with_role(bot, somebody(bot, "Aura").person.id, Role.AUTHOR, "chem")
    await author.says("/inbox")
    heard = await author.taps("The same")
    assert heard.text.startswith(f"Done: from now on this doesn't count: {SAID}.")
    nina = somebody(bot, "Nina")
    await nina.says("/start q_atoms-01")
    assert (await nina.says(SAID)).text.startswith("Not quite: which one?")


async def test_an_assistant_proposes_and_the_teacher_agrees(bot: Room) -> None:
    teacher, _, members = await in_class(bot, 5)
    helper = await with_role(bot, somebody(bot, "Hal").person.id, Role.ASSISTANT, "1")
    await helper.says("/inbox")
    heard = await helper.taps("Right")
    assert heard.text.startswith(f"Proposed to who teaches {TITLE}: {SAID}.")
    assert (await helper.says("/inbox")).text.startswith("Nothing waits for you.")
    await marked(bot)
    assert not await right(members[0])
    heard = await teacher.says("/inbox")
    assert "An assistant proposes: right" in heard.text
    heard = await teacher.taps("The same")
    assert "It counts in General chemistry" in heard.text
    await marked(bot)
    assert await right(members[1])
    left = bot.database.run(lambda c: Repository(c).proposed_rulings())
    assert left == []


async def test_an_assistant_takes_back_a_proposal_and_no_ruling(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    helper = await with_role(bot, somebody(bot, "Hal").person.id, Role.ASSISTANT, "1")
    await helper.says("/inbox")
    await helper.taps("Right")
    assert (await helper.taps("Undo the last one")).text.startswith("Undone")
    await teacher.says("/inbox")
    await teacher.taps("Right")
    newest = bot.database.run(lambda c: c.execute(select(rulings.c.id)).scalars().all())[-1]
    heard = await helper.forges(helper.last()["message_id"], f"1:0:unrule-{newest}")
    assert heard.notices


async def test_another_class_of_the_course_does_not_see_it(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    other = await with_role(bot, somebody(bot, "Tess").person.id, Role.TEACHER)
    await other.says("/class new Another")
    await other.taps("General chemistry, first term")
    assert (await other.says("/inbox")).text.startswith("Nothing waits for you.")
    await teacher.says("/inbox")
    draft = next(b["callback_data"] for row in teacher.last()["reply_markup"]["inline_keyboard"] for b in row)
    assert (await other.forges(other.last()["message_id"], draft)).notices


async def test_of_two_classes_that_rule_otherwise_right_wins(bot: Room) -> None:
    teacher, _, members = await in_class(bot, 5)
    other = await with_role(bot, somebody(bot, "Tess").person.id, Role.TEACHER)
    heard = await other.says("/class new Another")
    heard = await other.taps("General chemistry, first term")
    second = heard.text.partition("start=")[2].split()[0]
    for member in members:
        await join(member, second, "Count me without a name")
    await teacher.says("/inbox")
    await teacher.taps("Not right")
    await teacher.taps("Without a line")
    await teacher.taps("Do it")
    await other.says("/inbox")
    await other.taps("Right")
    await marked(bot)
    assert await right(members[0])


async def all_asked(talk: Talk) -> str:
    """What they read when they put off each question of the topic."""
    heard = [await talk.says("/start t_atoms")]
    heard += [await talk.says("/skip") for _ in range(12)]
    return " ".join(one.text for one in heard)


async def test_a_question_at_fault_rests_in_the_class(bot: Room) -> None:
    teacher, token, members = await in_class(bot, 5)
    for member in members:
        await member.says("/start q_atoms-02")
        await member.says("/reveal")
        await member.taps("More")
        await member.taps("Something's wrong here")
        await member.says("no such word")
    await teacher.says("/inbox")
    heard = await later(teacher)
    assert "5 people report: something else." in heard.text
    assert "no such word" not in heard.text
    heard = await teacher.taps("Take it out for now")
    assert heard.text.startswith("Done: it isn't asked any more until you undo this. It counts in General")
    assert bot.deck_library.current.question("atoms-02") is not None  # type: ignore[arg-type]
    out = bot.deck_library.in_classes["atoms-02"]  # type: ignore[index]
    assert [ruling.klass for ruling in out] == [1]
    late, outside = somebody(bot, "Lea"), somebody(bot, "Otto")
    await join(late, token)
    assert ask_of("chem", "atoms", 2) not in await all_asked(late)
    assert ask_of("chem", "atoms", 2) in await all_asked(outside)


async def test_it_is_never_written_into_the_course(bot: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """`recall rulings` tells and writes what counts for everybody."""
    teacher, _, _ = await in_class(bot, 5)
    await teacher.says("/inbox")
    await teacher.taps("Right")
    standing = bot.database.run(lambda c: Repository(c).standing_rulings())
    assert [ruling.klass for ruling in standing] == [1]
    monkeypatch.setattr(authoring, "opened", lambda _: Held(bot))
    monkeypatch.setattr(authoring, "decks_of", lambda *_: bot.deck_library.current.decks)
    assert list(rulings_listed(None, "")) == []  # type: ignore[arg-type]


class Held:
    """The room's database, left open."""

    def __init__(self, bot: Room) -> None:
        self.bot = bot

    def __enter__(self) -> object:
        return self.bot.database

    def __exit__(self, *_: object) -> None:
        return None


async def test_on_monday_it_is_told_how_many_groups_wait(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    heard = await teacher.says("/class week")
    assert heard.text
    await passes(bot, days=7)
    heard = await teacher.reads()
    assert "1 group of answers waits for you." in heard.text
    heard = await teacher.taps("Rule on them")
    assert heard.text.startswith(f"1 of 1. In {TITLE}:")


async def test_a_role_that_was_taken_away_is_asked_again_at_the_tap(bot: Room) -> None:
    teacher, _, _ = await in_class(bot, 5)
    await teacher.says("/inbox")
    bot.database.run(lambda c: Repository(c).take_role(PersonId(teacher.person.id), Role.TEACHER, "1"))
    assert (await teacher.taps("Right")).notices
    assert bot.database.run(lambda c: c.execute(select(rulings)).all()) == []


async def test_a_ruling_shows_nobody(bot: Room) -> None:
    teacher, _, members = await in_class(bot, 5)
    heard = [await teacher.says("/inbox"), await teacher.taps("Right")]
    seen = " ".join(str(message) for each in heard for message in each.messages)
    for member in members:
        assert str(member.person.id) not in seen
        assert "Learner" not in seen
