"""A group's own question of the day, in a topic or not, and its weekly look at what it forgets."""

from typing import Any

from bot.domain.question import Choice, Question
from bot.playground.polls import vote
from bot.playground.seed import ANN, BOB, BOT, CLEO, STUDY_GROUP, NewPerson
from tests.broadcast import pass_by
from tests.conversation import Room
from tests.gathering import SeededChat, words_of

TO_NINE = 15
"""Hours from the beginning of a conversation (18:00 in Berlin) to nine in the morning."""


def topic_of(bot: Room) -> int:
    """The topic of the study group."""
    return next(number for (chat, number), _ in bot.api.world.state.topics.items() if chat == STUDY_GROUP)


async def until(group: SeededChat, hours: float) -> str:
    """Time passes, and what is due is sent; gives what the bot says."""
    await pass_by(group.room, hours)
    return await group.reads()


def newest(group: SeededChat) -> dict[str, Any]:
    """The message with the question of the day."""
    asks = {q.ask for deck in group.room.deck_library.current.decks for q in deck.questions()}
    return next(m for m in reversed(group.messages()) if any(ask in words_of(m) for ask in asks))


def asked(group: SeededChat) -> Question:
    """The question of the day."""
    text = words_of(newest(group))
    decks = group.room.deck_library.current.decks
    return next(q for deck in decks for q in deck.questions() if q.ask in text)


async def daily(bot: Room, kind: str, topic: int | None = None) -> SeededChat:
    """A group whose newest post is a question of that kind (`poll` or `typed`)."""
    group = SeededChat(bot, topic=topic)
    await group.begin()
    assert "Every day at 09:00" in await group.says(ANN, "/daily topic fundamentals")
    await until(group, TO_NINE)
    while ("poll" in newest(group)) != (kind == "poll"):
        await until(group, 24)
    return group


async def test_administrators_set_it_up_by_tap_and_by_word(bot: Room) -> None:
    group = SeededChat(bot)
    await group.begin()
    assert "The host or an administrator" in await group.says(BOB, "/daily 8:30")
    assert "One question a day at 09:00 (Berlin)" in await group.says(ANN, "/daily")
    assert group.buttons() == ["Yes", "Another time", "Another course"]
    assert "The host or an administrator" in await group.taps(BOB, "Yes")
    await group.taps(ANN, "Yes")
    assert "The next one comes tomorrow." in group.texts()[-1]
    assert group.buttons() == ["Time", "Days", "Course", "Stop"]
    assert "Mon, Wed at 08:30" in await group.says(ANN, "/daily 8:30 mon wed")
    assert "(Lisbon)" in await group.says(ANN, "/daily zone Lisbon")
    assert "Tue, Thu at 18:00 (Tokyo)" in await group.says(ANN, "/daily tue thu 18:00 Tokyo")
    assert "I can't read that" in await group.says(ANN, "/daily sat 9:00 blorp")
    assert "I can't read that" in await group.says(ANN, "/daily later")
    assert "Tue, Thu at 18:00 (Tokyo)" in await group.says(ANN, "/daily")
    await group.says(ANN, "/daily")
    await group.taps(ANN, "Stop")
    assert group.texts()[-1] == "No more daily questions here. /daily begins again."
    await until(group, 48)
    assert group.texts()[-1] == "No more daily questions here. /daily begins again."


async def test_the_group_goes_by_the_clock_of_whoever_sets_it_up(bot: Room) -> None:
    await bot.ann.says("/zone Tokyo")
    await bot.ann.taps("Yes")
    group = SeededChat(bot)
    await group.begin()
    assert "at 09:00 (Tokyo)" in await group.says(ANN, "/daily")


async def test_a_poll_of_the_day_tells_who_was_right_with_the_next(bot: Room) -> None:
    group = await daily(bot, "poll")
    question = asked(group)
    assert isinstance(question, Choice)
    assert newest(group)["poll"]["is_anonymous"] is False
    miss = next(n for n in range(len(question.options)) if n != question.right)
    poll = newest(group)["message_id"]
    for who, option in ((ANN, question.right), (BOB, miss), (CLEO, question.right)):
        group.person(who).vote(poll, [option])
    await bot.settle()
    said = await until(group, 24)
    news = next(text for text in said.split("\n\n") if text.startswith("Yesterday: "))
    assert "Right: Ann, Cleo." in news
    assert "Bob" not in news
    closed = next(m for m in group.messages() if m["message_id"] == poll)
    assert closed["poll"]["is_closed"] is True


