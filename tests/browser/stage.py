"""A playground in a thread of its own, and the bot played by the test: it calls the Bot API over HTTP."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.clock import SystemClock
from bot.playground.server import serve

STARTING = 20.0
"""Seconds a playground may take to listen."""


class Stage:
    """A running playground, seen from the bot."""

    def __init__(self, url: str, token: str, client: httpx.Client) -> None:
        self.url = url
        self._api = f"{url}/bot{token}"
        self._client = client
        self._offset = 0

    def call(self, method: str, files: dict[str, Any] | None = None, **params: Any) -> Any:
        """The result of a call. Raises AssertionError with the server's words if it was refused."""
        answer = self.raw(method, files, **params)
        assert answer["ok"], f"{method}: {answer}"
        return answer["result"]

    def raw(self, method: str, files: dict[str, Any] | None = None, **params: Any) -> Any:
        """The whole answer to a call, also when it was refused."""
        url = f"{self._api}/{method}"
        if files:
            return self._client.post(url, data=params, files=files).json()
        return self._client.post(url, json=params).json()

    def file(self, path: str) -> bytes:
        """A file as a bot fetches it, by the path that getFile gives."""
        answer = self._client.get(self._api.replace("/bot", "/file/bot", 1) + f"/{path}")
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.content

    def meet(self, person: int) -> None:
        """Let somebody write first, so that the bot may write to them; their chat is empty again after."""
        said = self._client.post(f"{self.url}/play/say", json={"person": person, "text": "/start"}).json()
        self.update("message")
        self.call("deleteMessage", chat_id=person, message_id=said["message_id"])

    def act(self, what: str, **body: Any) -> Any:
        """Let somebody do something that is not done on the page under test: what the page's HTTP answers."""
        answer = self._client.post(f"{self.url}/play/{what}", json=body)
        assert answer.status_code == httpx.codes.OK, f"{what}: {answer.text}"
        return answer.json()

    def enter(self, chat: int, person: int) -> None:
        """Be added to a group or channel by this person."""
        self.act("chats/add", person=person, chat=chat, who=self.call("getMe")["id"])

    def say(self, person: int, html: str, keyboard: list[list[str]] | None = None) -> int:
        """Write to somebody; buttons carry their label as data. Gives the message_id."""
        rows = [[{"text": label, "callback_data": label} for label in row] for row in keyboard or []]
        markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        sent = self.call("sendMessage", chat_id=person, text=html, parse_mode="HTML", **markup)
        return int(sent["message_id"])

    def update(self, kind: str) -> dict[str, Any]:
        """The next update of this kind; others before it are acknowledged and passed over."""
        for _ in range(50):
            for update in self.call(
                "getUpdates", offset=self._offset, timeout=5, limit=1, allowed_updates=KINDS
            ):
                self._offset = update["update_id"] + 1
                if kind in update:
                    found: dict[str, Any] = update[kind]
                    return found
        raise AssertionError(f"no {kind} came")


KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "poll_answer",
]


@contextmanager
def running_stage(state: Path | None = None, port: int = 0) -> Iterator[Stage]:
    """A playground that listens until the end of the block."""
    told: dict[str, Any] = {}
    listening = threading.Event()

    async def run() -> None:
        playground = await serve(state, "127.0.0.1", port, SystemClock().now)
        told.update(
            loop=asyncio.get_running_loop(), stop=asyncio.Event(), url=playground.url, token=playground.token
        )
        listening.set()
        await told["stop"].wait()
        await playground.close()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    assert listening.wait(STARTING), "the playground did not start"
    try:
        with httpx.Client(timeout=30.0, trust_env=False) as client:
            yield Stage(told["url"], told["token"], client)
    finally:
        told["loop"].call_soon_threadsafe(told["stop"].set)
        thread.join(STARTING)
