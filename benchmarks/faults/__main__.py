"""Everything that can go wrong goes wrong, and one table tells what came of it.

    make faults                                        # ten minutes or so: every fault at one place
    make faults ARGS="--whole --kills 500 --times 2"   # every fault at every place; hours
    make faults ARGS="--only killed --places sqlite"

The bot is `recall run` as processes of their own, on a playground over HTTP. While people talk and others
wait for their daily question, something happens to it; then it is counted, at the server and in the database,
what came of it. Exits 1 if anything but the recovery is not 0.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from shutil import move, rmtree
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.faults.file_faults import FILE_FAULTS, Ground, Try
from benchmarks.faults.matrix import FAULTS, Fault, tried
from benchmarks.faults.people import Expected, undisturbed
from benchmarks.faults.place import PLACES, Kind, Place
from benchmarks.faults.report import besides, table
from benchmarks.faults.tally import Tally
from tests.postgres import PostgresServer, running_server

KILLS, TIMES = 24, 1


def main(argv: Sequence[str] | None = None) -> int:
    """Try it all and print."""
    asked = _read(argv)
    rows: dict[str, Tally] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="faults-")))
        places = [place for place in PLACES if asked.places in str(place)]
        server = None
        if any(place.kind == "postgresql" for place in places):
            server = stack.enter_context(running_server())
            server.outlive_crashes()
        expected = asyncio.run(undisturbed(folder))
        for number, (name, where, one) in enumerate(_plan(asked, places, expected, server)):
            at = folder / str(number)
            at.mkdir()
            found = asyncio.run(one(at))
            rows.setdefault(name, Tally()).add(found)
            if asked.each or not found.clean:
                sys.stdout.write(f"{name}; {where}: {found}\n")
                sys.stdout.flush()
            if found.clean:
                rmtree(at)
            elif asked.keep:
                move(at, asked.keep / f"{number}")
    sys.stdout.write(f"{table(rows)}\n\n{besides(rows)}\n")
    return 0 if all(row.clean for row in rows.values()) else 1


Plan = tuple[str, str, Callable[[Path], Coroutine[Any, Any, Tally]]]


def _plan(
    asked: argparse.Namespace, places: Sequence[Place], expected: Expected, server: PostgresServer | None
) -> Iterator[Plan]:
    """Every fault at every place that it fits, or at one of them, in turn."""
    turns = count()

    def where(fault: Fault) -> list[Place]:
        fitting = [place for place in places if fault.fits(place)]
        return fitting if asked.whole or not fitting else [fitting[next(turns) % len(fitting)]]

    cells = [(fault, place) for fault in FAULTS if asked.only in fault.name for place in where(fault)]
    kills = -(-asked.kills // max(1, sum(fault.kill for fault, _ in cells)))
    for fault, place in cells:
        times = kills if fault.kill else asked.times
        if times:
            yield fault.name, str(place), partial(_scene, asked.seed, fault, place, times, expected, server)
    for name, (one, kinds) in FILE_FAULTS.items():
        for kind in (kind for kind in kinds if asked.only in name and any(p.kind == kind for p in places)):
            on = server if kind == "postgresql" else None
            yield name, kind, partial(_file, asked.seed, one, kind, max(asked.times, kills), on)


async def _scene(
    seed: str,
    fault: Fault,
    place: Place,
    times: int,
    expected: Expected,
    server: PostgresServer | None,
    folder: Path,
) -> Tally:
    return await tried(fault, place, times, folder, expected, server, seed)


async def _file(
    seed: str, one: Try, kind: Kind, times: int, server: PostgresServer | None, folder: Path
) -> Tally:
    return await one(Ground(kind, folder, server, Random(f"{seed} {one.__name__} {kind}")), times)


def _read(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--kills", type=int, default=KILLS, help=f"in all, about (default {KILLS})")
    parser.add_argument("--times", type=int, default=TIMES, help=f"each other fault (default {TIMES})")
    parser.add_argument("--only", default="", help="faults with these words in their name")
    parser.add_argument("--places", default="", help="places with these words, such as *sqlite* or *3 proc*")
    parser.add_argument("--whole", action="store_true", help="at every place, not at one")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--each", action="store_true", help="tell of every place as soon as it is done")
    parser.add_argument("--keep", type=Path, help="a folder for the files of what did not come out clean")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