async def test_a_typed_question_in_a_topic_is_answered_by_reply(bot: Room) -> None:
    """In the topic alone; a sign says that it was taken; the answer is in nobody's way."""
    topic = topic_of(bot)
    group = await daily(bot, "typed", topic)
    question = newest(group)
    assert question["message_thread_id"] == topic
    assert "Answer by replying to this." in words_of(question)
    answer = asked(group).answer
    await bot.bob.says("/settings rounds on")
    number = group.person(BOB).say(answer, question["message_id"])
    talk = group.person(CLEO).say("🙂", question["message_id"])
    group.person(CLEO).say("The whole of Kafka.", question["message_id"])
    await bot.settle()
    seen = {m["message_id"]: m["reactions"] for m in group.person(ANN).messages()}
    assert [one["emoji"] for one in seen[number]] == ["✍"]
    assert seen[talk] == []
    said = await until(group, 24)
    assert "Right: Bob." in said
    assert "Cleo" not in said
    await until(group, 1)
    assert "1 of 1 right" in (await bot.bob.says("/stats")).text


async def test_topics_have_questions_of_their_own(bot: Room) -> None:
    topic = topic_of(bot)
    whole, part = SeededChat(bot), SeededChat(bot, topic=topic)
    await whole.begin()
    await whole.says(ANN, "/daily 9:00")
    await part.says(ANN, "/daily 9:00")
    before = len(whole.messages())
    await until(whole, TO_NINE)
    new = whole.messages()[before:]
    assert sorted(m.get("message_thread_id", 0) for m in new) == [0, topic]


async def test_without_a_next_post_the_result_comes_after_a_day(bot: Room) -> None:
    """On Tuesdays and Saturdays alone: Tuesday's question is closed on Wednesday."""
    group = SeededChat(bot)
    await group.begin()
    await group.says(ANN, "/daily 9:00 tue sat")
    await until(group, TO_NINE)
    question, text = newest(group), asked(group).answer
    said = await until(group, 24)
    assert said.startswith(f"Yesterday: {text[0]}")
    assert "Nobody answered." in said
    assert await until(group, 24) == ""
    assert question["message_id"] == newest(group)["message_id"]


async def test_stopping_tells_the_result_of_the_open_question(bot: Room) -> None:
    group = await daily(bot, "typed")
    group.person(BOB).say(asked(group).answer, newest(group)["message_id"])
    await bot.settle()
    said = await group.says(ANN, "/daily off")
    assert "Right: Bob." in said
    assert said.endswith("No more daily questions here. /daily begins again.")


async def test_a_removed_bot_asks_no_more(bot: Room) -> None:
    group = await daily(bot, "typed")
    bot.api.organiser(ANN).remove(STUDY_GROUP, int(BOT["id"]))
    await until(group, 30)
    bot.api.organiser(ANN).add(STUDY_GROUP, int(BOT["id"]))
    await bot.settle()
    assert "One question a day at 09:00" in await group.says(ANN, "/daily")


async def test_a_deleted_topic_ends_its_question(bot: Room) -> None:
    topic = topic_of(bot)
    group = SeededChat(bot, topic=topic)
    await group.begin()
    await group.says(ANN, "/daily 9:00")
    bot.api.organiser(ANN).delete_topic(STUDY_GROUP, topic)
    await until(group, TO_NINE)
    group.topic = None
    await until(group, 48)
    assert not any("poll" in m for m in group.messages())


async def grown(bot: Room, people: int) -> tuple[SeededChat, list[int]]:
    """A group with a daily poll and so many people."""
    group = await daily(bot, "poll")
    everybody = [ANN, BOB, CLEO]
    for number in range(2001, 2001 + people - len(everybody)):
        bot.api.world.add_person(NewPerson(id=number, name=f"Reader {number}"))
        bot.api.organiser(number).join(STUDY_GROUP)
        everybody.append(number)
    await bot.settle()
    return group, everybody


