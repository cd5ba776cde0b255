"""Messages out: in order, as fast as allowed, and never twice what must not be twice."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import NetworkError, TimedOut

from bot.app.events import ChatId, MessageId
from bot.app.ports.errors import StoreError
from bot.app.ports.outbox import Act, Lane, StaleButtons, Undelivered
from bot.telegram.client import Draw
from bot.telegram.dispatcher import BULK_HANDS, HANDS, IDLE
from bot.telegram.handover import Handover, Outgoing
from bot.telegram.http_request import NotConnected, PoolTimeout
from bot.telegram.rate_limits import RateLimits
from bot.telegram.sender import GRACE, Sender
from bot.words.spoken import Button, Document, Spoken
from tests.telegram.hand_time import START, HandTime, quiet
from tests.telegram.rooms import MemoryPost
from tests.telegram.server import Answer, Server, refusal

ANN, BOB = 1001, 1002
BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
BAD_GATEWAY = refusal(502, "Bad Gateway")


def flood(seconds: int) -> Answer:
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def unsent(cause: Exception) -> Exception:
    error = NetworkError("not sent")
    error.__cause__ = cause
    return error


class Office:
    """A sender with a server, a post and a clock of its own."""

    def __init__(self, limits: RateLimits | None = None, draw: Draw | None = None) -> None:
        self.server = Server()
        self.post = MemoryPost()
        self.time = HandTime()
        self.stop = asyncio.Event()
        self.handover = Handover()
        client, timing = self.server.client(draw), self.time.timing()
        self.sender = Sender(client, self.post, timing, limits or RateLimits.none(), self.handover)

    def tell(self, *answers: Answer, method: str = "sendMessage") -> None:
        self.server.told[method].extend(answers)

    def hand_over(self, chat: int, text: str = "hello", **more: Any) -> None:
        """A turn is committed that has a reply."""
        self.handover.put(Outgoing(claimed=[self.post.hand_over(chat, text, **more)]))

    def outdate(self, chat: int, slot: str | None = None, message: int | None = None) -> None:
        """A turn is committed after which older buttons serve no more."""
        number = None if message is None else MessageId(message)
        stale = StaleButtons(chat=ChatId(chat), slot=slot, message=number)
        self.handover.put(Outgoing(stale=[stale]))

    def cleared(self) -> list[int]:
        """The messages whose buttons were taken away."""
        return [call.params["message_id"] for call in self.server.sent("editMessageReplyMarkup")]

    async def drain(self) -> int:
        return await self.sender.drain(self.time.now())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.sender.run(self.stop))
            await quiet()
            yield
            self.stop.set()
            await self.time.pass_by(GRACE)


async def test_what_is_due_is_sent_in_order_and_settled_with_its_number() -> None:
    office = Office()
    for text in ("one", "two", "three"):
        office.post.write(ANN, text)
    office.post.write(BOB, "later", due=START + timedelta(hours=1))
    assert await office.drain() == 3
    assert office.server.texts() == ["one", "two", "three"]
    assert office.post.arrived == {1: 501, 2: 502, 3: 503}
    assert await office.drain() == 0


async def test_it_is_at_rest_when_all_that_may_leave_has_arrived() -> None:
    """What was written before the question is waited for, one behind the other; what is due later is not."""
    office = Office()
    slow = asyncio.Event()

    async def slowly() -> None:
        await slow.wait()

    office.tell(slowly)
    async with office.running(), asyncio.TaskGroup() as group:
        for text in ("one", "two"):
            office.post.write(ANN, text)
        office.post.write(BOB, "later", due=START + timedelta(hours=1))
        resting = group.create_task(office.sender.rested())
        await quiet()
        assert not resting.done()
        slow.set()
        await resting
        assert office.post.arrived == {1: 501, 2: 502}


async def test_it_is_not_at_rest_while_the_outbox_cannot_be_used() -> None:
    office = Office()
    office.post.broken = 4
    async with office.running(), asyncio.TaskGroup() as group:
        office.post.write(ANN, "one")
        resting = group.create_task(office.sender.rested())
        await quiet()
        assert not resting.done()
        await office.time.pass_by(60)
        await resting
        assert office.server.texts() == ["one"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Lane)), min_size=1, max_size=30),
    st.lists(st.sampled_from(["ok", "slow", "flood", "gateway", "unsent"]), max_size=30),
)
def test_a_chat_gets_its_letters_in_order_whatever_fails(
    outgoing_messages: list[Any], weather: list[str]
) -> None:
    async def day() -> Office:
        office = Office(RateLimits.of_telegram())

        async def slowly() -> None:
            await office.time.wait(3)

        answers: dict[str, Answer] = {
            "ok": quiet,
            "slow": slowly,
            "flood": flood(2),
            "gateway": BAD_GATEWAY,
            "unsent": unsent(NotConnected("ConnectTimeout")),
        }
        office.tell(*[answers[name] for name in weather])
        for number, (chat, lane) in enumerate(outgoing_messages):
            office.post.write(chat, f"{number}", lane)
        async with office.running():
            await office.time.pass_by(600)
        return office

    office = asyncio.run(day())
    assert office.server.most_under_way == 1
    for chat in {chat for chat, _ in outgoing_messages}:
        mine = [int(text) for text in (c.params["text"] for c in office.server.sent() if c.chat == chat)]
        assert mine == sorted(mine)
    assert len(office.post.arrived) + len(office.post.gone) == len(outgoing_messages)
    assert set(office.post.gone.values()) <= {Undelivered.UNCERTAIN}
    assert all(office.post.rows[id].outgoing.lane >= Lane.PROMPT for id in office.post.gone)


async def test_an_edit_a_clear_and_a_file_go_their_own_ways() -> None:
    office = Office()
    tap = Button(label="Next", data="1:7:next")
    office.post.write(ANN, act=Act.EDIT, message=40, spoken=Spoken(text="new", choices=((tap,),)).to_json())
    office.post.write(ANN, act=Act.CLEAR, message=41)
    office.post.write(ANN, act=Act.CLEAR)
    file = Document(name="me.json", content='{"name": "Ann"}')
    office.post.write(ANN, spoken=Spoken(text="All of it", document=file).to_json())
    await office.drain()
    assert [call.method for call in office.server.calls] == [
        "editMessageText",
        "editMessageReplyMarkup",
        "sendDocument",
    ]
    assert office.post.arrived == {1: 40, 2: 41, 3: None, 4: 501}
    name, content, kind = office.server.calls[2].files["document"]
    assert (name, content, kind) == ("me.json", b'{"name": "Ann"}', "application/json")


def paint(description: str) -> bytes:
    return f"PNG of {description}".encode()


def spoil(description: str) -> bytes:
    raise ValueError(f"no paint for {description}")


PICTURE = Spoken(text="<b>23</b> days", picture="Ann's year").to_json()


async def test_a_picture_is_drawn_outside_the_loop_and_its_words_stand_beside_it() -> None:
    threads: list[int] = []

    def watched(description: str) -> bytes:
        threads.append(threading.get_ident())
        return paint(description)

    office = Office(draw=watched)
    office.post.write(ANN, spoken=PICTURE)
    await office.drain()
    [call] = office.server.calls
    assert (call.method, call.params["caption"]) == ("sendPhoto", "<b>23</b> days")
    name, content, kind = call.files["photo"]
    assert (name, content, kind) == ("picture.png", b"PNG of Ann's year", "image/png")
    assert threads != [threading.get_ident()]
    assert office.post.arrived == {1: 501}


@pytest.mark.parametrize("lane", list(Lane))
@pytest.mark.parametrize("draw", [spoil, None])
async def test_where_nothing_can_be_drawn_the_words_go_alone(
    lane: Lane, draw: Draw | None, caplog: pytest.LogCaptureFixture
) -> None:
    office = Office(draw=draw)
    office.post.write(ANN, lane=lane, spoken=PICTURE)
    await office.drain()
    assert [(call.method, call.params["text"]) for call in office.server.calls] == [
        ("sendMessage", "<b>23</b> days")
    ]
    assert office.post.arrived == {1: 501}
    assert "Message 1 goes without its picture: PictureFailed" in caplog.text
    assert "Ann" not in caplog.text


TOO_BIG = (413, {"ok": False, "error_code": 413, "description": "Request Entity Too Large"})
NO_PHOTOS = refusal(400, "Bad Request: not enough rights to send photos to the chat")


@pytest.mark.parametrize(
    ("answer", "lane", "sent", "arrived"),
    [
        (refusal(400, "Bad Request: IMAGE_PROCESS_FAILED"), Lane.PROMPT, ["sendPhoto", "sendMessage"], True),
        (NO_PHOTOS, Lane.REPLY, ["sendPhoto", "sendMessage"], True),
        (TOO_BIG, Lane.REPLY, ["sendPhoto", "sendMessage"], True),
        (TimedOut(), Lane.REPLY, ["sendPhoto", "sendMessage"], True),
        (BAD_GATEWAY, Lane.ROUND, ["sendPhoto", "sendMessage"], True),
        (BAD_GATEWAY, Lane.ANNOUNCEMENT, ["sendPhoto"], False),
        (TimedOut(), Lane.PROMPT, ["sendPhoto"], False),
        (BLOCKED, Lane.REPLY, ["sendPhoto"], False),
        (flood(3), Lane.REPLY, ["sendPhoto"], False),
        (refusal(400, "Bad Request: can't parse entities"), Lane.REPLY, ["sendPhoto", "sendPhoto"], True),
    ],
)
async def test_an_upload_that_fails_leaves_the_words_unless_nothing_may_be_sent(
    answer: Answer, lane: Lane, sent: list[str], arrived: bool
) -> None:
    office = Office(draw=paint)
    office.post.write(ANN, lane=lane, spoken=PICTURE)
    office.tell(answer, method="sendPhoto")
    await office.drain()
    assert [call.method for call in office.server.calls] == sent
    assert office.post.arrived == ({1: 501} if arrived else {})


async def test_text_for_a_message_that_is_a_picture_goes_beside_it() -> None:
    office = Office()
    office.post.write(ANN, "the words", act=Act.EDIT, message=40)
    office.tell(
        refusal(400, "Bad Request: there is no text in the message to edit"), method="editMessageText"
    )
    await office.drain()
    assert [call.method for call in office.server.calls] == ["editMessageText", "editMessageCaption"]
    assert office.server.calls[-1].params["caption"] == "the words"


async def test_an_answer_the_library_could_not_read_is_still_an_arrival() -> None:
    office = Office()
    office.post.write(ANN, lane=Lane.PROMPT)
    office.tell((200, {"ok": True, "result": {"message_id": 9, "date": "soon", "newer": [{}]}}))
    await office.drain()
    assert office.post.arrived == {1: 9}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (BLOCKED, Undelivered.BLOCKED),
        (refusal(403, "Forbidden: user is deactivated"), Undelivered.BLOCKED),
        (refusal(400, "Bad Request: chat not found"), Undelivered.CHAT_GONE),
        (refusal(400, "Bad Request: BUTTON_DATA_INVALID"), Undelivered.REFUSED),
    ],
)
@pytest.mark.parametrize("lane", list(Lane))
async def test_what_can_never_arrive_is_told_once(answer: Answer, why: Undelivered, lane: Lane) -> None:
    office = Office()
    office.post.write(ANN, lane=lane)
    office.tell(answer)
    assert await office.drain() == 1
    assert office.post.gone == {1: why}
    assert len(office.server.calls) == 1


async def test_a_refused_letter_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    office.post.write(ANN, "my secret answer")
    office.post.write(BOB, spoken="my secret {")
    office.tell(refusal(400, 'Bad Request: cannot send "my secret answer"'))
    await office.drain()
    assert office.post.gone == {1: Undelivered.REFUSED, 2: Undelivered.REFUSED}
    assert "Message 1 was refused: BadRequest" in caplog.text
    assert "Message 2 was refused" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("lane", [Lane.REPLY, Lane.ROUND])
@pytest.mark.parametrize("answer", [TimedOut(), BAD_GATEWAY, refusal(500, "Internal"), (200, {"ok": True})])
async def test_what_may_have_arrived_goes_again_if_somebody_waits_for_it(answer: Answer, lane: Lane) -> None:
    office = Office()
    office.post.write(ANN, lane=lane)
    office.tell(answer, answer)
    async with office.running():
        await office.time.pass_by(0.9)
        assert len(office.server.calls) == 1
        await office.time.pass_by(0.2)
        assert len(office.server.calls) == 2
        await office.time.pass_by(2)
        assert office.post.arrived == {1: 501}


@pytest.mark.parametrize("answer", [TimedOut(), BAD_GATEWAY, NetworkError("?"), (200, {"ok": True})])
@pytest.mark.parametrize("lane", [Lane.PROMPT, Lane.ANNOUNCEMENT])
async def test_a_prompt_that_may_have_arrived_is_never_sent_again(answer: Answer, lane: Lane) -> None:
    office = Office()
    office.post.write(ANN, lane=lane)
    office.tell(answer)
    async with office.running():
        await office.time.pass_by(3600)
    assert office.post.gone == {1: Undelivered.UNCERTAIN}
    assert len(office.server.calls) == 1


async def test_an_edit_of_a_prompt_may_be_repeated() -> None:
    office = Office()
    office.post.write(ANN, lane=Lane.PROMPT, act=Act.EDIT, message=40)
    office.tell(TimedOut(), method="editMessageText")
    async with office.running():
        await office.time.pass_by(2)
    assert office.post.arrived == {1: 40}


@pytest.mark.parametrize(
    "answer",
    [
        unsent(NotConnected("ConnectTimeout")),
        unsent(PoolTimeout("busy")),
        refusal(401, "Unauthorized"),
        refusal(409, "Conflict"),
    ],
)
@pytest.mark.parametrize("lane", list(Lane))
async def test_what_never_left_goes_again_prompts_too(answer: Answer, lane: Lane) -> None:
    office = Office()
    office.post.write(ANN, lane=lane)
    office.tell(answer)
    async with office.running():
        await office.time.pass_by(2)
    assert office.post.arrived == {1: 501}


async def test_attempts_come_less_and_less_often() -> None:
    office = Office()
    office.post.write(ANN)
    office.tell(*[BAD_GATEWAY] * 9)
    async with office.running():
        await office.time.pass_by(600)
    pauses, before = [], START
    for _, at in office.post.put_back:
        pauses.append(round((at - before).total_seconds()))
        before = at
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_a_flood_wait_is_kept_to_the_second_and_holds_that_chat_only() -> None:
    office = Office()
    office.post.write(ANN, "first")
    office.post.write(ANN, "second")
    office.tell(flood(17))
    async with office.running():
        office.post.write(BOB, "to Bob")
        office.sender.nudge()
        await office.time.pass_by(16.9)
        assert office.server.texts() == ["first", "to Bob"]
        await office.time.pass_by(0.1)
        assert office.server.texts() == ["first", "to Bob", "first", "second"]


async def test_a_flood_wait_on_a_prompt_holds_all_prompts_and_no_reply() -> None:
    office = Office()
    for chat in range(1, 31):
        office.post.write(chat, "prompt", Lane.PROMPT)
    office.tell(flood(60))
    async with office.running():
        before = len(office.server.texts())
        await office.time.pass_by(10)
        office.post.write(ANN, "reply")
        office.sender.nudge()
        await office.time.pass_by(0)
        assert office.server.texts()[before:] == ["reply"]
        await office.time.pass_by(49)
        assert len(office.server.texts()) == before + 1
        await office.time.pass_by(5)
        assert office.server.texts().count("prompt") == 31
    assert len(office.post.arrived) == 31


async def test_a_prompt_that_a_reply_pulls_into_a_pause_is_put_back_for_its_end() -> None:
    limits = RateLimits.none()
    limits.told_to_wait(ChatId(3), 60, 0, bulk=True)
    office = Office(limits)
    office.post.write(ANN, "prompt", Lane.PROMPT)
    office.post.write(ANN, "behind it")
    office.post.write(BOB, "reply")
    assert await office.drain() == 2
    assert office.server.texts() == ["reply"]
    assert office.post.put_back == [(1, START + timedelta(seconds=60))]


async def test_a_message_not_modified_is_as_it_should_be() -> None:
    office = Office()
    office.post.write(ANN, act=Act.EDIT, message=40)
    said = "Bad Request: message is not modified: specified new message content is exactly the same"
    office.tell(refusal(400, said), method="editMessageText")
    await office.drain()
    assert office.post.arrived == {1: 40}


@pytest.mark.parametrize("said", ["message to edit not found", "message can't be edited"])
async def test_an_edit_whose_message_is_gone_is_sent_anew(said: str) -> None:
    office = Office()
    office.post.write(ANN, "new", act=Act.EDIT, message=40)
    office.post.write(ANN, act=Act.CLEAR, message=40)
    office.tell(refusal(400, f"Bad Request: {said}"), method="editMessageText")
    office.tell(refusal(400, f"Bad Request: {said}"), method="editMessageReplyMarkup")
    await office.drain()
    assert office.server.texts() == ["new"]
    assert office.post.arrived == {1: 501, 2: 40}


CANNOT_PARSE = refusal(400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 5')


async def test_markup_the_server_cannot_read_goes_once_as_plain_text() -> None:
    office = Office()
    office.post.write(ANN, "<b>a</b> &lt; b", lane=Lane.PROMPT)
    office.tell(CANNOT_PARSE)
    await office.drain()
    first, second = office.server.sent()
    assert first.params["parse_mode"] == "HTML"
    assert "parse_mode" not in second.params
    assert second.params["text"] == "a < b"
    assert office.post.arrived == {1: 501}


async def test_plain_text_that_is_refused_too_is_given_up() -> None:
    office = Office()
    office.post.write(ANN)
    office.tell(CANNOT_PARSE, CANNOT_PARSE)
    await office.drain()
    assert office.post.gone == {1: Undelivered.REFUSED}


async def test_a_text_too_long_arrives_cut() -> None:
    office = Office()
    office.post.write(ANN, "x" * 5000)
    office.tell(refusal(400, "Bad Request: message is too long"))
    await office.drain()
    assert office.server.texts()[1] == "x" * 4095 + "…"
    assert office.post.arrived == {1: 501}


async def test_a_lost_edit_with_bad_markup_finds_both_remedies() -> None:
    office = Office()
    office.post.write(ANN, "<b>a", act=Act.EDIT, message=40)
    office.tell(refusal(400, "Bad Request: message to edit not found"), method="editMessageText")
    office.tell(CANNOT_PARSE)
    await office.drain()
    assert office.post.arrived == {1: 501}
    assert office.server.texts()[-1] == "a"


async def test_a_reply_never_waits_behind_prompts() -> None:
    office = Office(RateLimits.of_telegram())
    for chat in range(2000, 2300):
        office.post.write(chat, "prompt", Lane.PROMPT)
    async with office.running():
        await office.time.pass_by(2)
        sent_before = len(office.server.texts())
        office.post.write(ANN, "reply")
        office.sender.nudge()
        await office.time.pass_by(0.05)
        assert "reply" in office.server.texts()
        assert 50 <= sent_before <= 56
        await office.time.pass_by(15)
        assert len(office.post.arrived) == 301


async def test_prompts_on_a_slow_network_leave_hands_for_replies() -> None:
    office = Office()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    for chat in range(2000, 2050):
        office.post.write(chat, "prompt", Lane.PROMPT)
    office.tell(*[hang] * BULK_HANDS)
    async with office.running():
        assert len(office.server.calls) == BULK_HANDS
        for number in range(3):
            office.post.write(ANN + number, "reply")
            office.sender.nudge()
            await office.time.pass_by(0)
        assert office.server.texts()[BULK_HANDS:] == ["reply"] * 3
        slow.set()
        await office.time.pass_by(2)
        assert len(office.post.arrived) == 53


async def test_chats_are_served_side_by_side_but_not_without_bound() -> None:
    office = Office()
    slow = asyncio.Event()

    async def hang() -> None:
        await slow.wait()

    office.tell(*[hang] * 100)
    for chat in range(2000, 2100):
        office.post.write(chat)
    async with office.running():
        assert len(office.server.calls) == HANDS
        slow.set()
        await quiet(500)
        assert len(office.post.arrived) == 100


async def test_it_looks_again_when_called_when_due_and_now_and_then() -> None:
    office = Office()
    async with office.running():
        assert office.post.claims == 1
        office.post.write(ANN, "now")
        await office.time.pass_by(IDLE - 1)
        assert office.server.texts() == []
        office.sender.nudge()
        await quiet()
        assert office.server.texts() == ["now"]
        office.post.write(ANN, "in a while", due=office.time.now() + timedelta(seconds=12))
        office.sender.nudge()
        await office.time.pass_by(11.9)
        assert office.server.texts() == ["now"]
        await office.time.pass_by(0.1)
        assert office.server.texts() == ["now", "in a while"]
        office.post.write(ANN, "unannounced")
        await office.time.pass_by(IDLE)
        assert office.server.texts()[-1] == "unannounced"


async def test_an_idle_sender_hardly_looks() -> None:
    office = Office()
    async with office.running():
        await office.time.pass_by(3600)
    assert office.post.claims <= 3600 / IDLE + 2


async def test_a_letter_somebody_else_holds_is_not_hammered_at() -> None:
    office = Office()
    office.post.write(ANN)
    await office.post.claim(START, 1, 0)
    office.post.rows[1].leased_until = START - timedelta(seconds=1)
    async with office.running():
        await quiet(1000)
        assert office.post.claims == 2
        await office.time.pass_by(60)
    assert office.post.claims <= 130


async def test_trouble_with_the_post_is_outlived() -> None:
    office = Office()
    office.post.write(ANN)
    office.post.broken = 5
    async with office.running():
        assert office.server.calls == []
        await office.time.pass_by(60)
        assert office.post.arrived == {1: 501}


async def test_what_happened_is_kept_even_if_the_post_fails_meanwhile() -> None:
    office = Office()
    office.post.write(ANN, lane=Lane.PROMPT)

    async def break_post() -> None:
        office.post.broken = 3

    office.tell(break_post)
    async with office.running():
        await office.time.pass_by(10)
    assert office.post.arrived == {1: 501}
    assert len(office.server.calls) == 1


async def test_a_drain_says_so_when_the_post_fails() -> None:
    office = Office()
    office.post.broken = 1
    with pytest.raises(StoreError):
        await office.drain()


async def test_a_fault_of_ours_with_one_letter_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    office = Office()
    office.post.faulty = {1}
    office.post.write(ANN)
    office.post.write(BOB)
    async with office.running():
        await office.time.pass_by(1)
    assert office.post.arrived == {2: 502}
    assert "Message 1 could not be settled" in caplog.text


async def test_a_stop_lets_what_is_on_its_way_arrive() -> None:
    office = Office()

    async def slowly() -> None:
        await office.time.wait(GRACE - 1)

    office.tell(slowly)
    office.post.write(ANN, "one")
    office.post.write(ANN, "two")
    async with asyncio.TaskGroup() as group:
        run = group.create_task(office.sender.run(office.stop))
        await quiet()
        office.stop.set()
        await office.time.pass_by(GRACE - 1)
        assert run.done()
    assert office.post.arrived == {1: 501}


async def test_a_stop_does_not_wait_for_a_call_that_hangs() -> None:
    office = Office()

    async def hang() -> None:
        await asyncio.Event().wait()

    office.tell(hang, hang)
    office.post.write(ANN, "reply")
    office.post.write(BOB, "prompt", Lane.PROMPT)
    async with asyncio.TaskGroup() as group:
        run = group.create_task(office.sender.run(office.stop))
        await quiet()
        office.stop.set()
        await office.time.pass_by(GRACE)
        assert run.done()
    assert office.post.gone == {2: Undelivered.UNCERTAIN}
    assert [id for id, _ in office.post.put_back] == [1]
