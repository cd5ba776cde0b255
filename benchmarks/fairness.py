"""How long a private chat waits for its reply while others make much work for `recall run`.

    python -m benchmarks.fairness [--only lookup flood votes replies crowd prompts]

Each scenario has a bot process of its own on a SQLite file, at the stand-in server over HTTP, which takes
every message at once. Twelve bystanders each write every two seconds, before, while and after it happens;
their waits from then on are shown, from the update in the server's queue to the first message about it. Who
has no reply when a scenario ends (150 s after the last message) counts with the wait so far, and `>` says so.
`sent` is how many messages and edits the bot sent to anybody meanwhile. About eight minutes in all.
"""

import argparse
import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.group import Group, NothingHappens, write_decks
from benchmarks.people import People, people, share, until
from benchmarks.questions import CONTENT, load
from benchmarks.running import ours, running
from benchmarks.said import text_from
from benchmarks.stand_in import StandIn, stand_in

BYSTANDERS = people(12, 100_000)
EVERY = 2.0
"""Seconds between two messages of one bystander."""
OTHERS = 500_000
"""The number of the first of all others."""
GROUP = -1_000_000_000_001
CALM = 4.0
"""Seconds of quiet before it happens."""
PATIENCE = 150.0
"""Seconds that replies may take once nobody writes any more."""
CROWD = 3000
SUBSCRIBERS = 300
NOON = 12


@dataclass(slots=True)
class Stage:
    """A bot that serves, and its people."""

    server: StandIn
    crowd: People
    group: Group = field(init=False)

    def __post_init__(self) -> None:
        self.group = Group(self.server, GROUP, host=OTHERS - 1)

    def say(self, person: int, text: str) -> None:
        """One of the others writes in private; their reply is not waited for."""
        self.server.bring(text_from(person, text, self.server.message_number()))

    async def spread(self, number: int, seconds: float, act: Callable[[int], None]) -> None:
        """Do something so often, evenly within that time; `act` is given 0, 1, 2 …"""
        began = time.perf_counter()
        for place in range(number):
            await asyncio.sleep(began + seconds * place / number - time.perf_counter())
            act(place)

    async def worked_off(self) -> None:
        """Wait until all updates are acknowledged."""
        await until(lambda: self.server.waiting() == 0, PATIENCE)


