"""The server that benchmarks measure at keeps updates, refuses and hangs as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from benchmarks.said import text_from
from benchmarks.stand_in import TOKEN, StandIn, stand_in

Ask = Any


@asynccontextmanager
async def asked() -> AsyncIterator[tuple[StandIn, Ask]]:
    """The server, and a function that calls a method and gives the whole answer."""
    async with stand_in() as server, aiohttp.ClientSession() as session:

        async def ask(method: str, **params: object) -> dict[str, Any]:
            async with session.post(f"{server.url}/bot{TOKEN}/{method}", data=params) as answer:
                found: dict[str, Any] = await answer.json()
                return found

        yield server, ask


def numbers(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


async def test_updates_are_kept_until_a_higher_number_is_asked_for() -> None:
    async with asked() as (server, ask):
        first, second, third = (server.bring(text_from(1, "hello", number)) for number in range(3))

        assert numbers(await ask("getUpdates")) == [first, second, third]
        assert numbers(await ask("getUpdates", offset=first)) == [first, second, third]
        assert numbers(await ask("getUpdates", offset=second)) == [second, third]
        assert numbers(await ask("getUpdates")) == [second, third]
        assert server.waiting() == 2
        assert numbers(await ask("getUpdates", offset=third + 1)) == []


async def test_a_hundred_at_a_time() -> None:
    async with asked() as (server, ask):
        given = [server.bring(text_from(1, "hello", number)) for number in range(150)]

        assert numbers(await ask("getUpdates", limit=100)) == given[:100]
        assert numbers(await ask("getUpdates", limit=100, offset=given[99] + 1)) == given[100:]


async def test_a_long_poll_ends_with_the_next_update() -> None:
    async with asked() as (server, ask):
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            poll = group.create_task(ask("getUpdates", timeout=20))
            await server.polled()
            given = server.bring(text_from(1, "hello", 1))

        assert numbers(poll.result()) == [given]


async def test_what_is_called_is_on_record_with_the_message_it_made() -> None:
    async with asked() as (server, ask):
        sent = await ask("sendMessage", chat_id=7, text="hello")
        await ask("editMessageText", chat_id=7, message_id=sent["result"]["message_id"], text="goodbye")

    assert [(call.method, call.chat) for call in server.calls] == [("sendMessage", 7), ("editMessageText", 7)]
    assert {call.message for call in server.calls} == {sent["result"]["message_id"]}


async def test_it_refuses_as_often_as_it_is_told() -> None:
    async with asked() as (server, ask):
        server.refuse("sendMessage", times=1, seconds=3)

        refused, sent = await ask("sendMessage", chat_id=7, text="a"), await ask("sendMessage", chat_id=7)

    assert (refused["error_code"], refused["parameters"]["retry_after"], sent["ok"]) == (429, 3, True)


async def test_a_method_that_hangs_holds_up_no_other() -> None:
    async with asked() as (server, ask):
        server.hangs["getChatAdministrators"] = 60.0
        async with asyncio.timeout(5), asyncio.TaskGroup() as group:
            slow = group.create_task(ask("getChatAdministrators", chat_id=-7))
            me = await ask("getMe")
            slow.cancel()

    assert me["result"]["is_bot"]
