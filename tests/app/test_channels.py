"""A channel with its question of the day: who runs it, what it posts, how it counts, what stays unsaid."""

import re

from bot.playground.seed import ANN, BOB, BOT, CHANNEL, CLEO, DISCUSSION
from tests.broadcast import Broadcast
from tests.conversation import Room, _buttons

TO_NINE = 15
"""Hours from the beginning of a conversation (18:00 in Berlin) to nine in the morning."""
ME = int(BOT["id"])


async def connected(bot: Room, words: str = "/channel topic fundamentals") -> Broadcast:
    """Ann has connected the channel."""
    channel = Broadcast(bot)
    await bot.ann.says("/channel")
    channel.connect()
    await bot.ann.reads()
    assert (await bot.ann.says(words)).text.startswith("Daily ML:\nEvery day at 09:00 (Berlin)")
    return channel


async def posted(bot: Room, kind: str) -> Broadcast:
    """A connected channel whose newest post is a question of that kind (`poll` or `typed`)."""
    channel = await connected(bot)
    await channel.until(TO_NINE)
    while ("poll" in channel.posts()[-1]) != (kind == "poll"):
        await channel.until(24)
    return channel


async def test_a_channel_is_connected_by_tap_and_hears_of_it_itself(bot: Room) -> None:
    channel = Broadcast(bot)
    how = await bot.ann.says("/channel")
    assert "Add me to it as an administrator" in how.text
    assert how.buttons == ["Add me to a channel"]
    (key,) = _buttons(how.messages[0])
    assert key["url"] == f"https://t.me/{BOT['username']}?startchannel&admin=post_messages"
    channel.connect()
    offer = await bot.ann.reads()
    assert offer.text == "Daily ML:\nOne question a day at 09:00 (Berlin), from Intro to machine learning?"
    assert offer.buttons == ["Yes", "Another time", "Another course"]
    await bot.ann.taps("Another time")
    told = await bot.ann.taps("07:00")
    assert told.text.startswith("Daily ML:\nEvery day at 07:00 (Berlin): one question from Intro")
    assert told.text.endswith("The next one comes tomorrow.")
    assert [m["text"] for m in channel.posts()] == [
        "Every day at 07:00 (Berlin) I post one question here, from Intro to machine learning."
    ]


async def test_everything_about_it_can_be_typed_and_tapped(bot: Room) -> None:
    await connected(bot)
    ann = bot.ann
    assert "Mon, Wed, Fri at 08:30" in (await ann.says("/channel 8:30 mon wed fri")).text
    assert "(Lisbon)" in (await ann.says("/channel zone Lisbon")).text
    assert "from Tools" in (await ann.says("/channel topic tools")).text
    assert "I know no such topic" in (await ann.says("/channel topic knitting")).text
    assert "I know no such city" in (await ann.says("/channel zone Xyzzyville")).text
    assert "I can't read that" in (await ann.says("/channel whenever")).text
    await ann.says("/channel")
    assert (await ann.taps("Days")).buttons == ["Every day", "Monday to Friday", "Weekend"]
    assert "Sat, Sun at 08:30" in (await ann.taps("Weekend")).text
    await ann.taps("Course")
    assert "Intro to machine learning" in (await ann.taps("Intro to machine learning")).text
    await ann.says("/channel")
    assert (await ann.taps("Stop")).text.startswith("No more daily questions in Daily ML.")
    assert (await ann.says("/channel")).text.startswith("Daily ML:\nOne question a day at 08:30 (Lisbon)")
    assert (await ann.says("/channel off")).text.startswith("No more daily questions")


async def test_three_days_in_a_channel(bot: Room) -> None:
    """A poll with enough votes, a typed question answered in private and in comments, and what is told."""
    channel = await posted(bot, "poll")
    channel.gather()
    question = channel.question()
    await channel.votes(right=6, others=4)
    await channel.until(24)
    while "poll" in channel.posts()[-1]:
        await channel.votes(right=6, others=4)
        question = channel.question()
        await channel.until(24)
    first, typed = channel.texts()[-1].split("\n\n")
    assert first.startswith(f"Yesterday: 60 % said {question.answer.rstrip('.').strip()}, right;")
    assert "commonest miss" in first
    assert question.why in first
    assert typed.startswith("Today: ")
    answer = channel.question().answer
    for who in channel.people[3:8]:
        told = await channel.answers(who, answer)
        assert told.text.startswith("Right.")
    await channel.comments(BOB, answer)
    assert (await channel.answers(CLEO, "idk")).text.startswith("Good to know")
    title = channel.question()
    await channel.until(24)
    news = next(text for text in reversed(channel.texts()) if "Yesterday" in text)
    assert f"Yesterday: 100 % had it: {title.answer.strip().rstrip('.')}." in news


async def test_no_share_is_told_of_fewer_than_five(bot: Room) -> None:
    channel = await posted(bot, "poll")
    answer = channel.question().answer.strip().rstrip(".")
    await channel.votes(right=1, others=2)
    await channel.until(24)
    news = next(text for text in channel.texts() if "Yesterday" in text)
    assert news.startswith(f"Yesterday: {answer}.")
    assert "%" not in news
    assert "miss" not in news


async def test_a_typed_mistake_is_repeated_only_if_three_made_it(bot: Room) -> None:
    channel = await posted(bot, "typed")
    channel.gather()
    for who in channel.people[:3]:
        await channel.answers(who, "The whole of Kafka.")
    for who in channel.people[3:5]:
        await channel.answers(who, "the neighbour Bob Meier")
    await channel.until(24)
    news = next(text for text in reversed(channel.texts()) if "Yesterday" in text)
    assert "and nobody had it; commonest miss The whole of Kafka." in news
    assert "Meier" not in news


