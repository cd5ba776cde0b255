"""The page's side of groups and channels over real HTTP, with the library itself on the bot's side."""

import asyncio
from typing import Any

import pytest
from telegram import Bot, InputPollOption

from bot.playground.seed import CHANNEL, DISCUSSION, STUDY_GROUP
from bot.playground.server import Playground
from tests.playground.conftest import ANN, BOB, CLEO, Hand, Page


async def chats(page: Page, person: int = ANN, **more: Any) -> dict[int, Any]:
    listed = await page.get("/play/chats", person=person, **more)
    return {one["id"]: one for one in listed["chats"]}


async def add_bot(page: Page, playground: Playground, chat: int = STUDY_GROUP) -> None:
    status, answer = await page.post("chats/add", person=ANN, chat=chat, who=playground.api.world.bot["id"])
    assert status == 200, answer


async def test_a_poll_is_voted_in_where_it_was_forwarded_to(page: Page, http_bot: Bot) -> None:
    """By its own number, by somebody who is not in its group; Telegram tells the bot of it all the same."""
    await page.post("chats/add", person=ANN, chat=STUDY_GROUP, who=http_bot.id)
    sent = await http_bot.send_poll(
        STUDY_GROUP, "A fruit?", ["nut", "apple"], is_anonymous=False, allows_revoting=False
    )
    assert sent.poll is not None
    stranger = (await page.post("people", name="Dora"))[1]["person"]
    elsewhere = {"person": stranger, "poll": sent.poll.id, "options": [1]}
    assert (await page.post("vote", chat=STUDY_GROUP, message_id=sent.message_id, **elsewhere))[0] == 200
    heard = [update.poll_answer for update in await http_bot.get_updates() if update.poll_answer]
    assert [(one.user and one.user.id, one.option_ids) for one in heard] == [(stranger, (1,))]
    assert (await page.post("vote", **elsewhere | {"poll": "no such"}))[0] == 400
    assert (await page.post("vote", **elsewhere | {"person": 4711}))[0] == 404


async def test_a_person_finds_the_seeded_chats_with_the_bot_outside(page: Page) -> None:
    """Private first; each says what can be done there."""
    listed = await chats(page)
    assert [(one["kind"], one["title"]) for one in listed.values()] == [
        ("private", "Recall"),
        ("supergroup", "Study group"),
        ("channel", "Daily ML"),
        ("supergroup", "Daily ML talk"),
    ]
    group = listed[STUDY_GROUP]
    assert (group["bot"]["status"], group["status"], group["is_forum"]) == ("left", "creator", True)
    assert [one["name"] for one in group["topics"]] == ["General", "Quiz"]
    assert [one["name"] for one in group["members"]] == ["Ann", "Bob", "Cleo"]
    assert {"write", "add_bot", "promote", "topic"} <= set(group["can"])
    assert (listed[CHANNEL]["linked"], listed[DISCUSSION]["linked"]) == (DISCUSSION, CHANNEL)
    bobs = await chats(page, BOB)
    assert "write" not in bobs[CHANNEL]["can"]
    assert "add_bot" in bobs[STUDY_GROUP]["can"]


async def test_a_round_of_a_poll_in_a_topic(playground: Playground, page: Page, http_bot: Bot) -> None:
    """Added, asked by command, a quiz voted on, closed, seen by all."""
    await add_bot(page, playground)
    topic = (await chats(page))[STUDY_GROUP]["topics"][1]["id"]
    await page.post("say", person=BOB, chat=STUDY_GROUP, topic=topic, text="/quiz")
    updates = await http_bot.get_updates(timeout=5)
    assert updates[-1].message is not None
    assert updates[-1].message.message_thread_id == topic
    sent = await http_bot.send_poll(
        STUDY_GROUP,
        "Which?",
        [InputPollOption("a"), InputPollOption("b")],
        type="quiz",
        correct_option_ids=[1],
        is_anonymous=False,
        message_thread_id=topic,
    )
    vote = {"person": CLEO, "chat": STUDY_GROUP, "message_id": sent.message_id, "options": [1]}
    assert (await page.post("vote", **vote))[0] == 200
    answers = await http_bot.get_updates(offset=updates[-1].update_id + 1, timeout=5)
    assert answers[0].poll_answer is not None
    assert answers[0].poll_answer.option_ids == (1,)
    await http_bot.stop_poll(STUDY_GROUP, sent.message_id)
    state = await page.get("/play/state", person=BOB, chat=STUDY_GROUP)
    assert state["messages"][-1]["vote"]["voters"] == [[], ["Cleo"]]
    assert state["chat"]["title"] == "Study group"
    assert [one["as"] for one in state["senders"]] == [None]


async def act(page: Page, path: str, person: int = ANN, **body: Any) -> Any:
    """Something a person does, which must work."""
    status, answer = await page.post(path, person=person, **body)
    assert status == 200, answer
    return answer


