"""The commands. Each is a few lines: read the settings, call the part that does it, print."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.clock import SystemClock
from bot.commands import authoring, classes, decks
from bot.commands.as_typed import AsTyped, GroupAsTyped
from bot.settings import described, read_settings, shipped, unknown_settings


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage while modules are imported: what they make stays, and looking it through again
    and again takes a tenth of a start. Nor is it ever looked through afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


app = typer.Typer(
    name="recall",
    cls=GroupAsTyped,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
decks.register(app)
authoring.register(app)
classes.register(app)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Recall {__version__}")
        raise typer.Exit


@app.callback()
def recall(
    version: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True),
    ] = False,
) -> None:
    """A tutor that lives in a chat: it asks, reads what you type, says what is right and why."""


@app.command()
def play(
    port: Annotated[int, typer.Option(help="Port of the page, on this machine alone.")] = 8081,
    database: Annotated[
        str, typer.Option(envvar="DATABASE_URL", help="SQLite or PostgreSQL address.")
    ] = "sqlite:///var/playground.db",
) -> None:
    """Try the bot without a token: a local Bot API server, the real bot, and a page to talk to it."""
    from bot.play import play as run_play

    settings = read_settings(DATABASE_URL=database)
    asyncio.run(run_play(settings, port=port))


@app.command(cls=AsTyped)
def run(
    new_bot: Annotated[
        bool, typer.Option("--new-bot", help="Take over a database that belongs to another bot.")
    ] = False,
    webhook: Annotated[
        str | None, typer.Option(help="Take updates here, an https address; else they are fetched.")
    ] = None,
    listen: Annotated[str | None, typer.Option(help="Where to listen for them: host:port.")] = None,
) -> None:
    """Serve Telegram, by long polling or by webhook. Needs BOT_TOKEN."""
    with uncollected():
        from bot.ops.logs import log_to_terminal
        from bot.service import serve
        from bot.signals import LAST_RESORT, stopped_by_signals
    given = {"RECALL_WEBHOOK": webhook, "RECALL_LISTEN": listen}
    settings = read_settings(**{name: value for name, value in given.items() if value is not None})
    log_to_terminal(settings.log, settings.log_format)

    async def serving() -> None:
        with stopped_by_signals(LAST_RESORT) as stop:
            await serve(settings, stop, new_bot=new_bot)

    asyncio.run(serving())


@app.command()
def config() -> None:
    """Show the settings that are in force, secrets masked, and what looks like one and is none."""
    for name, value in described(read_settings()):
        typer.echo(f"{name}={value}")
    for name in unknown_settings():
        typer.echo(f"{name} is no setting of Recall; it has no effect.", err=True)


@app.command()
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; by default beside the database.")] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many are kept; the oldest go.")] = 7,
) -> None:
    """Write a whole copy of the database, also while the bot runs: dated, checked, for you alone."""
    from bot.ops.backup import back_up, usual_folder
    from bot.store.copies import NoCopy
    from bot.store.operating.backups import note_backup

    url = read_settings().database_url.reveal()
    now = SystemClock().now()
    try:
        done = back_up(url, folder or usual_folder(url), keep, now)
    except NoCopy:
        note_backup(url, now, done=False)
        raise
    note_backup(url, now, done=True)
    typer.echo(f"Backed up: {done.path}" + "".join(f"\nRemoved: {path}" for path in done.removed))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A back-up.")]) -> None:
    """Put a back-up in place of the database. Stop the bot first; the old database is kept."""
    from bot.ops.backup import restore as put_back

    aside = put_back(read_settings().database_url.reveal(), file, SystemClock().now())
    typer.echo(f"Restored from {file}." + (f" The database before is kept as {aside}." if aside else ""))


@app.command()
def health(
    ready: Annotated[
        bool, typer.Option(help="Fail too if a message sent now would not be answered.")
    ] = False,
) -> None:
    """Say how the bot is that runs on this database; exits 1 if it hangs or does not run."""
    from bot.ops.health import health_file, read

    found = read(health_file(read_settings().database_url.reveal()), SystemClock().now())
    well = "Ready." if found.ready else "Alive, but not ready." if found.alive else "Not alive."
    typer.echo(" ".join([well, *found.why]))
    raise typer.Exit(0 if found.ready or (found.alive and not ready) else 1)


@app.command()
def doctor() -> None:
    """Look whether all is well: settings, decks, database, token, clocks, disk; each ok, or what to do."""
    from bot.ops.doctor import examine

    settings = read_settings()
    findings = [*asyncio.run(examine(settings, SystemClock().now))]
    if settings.model_url:
        from bot.second_opinion.examining import examine_model

        findings += asyncio.run(examine_model(settings))
    for finding in findings:
        typer.echo(str(finding))
    raise typer.Exit(1 if any(finding.bad for finding in findings) else 0)


@app.command()
def migrate() -> None:
    """Bring the database up to date, with a copy first. `run` and `play` do it by themselves."""
    from bot.service import migrate as bring_up_to_date

    done = bring_up_to_date(read_settings())
    changed = (
        f"was made, at {done.after}" if done.before is None else f"went from {done.before} to {done.after}"
    )
    what = "was up to date" if done.before == done.after else changed
    typer.echo(f"The database {what}." + (f" The state before is in {done.copy}." if done.copy else ""))


@app.command()
def move(
    to: Annotated[
        str, typer.Option(help="An empty PostgreSQL database: postgresql://user:password@host/name.")
    ],
) -> None:
    """Copy a SQLite database to PostgreSQL and compare every table. Stop the bot first."""
    from bot.store.moving import move as copy_all

    target = read_settings(DATABASE_URL=to).database_url.reveal()
    moved = copy_all(read_settings().database_url.reveal(), target)
    for one in moved:
        typer.echo(f"{one.table:24} {one.rows:>10} rows  {one.checksum}")
    rows = sum(one.rows for one in moved)
    typer.echo(f"{len(moved)} tables, {rows} rows, the same on both sides. Now set DATABASE_URL and start.")


@app.command()
def rebuild(
    check: Annotated[bool, typer.Option(help="Change nothing; exit 1 where something differs.")] = False,
) -> None:
    """Make anew what is derived from the logs: memory from the reviews, totals of streaks from the days."""
    from bot.service import rebuild as make_anew

    found = make_anew(read_settings(), check=check)
    done = "differ from the logs" if check else "were made anew, for they differed from the logs"
    typer.echo(f"{found.progress} questions met, {found.ledgers} learners; {found.odd} of these {done}.")
    raise typer.Exit(1 if check and found.odd else 0)


@app.command()
def schema(
    check: Annotated[bool, typer.Option(help="Write nothing; exit 1 if a file is out of step.")] = False,
) -> None:
    """Write the JSON Schemas of the deck format, for editors that complete and check while one types."""
    from bot.decks.schema import out_of_step, write_schema

    folder = shipped("content")
    if not check:
        for path in write_schema(folder):
            typer.echo(f"Wrote {path}")
        return
    behind = out_of_step(folder)
    for path in behind:
        typer.echo(f"{path}: out of step with the models; run `recall schema`")
    raise typer.Exit(1 if behind else 0)