async def forget(group: SeededChat, people: list[int], missed: int) -> Question:
    """Everybody votes in the poll of the day, so many for something else."""
    question = asked(group)
    assert isinstance(question, Choice)
    miss = next(n for n in range(len(question.options)) if n != question.right)
    for place, who in enumerate(people):
        group.person(who).vote(newest(group)["message_id"], [miss if place < missed else question.right])
    await group.room.settle()
    return question


async def test_the_weekly_look_back_names_questions_and_no_person(bot: Room) -> None:
    group, people = await grown(bot, 5)
    assert "The host or an administrator" in await group.says(BOB, "/gaps on")
    assert "On Sunday evenings" in await group.says(ANN, "/gaps on")
    question = await forget(group, people, missed=3)
    said = ""
    while "forgot" not in said and bot.clock.now().day < 9:
        said = await until(group, 5)
    look = next(text for text in group.texts() if text.startswith("What this group forgot this week:"))
    assert f"1. {question.ask}" in look
    assert question.answer.rstrip(".") in look
    assert not any(name in look for name in ("Ann", "Bob", "Cleo", "Reader"))
    assert "No weekly look back" in await group.says(ANN, "/gaps off")


async def test_of_four_people_nothing_is_told(bot: Room) -> None:
    group, people = await grown(bot, 4)
    await group.says(ANN, "/gaps on")
    await forget(group, people, missed=4)
    await until(group, 24 * 7)
    assert not any("forgot" in text for text in group.texts())


async def test_a_single_miss_is_not_told(bot: Room) -> None:
    group, people = await grown(bot, 6)
    await group.says(ANN, "/gaps on")
    await forget(group, people, missed=1)
    await until(group, 24 * 7)
    assert not any("forgot" in text for text in group.texts())


async def test_a_group_that_becomes_a_supergroup_takes_its_question_along(bot: Room) -> None:
    ann = bot.api.organiser(ANN)
    old = ann.create("group", "Evening class", [BOB])
    group = SeededChat(bot, chat=old)
    await group.begin()
    await group.says(ANN, "/daily 9:00")
    moved = SeededChat(bot, chat=ann.upgrade(old))
    await until(moved, TO_NINE)
    assert newest(moved)
    await until(moved, 24)
    assert sum(text.startswith("Yesterday: ") for text in moved.texts()) == 1


async def test_a_stranger_who_met_its_poll_elsewhere_has_no_part_in_it(bot: Room) -> None:
    group = await daily(bot, "poll")
    question = asked(group)
    assert isinstance(question, Choice)
    bot.api.world.add_person(NewPerson(id=1004, name="Dan"))
    vote(bot.api.world, newest(group)["poll"]["id"], 1004, [question.right])
    await group.votes(BOB, question.right)
    told = await until(group, 24)
    assert "Bob" in told
    assert "Dan" not in told


async def test_where_polls_are_forbidden_it_comes_as_text(bot: Room) -> None:
    group = SeededChat(bot)
    await group.begin()
    bot.api.organiser(ANN).permit(STUDY_GROUP, {"can_send_polls": False})
    await group.says(ANN, "/daily topic fundamentals")
    await until(group, TO_NINE)
    while not isinstance(asked(group), Choice):
        await until(group, 24)
    assert "poll" not in newest(group)
    await group.says(BOB, asked(group).answer, newest(group)["message_id"])
    told = await until(group, 24)
    assert "Right: Bob." in told


async def test_where_nothing_can_be_written_it_ends(bot: Room) -> None:
    group = SeededChat(bot)
    await group.begin()
    await group.says(ANN, "/daily topic fundamentals")
    bot.api.organiser(ANN).permit(STUDY_GROUP, {"can_send_messages": False})
    await until(group, TO_NINE + 24)
    bot.api.organiser(ANN).permit(STUDY_GROUP, {"can_send_messages": True})
    assert await until(group, 48) == ""


async def test_two_of_one_name_are_told_apart(bot: Room) -> None:
    group = await daily(bot, "poll")
    question = asked(group)
    assert isinstance(question, Choice)
    bot.api.world.add_person(NewPerson(id=1004, name="Bob"))
    bot.api.organiser(ANN).add(STUDY_GROUP, 1004)
    for who in (BOB, 1004):
        await group.votes(who, question.right)
    assert "Right: Bob, Bob (2)." in await until(group, 24)