Part = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is made ready, what then happens, and how long bystanders go on writing from then on."""

    what: str
    ready: Part
    happens: Part
    seconds: float


@dataclass(frozen=True, slots=True)
class Waits:
    """What the bystanders waited, in seconds."""

    replied: Sequence[float]
    without: Sequence[float]
    """Of those who have no reply: how long they have waited so far."""
    sent: int
    """Calls about any chat from then on."""

    def row(self, what: str) -> str:
        """The line of the table."""
        waits, sign = [*self.replied, *self.without], "> " if self.without else ""
        p50, p99, most = (f"{sign}{share(waits, part):.2f} s" for part in (0.5, 0.99, 1.0))
        return f"| {what} | {p50} | {p99} | {most} | {len(self.replied)} of {len(waits)} | {self.sent} |"


async def nothing(stage: Stage) -> None:
    """Nothing is needed, or happens."""


async def group_made(stage: Stage) -> None:
    """The bot is in a group, and knows who it is itself."""
    await stage.group.added()


async def lookup_hangs(stage: Stage) -> None:
    """A command in the group, while the server takes 20 s to say who its administrators are."""
    stage.server.hangs |= dict.fromkeys(("getChatAdministrators", "getChatMember", "getMe"), 20.0)
    stage.group.command("/quiz")


async def flood(stage: Stage) -> None:
    """One person writes 500 messages in a second."""
    await stage.spread(500, 1.0, lambda _: stage.say(OTHERS, "the number of layers"))


async def round_of_votes(stage: Stage) -> None:
    """A round of 500 players, in which a poll is open."""
    await stage.group.added()
    await stage.group.play("/quiz votes slow", people(500), polls=True)


async def votes(stage: Stage) -> None:
    """All vote."""
    await stage.spread(500, 1.0, lambda place: stage.group.votes(OTHERS + place, place % 3))


async def round_of_replies(stage: Stage) -> None:
    """A round of 500 players, in which a typed question is open."""
    await stage.group.added()
    await stage.group.play("/quiz typed slow", people(500), polls=False)


async def replies(stage: Stage) -> None:
    """All reply to the question."""
    group = stage.group

    def reply(place: int) -> None:
        text = ("apple", "an aple", "copper")[place % 3]
        group.says(OTHERS + place, text, replies_to=group.question)

    await stage.spread(500, 1.0, reply)


async def crowd(stage: Stage) -> None:
    """300 updates a second for 30 s: 3,000 people come, and write twice."""
    await stage.spread(
        9000, 30.0, lambda place: stage.say(OTHERS + place % CROWD, "/start" if place < CROWD else "depth")
    )


async def subscribed(stage: Stage) -> None:
    """300 people want their daily question in the same minute, which comes next or after that."""
    for person in people(SUBSCRIBERS):
        stage.say(person, "/start")
    await stage.worked_off()
    due = _next_minute(datetime.now(UTC) + timedelta(seconds=SUBSCRIBERS // 12))
    for person in people(SUBSCRIBERS):
        stage.say(person, f"/daily {_local(due):%H:%M}")
    await stage.worked_off()
    await stage.crowd.settled(30.0)
    left = (due - datetime.now(UTC)).total_seconds() - CALM
    if left < 0:
        raise NothingHappens("300 people are not subscribed before the minute they wanted")
    await asyncio.sleep(left)


SCENARIOS: Mapping[str, Scenario] = {
    "calm": Scenario("nothing", nothing, nothing, 20),
    "lookup": Scenario("a lookup that hangs 20 s", group_made, lookup_hangs, 30),
    "flood": Scenario("500 messages of one person in 1 s", nothing, flood, 20),
    "votes": Scenario("500 votes in 1 s", round_of_votes, votes, 20),
    "replies": Scenario("500 answers in a group in 1 s", round_of_replies, replies, 20),
    "crowd": Scenario("300 updates a second for 30 s", nothing, crowd, 30),
    "prompts": Scenario("300 prompts due at once", subscribed, nothing, 30),
}


def _next_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def zone_of_noon(now: datetime) -> str:
    """A zone in which it is about noon, far from quiet hours and from the turn of the day."""
    hours = (NOON - now.hour + 11) % 24 - 11
    return f"Etc/GMT{-hours:+d}"  # east of Greenwich is minus there


def _local(now: datetime) -> datetime:
    return now + timedelta(hours=(NOON - now.hour + 11) % 24 - 11)


async def lived(scenario: Scenario, server: StandIn, folder: Path) -> Waits:
    """Live one scenario. Raises NotServing or NothingHappens."""
    content = folder / "content"
    write_decks(content)
    shutil.copytree(CONTENT / "intro-ml", content / "intro-ml")
    server.hangs.clear()
    server.listeners.clear()
    crowd = People(server, load(CONTENT))
    way = ours(
        server, f"sqlite:///{folder / 'bench.db'}", content=content, zone=zone_of_noon(datetime.now(UTC))
    )
    async with running(way, server, folder):
        stage = Stage(server, crowd)
        for person in BYSTANDERS:
            crowd.says(person, "/start")
        await crowd.replied(PATIENCE)
        await scenario.ready(stage)
        await _bystanders(crowd, CALM)
        await crowd.replied(PATIENCE)
        crowd.waits.clear()
        before = len(server.calls)
        async with asyncio.TaskGroup() as group:
            group.create_task(_bystanders(crowd, scenario.seconds))
            group.create_task(_run(scenario.happens, stage))
        await crowd.replied(PATIENCE)
        return Waits(
            tuple(crowd.waits), tuple(crowd.oldest()), sum(1 for c in server.calls[before:] if c.chat)
        )


async def _bystanders(crowd: People, seconds: float) -> None:
    rate = len(BYSTANDERS) / EVERY
    await crowd.go_on_steadily(BYSTANDERS, int(seconds * rate), rate)


async def _run(part: Part, stage: Stage) -> None:
    await part(stage)


async def run(names: Sequence[str]) -> None:
    """Live the scenarios, and print a line for each."""
    print(
        "| meanwhile | p50 | p99 | most | replied | sent |\n| --- | --- | --- | --- | --- | --- |", flush=True
    )
    for name in names:
        async with stand_in() as server:
            with TemporaryDirectory() as folder:
                waits = await lived(SCENARIOS[name], server, Path(folder))
        print(waits.row(SCENARIOS[name].what), flush=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fairness", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(SCENARIOS), default=list(SCENARIOS))
    asyncio.run(run(parser.parse_args(argv).only))


if __name__ == "__main__":
    main()