async def test_a_group_is_made_filled_upgraded_and_left_over_http(playground: Playground, page: Page) -> None:
    """With rights, restrictions, a channel linked to it."""
    bot = playground.api.world.bot["id"]
    made = await act(page, "chats/create", kind="group", title="Friends", members=[BOB], with_bot=True)
    new = (await act(page, "chats/upgrade", chat=made["chat"]))["chat"]
    assert made["chat"] not in await chats(page)
    await act(page, "chats/promote", chat=new, who=bot, rights={"can_pin_messages": True})
    await act(page, "chats/promote", chat=new, who=BOB, anonymous=True)
    await act(page, "chats/demote", chat=new, who=BOB)
    await act(page, "chats/permit", chat=new, permissions={"can_send_polls": False})
    await act(page, "chats/link", chat=CHANNEL, group=new)
    await act(page, "chats/hide", chat=new, hidden=True)
    await act(page, "chats/join", CLEO, chat=new)
    await act(page, "chats/leave", BOB, chat=new)
    entry = (await chats(page))[new]
    assert [(one["name"], one["status"]) for one in entry["members"]] == [
        ("Ann", "creator"),
        ("Recall", "administrator"),
        ("Cleo", "member"),
    ]
    seen = (entry["permissions"]["can_send_polls"], entry["linked"], entry["is_anonymous"])
    assert seen == (False, CHANNEL, True)
    await act(page, "chats/remove", chat=new, who=bot)
    assert (await chats(page, BOB))[new]["can"] == ["join"]


async def test_topics_privacy_and_messages_are_worked_over_http(playground: Playground, page: Page) -> None:
    """Opened, closed, opened again, deleted; switched; written anonymously and deleted; the bot by link."""
    topic = (await act(page, "chats/topic", chat=STUDY_GROUP, name="Talk"))["topic"]
    await act(page, "chats/topic/close", chat=STUDY_GROUP, topic=topic)
    newest = (await chats(page))[STUDY_GROUP]["topics"][-1]
    assert newest == {"id": topic, "name": "Talk", "closed": True}
    await act(page, "chats/topic/reopen", chat=STUDY_GROUP, topic=topic)
    await act(page, "chats/topic/delete", chat=STUDY_GROUP, topic=topic)
    await act(page, "privacy", on=False)
    assert (await page.get("/play/people"))["bot"]["privacy"] is False
    anonymously: dict[str, Any] = {"as": "anonymous"}
    said = await act(page, "say", chat=STUDY_GROUP, text="oops", **anonymously)
    await act(page, "delete", chat=STUDY_GROUP, message_id=said["message_id"])
    await act(page, "open", chat=STUDY_GROUP, payload="r1")
    await act(page, "open", payload="deck")
    seen = (await page.get("/play/state", person=BOB, chat=STUDY_GROUP))["messages"]
    assert [one.get("text") or one["service"] for one in seen[-2:]] == [
        "Ann added Recall",
        "/start@recall_playground_bot r1",
    ]


async def test_the_list_waits_for_a_change_in_any_chat(page: Page) -> None:
    """And tells the last message."""
    version = (await page.get("/play/chats", person=ANN))["version"]
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(page.get("/play/chats", person=ANN, after=version))
        group.create_task(page.post("say", person=BOB, chat=DISCUSSION, text="anybody?"))
    assert waiting.result()["version"] > version
    listed = {one["id"]: one for one in waiting.result()["chats"]}
    assert (listed[DISCUSSION]["last"]["sender"], listed[DISCUSSION]["last"]["text"]) == ("Bob", "anybody?")


async def test_a_waiting_bot_hears_at_once_that_a_poll_has_closed(
    playground: Playground, page: Page, http_bot: Bot, hand: Hand
) -> None:
    """When the page moves the clock past its time."""
    await add_bot(page, playground)
    last = (await http_bot.get_updates())[-1].update_id
    await http_bot.send_poll(STUDY_GROUP, "q", ["a", "b"], open_period=600)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(http_bot.get_updates(offset=last + 1, timeout=30))
        group.create_task(page.post("clock/advance", hours=1))
    (update,) = waiting.result()
    assert update.poll is not None
    assert update.poll.is_closed


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("chats/create", {"kind": "cellar", "title": "x"}, 400),
        ("chats/create", {"kind": "group"}, 400),
        ("chats/create", {"kind": "group", "title": "x", "members": ["Bob"]}, 400),
        ("chats/create", {"kind": "group", "title": "x", "members": [4711]}, 404),
        ("chats/add", {"chat": STUDY_GROUP, "who": 4711}, 404),
        ("chats/join", {"chat": 4711}, 400),
        ("chats/permit", {"chat": STUDY_GROUP, "permissions": {"can_send_polls": "no"}}, 400),
        ("say", {"chat": 4711, "text": "x"}, 400),
        ("say", {"chat": STUDY_GROUP, "topic": 99, "text": "x"}, 400),
        ("say", {"chat": STUDY_GROUP, "text": "x", "as": "nobody"}, 400),
        ("vote", {"chat": STUDY_GROUP, "message_id": 2, "options": [0]}, 400),
        ("vote", {"chat": STUDY_GROUP, "message_id": 2, "options": ["a"]}, 400),
        ("privacy", {}, 400),
    ],
)
async def test_what_the_page_may_not_ask_of_a_chat_is_said(
    page: Page, path: str, body: dict[str, Any], status: int
) -> None:
    """4xx and a sentence; nothing is left behind."""
    before = await chats(page)
    code, answer = await page.post(path, person=ANN, **body)
    assert (code, isinstance(answer["error"], str)) == (status, True)
    assert await chats(page) == before


async def test_a_chat_that_is_not_there_is_said(page: Page) -> None:
    """Of a list and of a view."""
    assert "error" in await page.get("/play/chats", person=5)
    assert "error" in await page.get("/play/state", person=ANN, chat=4711)
