"""The page's side of the playground: its files, and what people do and see there."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, get_args

from aiohttp import web

from bot.playground.api import BotApi
from bot.playground.attachments import Kind, named
from bot.playground.disk import Writer
from bot.playground.faults import How, Lost
from bot.playground.follower import Follower
from bot.playground.newcomers import add_person
from bot.playground.page_chats import ChatActs
from bot.playground.person import Person
from bot.playground.pictures import picture_mime, sound_mime
from bot.playground.polls import vote
from bot.playground.request_fields import optional, required
from bot.playground.rules import ANONYMOUSLY, CannotDo
from bot.playground.table import Json
from bot.playground.waiting_api import WaitingApi

PAGE = Path(__file__).parent / "page"
MIMES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'",
}
WAIT_SECONDS = 25.0
TYPING_SECONDS = 5.2
"""A view that says "typing" is given again after this, for it ends by itself."""
_MIME_OF = {"photos": picture_mime, "audios": sound_mime, "voices": sound_mime}
"""What the page may show or play, by the folder of a file; everything else is saved."""
MOST_HOURS = 24 * 366

Act = Callable[[Json], Awaitable[Json]]
Read = Callable[[web.Request], Awaitable[Json]]


class PageRoutes:
    """Handlers of `/` and `/play/…`."""

    def __init__(self, api: BotApi, waiting_api: WaitingApi, follower: Follower, writer: Writer) -> None:
        self._api = api
        self._waiting_api = waiting_api
        self._follower = follower
        self._writer = writer
        self._chats = ChatActs(api)

    def add_to(self, app: web.Application) -> None:
        """Put the handlers into an application."""
        for path, look in {
            "/play/people": self._people,
            "/play/chats": self._list,
            "/play/state": self._state,
            "/play/log": self._log,
            "/play/clock": self._time,
            "/play/file/{id}": self._file,
            "/": self._page,
            "/{name}": self._page,
        }.items():
            app.router.add_get(path, look)
        for name, act in {
            "say": self._say,
            "tap": self._tap,
            "edit": self._edit,
            "react": self._react,
            "send": self._send,
            "delete": self._delete,
            "vote": self._vote,
            "open": self._open,
            "block": self._block,
            "people": self._newcomer,
            "fault": self._fault,
            "clock/advance": self._advance,
            **self._chats.acts(),
        }.items():
            app.router.add_post(f"/play/{name}", self._acting(_read_json, act))
        app.router.add_post("/play/document", self._acting(_read_file, self._document))

    def _acting(self, read: Read, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """A handler that does something, and answers when it is written down."""

        async def handle(request: web.Request) -> web.StreamResponse:
            body = await read(request)
            try:
                done = await act(body)
            except (CannotDo, ValueError) as refused:
                return _answer({"error": str(refused)}, 400)
            except KeyError as nobody:
                return _answer({"error": str(nobody.args[0])}, 404)
            await self._writer.settled()
            return _answer(done)

        return handle

    # What people do

    async def _say(self, body: Json) -> Json:
        reply_to, quote = optional(body, "reply_to", int), optional(body, "quote", str) or ""
        return {"message_id": self._person(body).say(required(body, "text", str), reply_to, quote)}

    async def _tap(self, body: Json) -> Json:
        return {
            "query": self._person(body).tap(required(body, "message_id", int), required(body, "data", str))
        }

    async def _edit(self, body: Json) -> Json:
        self._person(body).edit(required(body, "message_id", int), required(body, "text", str))
        return {}

    async def _react(self, body: Json) -> Json:
        self._person(body).react(required(body, "message_id", int), optional(body, "emoji", str))
        return {}

    async def _send(self, body: Json) -> Json:
        kind = required(body, "kind", str)
        for known in get_args(Kind):
            if kind == known:
                return {"message_id": self._person(body).send(known)}
        raise ValueError(f"kind must be one of {', '.join(get_args(Kind))}")

    async def _document(self, body: Json) -> Json:
        upload = named(
            required(body, "name", str), required(body, "data", bytes), required(body, "mime", str)
        )
        reply_to, caption = optional(body, "reply_to", int), optional(body, "caption", str)
        return {"message_id": self._person(body).attach(upload, reply_to, caption or "")}

    async def _newcomer(self, body: Json) -> Json:
        return {"person": add_person(self._api.world, required(body, "name", str))}

    async def _delete(self, body: Json) -> Json:
        self._person(body).delete(required(body, "message_id", int))
        return {}

    async def _vote(self, body: Json) -> Json:
        options = required(body, "options", list)
        if not all(isinstance(one, int) for one in options):
            raise ValueError("options must be numbers")
        if (poll := optional(body, "poll", str)) is not None:  # met where it was forwarded to
            vote(self._api.world, poll, self._api.person(required(body, "person", int)).id, options)
        else:
            self._person(body).vote(required(body, "message_id", int), options)
        return {}

    async def _open(self, body: Json) -> Json:
        payload, chat = required(body, "payload", str), optional(body, "chat", int)
        if chat is None:
            return {"message_id": self._person(body).open(payload)}
        organiser = self._api.organiser(required(body, "person", int))
        return {"message_id": organiser.start_in(chat, payload)}

    async def _block(self, body: Json) -> Json:
        self._person(body).block(required(body, "blocked", bool))
        return {}

    async def _fault(self, body: Json) -> Json:
        drop = body.get("drop")
        if not (drop is None or isinstance(drop, bool) or drop in get_args(Lost)):
            raise ValueError(f"drop must be true, false or one of {', '.join(get_args(Lost))}")
        how: How = {
            "code": optional(body, "code", int),
            "drop": drop,
            "delay": float(optional(body, "delay", int, float) or 0),
            "times": optional(body, "times", int) or 1,
            "after_apply": bool(optional(body, "after_apply", bool)),
        }
        self._api.fault(required(body, "method", str), **how)
        return {}

    async def _advance(self, body: Json) -> Json:
        hours = required(body, "hours", int, float)
        if not 0 < hours <= MOST_HOURS:
            raise ValueError(f"hours must be more than 0 and at most {MOST_HOURS}")
        await self._follower.advance(hours)
        return self._now()

    # What people see

    async def _people(self, _request: web.Request) -> web.StreamResponse:
        world = self._api.world
        people = [
            {"id": number, "name": user["first_name"], "blocked": self._api.person(number).blocked()}
            for number, user in world.state.people.items()
        ]
        bot = {"id": world.bot["id"], "name": world.bot["first_name"], "username": world.bot["username"]}
        bot["privacy"] = world.is_privacy_on()
        return _answer({"people": people, "bot": bot})

    async def _list(self, request: web.Request) -> web.StreamResponse:
        person, after = _number(request, "person", 0), _number(request, "after", -1)
        try:
            listed = self._chats.listed(person)
        except KeyError as nobody:
            return _answer({"error": str(nobody.args[0])}, 404)
        await self._until(lambda: self._chats.listed(person)["version"] != after, WAIT_SECONDS)
        listed = self._chats.listed(person)
        await self._writer.settled()
        return _answer(listed)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        number, after = _number(request, "person", 0), _number(request, "after", -1)
        chat = _number(request, "chat", number)
        try:
            person = self._api.person(number).at(chat)
            wait = TYPING_SECONDS if person.is_bot_typing() else WAIT_SECONDS
            await self._until(lambda: person.version() != after, wait)
            view = person.view()
        except CannotDo as refused:
            return _answer({"error": str(refused)}, 400)
        except KeyError as nobody:
            return _answer({"error": str(nobody.args[0])}, 404)
        await self._writer.settled()
        return _answer(view)

    async def _until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait until something has happened, or so long."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while not happened() and not self._waiting_api.closing and (left := until - loop.time()) > 0:
            await self._waiting_api.wait(left)

    async def _log(self, request: web.Request) -> web.StreamResponse:
        after = _number(request, "after", 0)
        calls = [call for _, call in self._api.world.state.calls.items()]
        last = calls[-1]["n"] if calls else 0
        fresh = [call for call in calls if call["n"] > after] if after <= last else calls
        await self._writer.settled()
        return _answer({"calls": fresh, "next": last})

    async def _time(self, _request: web.Request) -> web.StreamResponse:
        return _answer(self._now())

    async def _file(self, request: web.Request) -> web.StreamResponse:
        one = self._api.world.state.files.get(request.match_info["id"])
        if one is None:
            return _answer({"error": "This file is not there any more."}, 404)
        read = _MIME_OF.get(one.path.partition("/")[0])
        mime = read(one.data) if read else ""
        return web.Response(
            body=one.data,
            content_type=mime or "application/octet-stream",
            headers=SAFE | ({} if mime else {"Content-Disposition": "attachment"}),
        )

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "index.html")
        path = PAGE / name
        if path.parent != PAGE or path.suffix not in MIMES or not path.is_file():
            return _answer({"error": "There is no such page."}, 404)
        text = path.read_bytes()
        return web.Response(body=text, content_type=MIMES[path.suffix], charset="utf-8", headers=SAFE)

    def _now(self) -> Json:
        world = self._api.world
        return {"now": world.now().isoformat(), "offset_seconds": world.offset_seconds}

    def _person(self, body: Json) -> Person:
        """Somebody, in the chat, topic and send_as they act in."""
        person = self._api.person(required(body, "person", int))
        chat, topic = optional(body, "chat", int), optional(body, "topic", int)
        send_as = ANONYMOUSLY if body.get("as") == ANONYMOUSLY else optional(body, "as", int)
        return person.at(person.id if chat is None else chat, topic, send_as)


async def _read_json(request: web.Request) -> Json:
    body = await request.json()
    return body if isinstance(body, dict) else {}


async def _read_file(request: web.Request) -> Json:
    """The body is the file; who sends it where, and its name, stand in the address."""
    numbers = {name: int(text) for name, text in request.query.items() if text.removeprefix("-").isdecimal()}
    data, mime = await request.read(), request.content_type
    return dict(request.query) | numbers | {"name": request.query.get("name"), "data": data, "mime": mime}


def _number(request: web.Request, name: str, otherwise: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.removeprefix("-").isdecimal() else otherwise


def _answer(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=SAFE)