async def test_the_link_leads_to_exactly_that_question_and_counts_once(bot: Room) -> None:
    channel = await posted(bot, "typed")
    channel.gather()
    asked, answer = channel.question(), channel.question().answer
    bob = bot.talk(BOB)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", channel.link())
    bot.api.person(BOB).open(channel.link())
    assert asked.ask in (await bob.reads()).text
    told = await bob.says(answer)
    assert told.text.startswith("Right.")
    assert told.text.endswith("Shall I ask you one a day at this time?")
    assert told.buttons[:3] == ["Yes", "Another time", "Not now"]
    for _ in range(5):
        await channel.answers(BOB, answer)
    await channel.until(24)
    assert "%" not in channel.texts()[-1]


async def test_a_link_to_a_question_by_its_id_still_works(bot: Room) -> None:
    bot.api.person(BOB).open("q_tools-01")
    assert bot.question("tools-01").ask in (await bot.bob.reads()).text
    bot.api.person(BOB).open("d_999")
    assert (await bot.bob.reads()).text


async def test_the_next_seven_are_shown_swapped_and_kept_to(bot: Room) -> None:
    channel = await connected(bot)
    await bot.ann.says("/channel")
    week = (await bot.ann.taps("Next seven")).text.split("\n")[1:-1]
    assert len(week) == 7
    await bot.ann.taps("2")
    swapped = bot.ann.last()["text"].split("\n")[1:-1]
    assert [n for n in range(7) if week[n] != swapped[n]] == [1]
    assert swapped[1].split(": ", 1)[1] not in [line.split(": ", 1)[1] for line in week]
    await bot.restart()
    await channel.until(TO_NINE)
    for day in range(7):
        assert channel.question().ask.startswith(swapped[day].split(": ", 1)[1].rstrip("…"))
        await channel.until(24)


async def test_nothing_repeats_before_everything_was_asked(bot: Room) -> None:
    channel = await connected(bot)
    pool = next(
        t for d in bot.deck_library.current.decks for t in d.topics if t.id == "fundamentals"
    ).questions
    pool = tuple(q for q in pool if q.kind != "opinion")
    seen = []
    await channel.until(TO_NINE)
    for _ in range(len(pool) + 2):
        seen.append(channel.question().id)
        await channel.until(24)
    assert set(seen[: len(pool)]) == {q.id for q in pool}
    assert seen[len(pool) :] == seen[:2]


async def test_comments_are_marked_in_one_kind_line_and_talk_is_left_alone(bot: Room) -> None:
    channel = await posted(bot, "typed")
    while channel.question().id != "fundamentals-03":
        await channel.until(24)
    assert (await channel.comments(BOB, "good morning everybody"))[1] == ""
    assert (await channel.comments(BOB, "has anyone seen my umbrella"))[1] == ""
    assert (await channel.comments(CLEO, "a matrix"))[1].startswith("You have: ")
    number, said = await channel.comments(BOB, "n-d array")
    assert said == "Right."
    again, said = await channel.comments(BOB, "a multi-dimensional array")
    assert (said, channel.sign(again)) == ("", "👍")
    assert (await channel.comments(CLEO, "n-d array", reply_to=number))[1] == ""
    assert (await channel.comments(ANN, "a kind of layer"))[1].startswith("Not quite: ")
    assert (await channel.comments(ANN, "a kind of layer"))[1] == ""


async def test_who_comments_as_a_channel_or_as_the_group_is_nobody(bot: Room) -> None:
    """Their rank in the group is none of the question's business, and they have no first answer."""
    channel = await posted(bot, "typed")
    answer = channel.question().answer
    root = channel.posts(DISCUSSION)[-1]["message_id"]
    bot.api.organiser(ANN).hide(DISCUSSION, True)
    for guise in (None, CHANNEL):
        number = bot.api.person(ANN).at(DISCUSSION, send_as=guise).say(answer, root)
        await bot.settle()
        assert channel.sign(number) == ""
        assert channel.posts(DISCUSSION)[-1]["message_id"] == number


async def test_where_comments_are_not_heard_nobody_is_sent_there(bot: Room) -> None:
    """In the discussion group with privacy on, the bot does not even see the post appear."""
    channel = Broadcast(bot)
    await bot.ann.says("/channel")
    channel.connect(discussed=False)
    bot.api.organiser(ANN).add(DISCUSSION, ME)
    await bot.settle()  # what happens in a channel and what is said in private are not in one order
    await bot.ann.says("/channel topic fundamentals")
    await channel.until(TO_NINE)
    while "poll" in channel.posts()[-1]:
        await channel.until(24)
    assert "comment" not in channel.texts()[-1]
    assert (await channel.comments(BOB, channel.question().answer))[1] == ""


async def test_an_edited_comment_changes_nothing(bot: Room) -> None:
    channel = await posted(bot, "typed")
    number, said = await channel.comments(BOB, "good morning everybody")
    channel.at(BOB, DISCUSSION).edit(number, channel.question().answer)
    await bot.settle()
    assert said == ""
    assert channel.sign(number) == ""
    assert channel.posts(DISCUSSION)[-1]["message_id"] == number


async def test_a_small_course_says_that_there_is_nothing_to_swap(bot: Room) -> None:
    await connected(bot, "/channel topic tools")
    week = await bot.ann.says("/channel week")
    assert week.text.endswith("These are all the questions of this course; then they come round again.")
    assert week.buttons == []


async def test_a_comment_feeds_the_memory_of_whoever_wants_it(bot: Room) -> None:
    channel = await posted(bot, "typed")
    await bot.bob.says("/settings rounds on")
    answer = channel.question().answer
    await channel.comments(BOB, answer)
    await channel.comments(CLEO, answer)
    await channel.until(1)
    assert "1 of 1 right" in (await bot.bob.says("/stats")).text
