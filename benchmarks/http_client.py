"""What a sendMessage costs over HTTP: the library's own request class over httpx against ours.

    python -m benchmarks.http_client [--calls 2000] [--pairs 5]

Both go through the bot's own client to a stand-in server on loopback, a process of its own; they take turns,
with 1 and with 30 calls in flight. Told is the processor's time of this process for each call, in the middle
run of each.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import sys
import time
from multiprocessing.connection import Connection

from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.api_calls import ApiCall
from bot.telegram.client import SENDS_AT_ONCE, BotClient
from bot.telegram.http_request import HttpRequest

TOKEN = "123456789:AAbenchmark-token"
ANSWER = (
    b'{"ok":true,"result":{"message_id":501,"from":{"id":123456789,"is_bot":true,"first_name":"Recall",'
    b'"username":"recall_bot"},"chat":{"id":1001,"first_name":"Ann","type":"private"},"date":1764000000,'
    b'"text":"Right. A model that learns the noise of its training data does not carry over to new data."}}'
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(ANSWER)
CALL = ApiCall(
    method="sendMessage",
    params={
        "chat_id": 1001,
        "text": "<b>Right.</b> A model that learns the noise of its training data does not carry over. " * 4,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [[{"text": "Next question", "callback_data": "1:501:next"}], [{"text": "Why"}]]
        },
    },
)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="The cost of a sendMessage by either request class.")
    options.add_argument("--calls", type=int, default=2000)
    options.add_argument("--pairs", type=int, default=5)
    given = options.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    asyncio.run(_compare(f"http://127.0.0.1:{ours.recv()}", given.calls, given.pairs))
    server.terminate()
    server.join()


async def _compare(api: str, calls: int, pairs: int) -> None:
    for at_once in (1, 30):
        spent: dict[str, list[float]] = {"httpx": [], "ours": []}
        for _ in range(pairs):
            for name, runs in spent.items():
                runs.append(await _run(name, api, calls, at_once))
        old, new = (statistics.median(runs) * 1000 for runs in spent.values())
        sys.stdout.write(
            f"{at_once:2} in flight: httpx {old:.3f} ms CPU a call   ours {new:.3f} ms   {new / old:.2f}\n"
        )


async def _run(name: str, api: str, calls: int, at_once: int) -> float:
    """The processor's seconds for each call."""
    line = BotClient(token=TOKEN, api=api, polls=_request(name), sends=_request(name))
    await line.open()
    await line.post(CALL)
    begun = time.process_time()
    left = iter(range(calls))

    async def work() -> None:
        for _ in left:
            await line.post(CALL)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(work())
    spent = time.process_time() - begun
    await line.close()
    return spent / calls


def _request(name: str) -> BaseRequest:
    if name == "ours":
        return HttpRequest(SENDS_AT_ONCE)
    return HTTPXRequest(connection_pool_size=SENDS_AT_ONCE, httpx_kwargs={"trust_env": False})


def _serve(told: Connection) -> None:
    asyncio.run(_answering(told))


async def _answering(told: Connection) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = head.lower().split(b"\r\n")
                length = next(line[15:] for line in lines if line.startswith(b"content-length:"))
                await reader.readexactly(int(length))
                writer.write(HEAD + ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    told.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


if __name__ == "__main__":
    main()
