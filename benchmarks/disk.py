"""What 10,000 learners, five questions a day, take on the disk after a year: measured on a tenth of them.

    python -m benchmarks.disk                     # 1,000 learners on SQLite, some minutes, 1 GB
    python -m benchmarks.disk --postgres
    python -m benchmarks.disk --learners 100      # quicker

One learner's season is lived by the product, the rest of the year is copies of its rows, and then the product
removes and blanks what retention is to take. The others are copies of that learner, in the order of time, so
that indexes fill as they do in life. It is scaled by answers: 10,000 learners × 5 × 365.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

from benchmarks.copies import Copier, opened
from benchmarks.course import write_long
from benchmarks.driven import FIVE, DrivenBot
from tests.postgres import running_server

LEARNERS = 1_000
SEASON = 73
YEAR = 365
MODEL = 10_000_000
ALL = 10_000
ANSWERS = ALL * FIVE * YEAR
GB = 1_000_000_000
_SQLITE = """
    SELECT tbl_name, sum(pgsize) FROM dbstat JOIN sqlite_master USING (name)
    WHERE aggregate = TRUE GROUP BY tbl_name
"""
_POSTGRES = """
    SELECT relname, pg_total_relation_size(oid) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


async def seed(url: str, folder: Path, learners: int) -> None:
    """Fill a new database."""
    bot = DrivenBot(url, folder, write_long(folder))
    with opened(url) as connection:
        Copier(connection).reserve()
    await bot.begin(MODEL)
    await bot.live([MODEL], SEASON)
    with opened(url) as connection:
        Copier(connection).earlier(MODEL, SEASON, YEAR // SEASON - 1, 1)
    bot.rebuild()
    await bot.next_morning()
    await bot.close()
    with opened(url) as connection:
        Copier(connection).people(MODEL, learners - 1)


def sizes(connection: Connection) -> dict[str, int]:
    """Bytes of each table with its indexes, the largest first."""
    query = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES
    rows = [(name, size) for name, size in connection.execute(text(query)).all()]
    return dict(sorted(rows, key=lambda row: -row[1]))


def report(found: Mapping[str, int], answers: int, questions: int, learners: int) -> list[str]:
    """The figures as Markdown."""
    whole = sum(found.values())
    scale = ANSWERS / answers
    lines = [
        f"{learners:,} learners, {questions:,} questions asked, {answers:,} answers: {whole / GB:.2f} GB",
        f"{ALL:,} learners × {FIVE} × {YEAR} = {ANSWERS:,} answers: {whole * scale / GB:.1f} GB",
        "",
        "| table with its indexes | share | bytes for an answer | scaled |",
        "|---|---|---|---|",
    ]
    for name, size in found.items():
        if size > whole / 1000:
            share, each = size / whole, size / answers
            lines.append(f"| {name} | {share:.1%} | {each:,.0f} | {size * scale / GB:.2f} GB |")
    return lines


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.disk", description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args(argv)
    with TemporaryDirectory() as name, ExitStack() as stack:
        url = f"sqlite:///{name}/recall.db"
        if asked.postgres:
            server = stack.enter_context(running_server())
            url = server.url(server.new_database())
        asyncio.run(seed(url, Path(name) / "decks", asked.learners))
        with opened(url) as connection:
            found = sizes(connection)
            answers, questions = (
                connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("answers", "asked")
            )
    sys.stdout.write("\n".join(report(found, answers, questions, asked.learners)) + "\n")


if __name__ == "__main__":
    main()
