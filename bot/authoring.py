"""What operators and authors do from a shell, and what makes somebody the operator at the start."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection

from bot.app.authoring.items import ranked_items, with_discrimination
from bot.app.authoring.roles import HOURS, OPERATOR_LINK, offer_operator
from bot.app.events import PersonId
from bot.app.ports.authoring import Role
from bot.app.ports.decks import VersionState
from bot.clock import SystemClock
from bot.decks.folders import deck_folders
from bot.decks.library import DeckLibrary
from bot.domain.deck import Deck
from bot.domain.items import Item
from bot.domain.question import DeckId, Question
from bot.domain.rulings import Ruling
from bot.settings import BadSettings, Settings
from bot.store.migrate import upgrade
from bot.store.repository import Repository
from bot.store.transact import Database
from bot.turn import Turn

_COLUMNS = (
    "question",
    "people",
    "right",
    "low",
    "high",
    "hints",
    "shown",
    "appeals",
    "skipped",
    "seconds",
    "discrimination",
    "flags",
)


async def offer_link(turn: Turn, out: TextIO) -> None:
    """While nobody looks after the bot, each start prints what makes somebody its operator."""
    policy, now = turn.tutor.policy, turn.clock.now()
    token = policy.token()
    offered = not policy.operators and await turn.database.transact(
        lambda c: offer_operator(Repository(c), token, now)
    )
    if offered:
        out.write(f"To be its operator, send the bot within {HOURS} hours: /start {OPERATOR_LINK}{token}\n")
        out.flush()


def roles(settings: Settings) -> Sequence[tuple[PersonId, Role, str]]:
    """Everybody's roles, by role, scope and person."""
    with opened(settings) as database:
        return database.run(lambda c: Repository(c).roles())


def change_role(settings: Settings, role: str, deck: str, person: int, *, given: bool) -> str:
    """Give a role or take it away; what came of it, in a sentence. Raises BadSettings."""
    if deck:
        _deck(settings, deck)
    who, now = PersonId(person), SystemClock().now()

    def work(connection: Connection) -> str:
        repo = Repository(connection)
        if repo.learner(who) is None:
            return f"{person} has never written to the bot; nothing was changed."
        changed = (
            repo.give_role(who, Role(role), deck, now) if given else repo.take_role(who, Role(role), deck)
        )
        return "Done." if changed else "It was so already."

    with opened(settings) as database:
        return database.run(work)


def rulings_listed(settings: Settings, deck: str) -> Sequence[str]:
    """A line for each ruling that stands, of one deck or of all."""
    from bot.decks.ruling_patch import listed  # the formats of decks, which serving does without

    there = {question.id for one in decks_of(settings, deck) for question in one.questions()}
    return listed(_rulings(settings, deck), there)


def patch_rulings(settings: Settings, deck: str) -> Sequence[Path]:
    """Write the rulings that stand into the files of their decks; gives the files that were changed."""
    from bot.decks.ruling_patch import patched

    rulings = _rulings(settings, deck)
    written: list[Path] = []
    for folder in deck_folders(settings.content):
        theirs = [ruling for ruling in rulings if ruling.deck == folder.resolve().name]
        for file, text in patched(folder, theirs).items() if theirs else ():
            file.write_text(text, encoding="utf-8")
            written.append(file)
    return written


def items_listed(settings: Settings, deck: str, *, csv: bool) -> Sequence[str]:
    """A line for each question of a deck, those that are worth a look first; only what may be told."""
    one = _deck(settings, deck)
    with opened(settings) as database:
        ranked = database.run(lambda c: _measured(Repository(c), one))
    separator = "," if csv else "  "
    head = separator.join(_COLUMNS)
    return [head, *(separator.join(_cells(question.id, item)) for question, item in ranked)]


def _cells(id: str, item: Item) -> Sequence[str]:
    told = (item.hints, item.shown, item.appeals, item.skipped)
    counts = ("few" if count is None else str(count) for count in told)
    seconds = "" if item.seconds is None else str(item.seconds)
    shares = (f"{share:.2f}" for share in (item.share, item.low, item.high))
    apart = "" if item.discrimination is None else f"{item.discrimination:.2f}"
    return (id, str(item.people), *shares, *counts, seconds, apart, " ".join(item.flags))


def _measured(repo: Repository, deck: Deck) -> Sequence[tuple[Question, Item]]:
    return [
        (question, with_discrimination(repo, question, item)) for question, item in ranked_items(repo, deck)
    ]


def _rulings(settings: Settings, deck: str) -> Sequence[Ruling]:
    with opened(settings) as database:
        found = database.run(lambda c: Repository(c).standing_rulings())
    return [ruling for ruling in found if not ruling.klass and deck in ("", ruling.deck)]


def decks_of(settings: Settings, deck: str) -> Sequence[Deck]:
    """That deck, or all; raises BadSettings for one that is not there."""
    with opened(settings) as database:
        decks = library_of(settings, database).current.decks
    found = [one for one in decks if not deck or one.id == deck]
    if not found:
        raise BadSettings(f"There is no deck {deck}. There are: {', '.join(one.id for one in decks)}")
    return found


def _deck(settings: Settings, deck: str) -> Deck:
    return decks_of(settings, deck or "?")[0]


def library_of(settings: Settings, database: Database) -> DeckLibrary:
    """All decks, those that came in by chat among them."""
    library = DeckLibrary([settings.content])
    if published := database.run(lambda c: Repository(c).published_decks()):
        library.take_published(published)
    return library


def decks_listed(settings: Settings) -> Sequence[str]:
    """A line for each deck in the folder, and for each version of those that came in by chat."""
    folder = DeckLibrary([settings.content]).current.decks
    with opened(settings) as database:
        versions = database.run(lambda c: Repository(c).deck_versions())
    taught = {one.deck for one in versions if one.state is VersionState.PUBLISHED}
    lines = [
        f"{deck.id}  folder{'  superseded by chat' if deck.id in taught else ''}"
        f"  {len(deck.questions())} questions  {deck.title}"
        for deck in folder
    ]
    lines += [
        f"{one.deck}  version {one.version}  {one.state.value}  {one.questions} questions  "
        f"{one.at:%Y-%m-%d}  {one.title}"
        for one in versions
    ]
    return lines


def export_version(settings: Settings, deck: str, version: int, to: Path) -> Sequence[Path]:
    """Write a version of a deck that came in by chat; gives the files. Raises BadSettings."""
    from bot.decks.exporting import packed

    with opened(settings) as database:
        versions = database.run(lambda c: Repository(c).deck_versions(DeckId(deck)))
        number = version or next((v.version for v in versions if v.state is VersionState.PUBLISHED), 0)
        files = database.run(lambda c: Repository(c).deck_files(DeckId(deck), number))
    if not files:
        known = ", ".join(str(one.version) for one in versions)
        raise BadSettings(
            f"There is no such version of {deck}. There are: {known}"
            if known
            else f"No deck {deck} came in by chat. `recall decks list` shows those that did."
        )
    if to.suffix == ".zip":
        to.write_bytes(packed(files))
        return [to]
    to.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (to / name).write_bytes(data)
    return [to / name for name in files]


def remove_published(settings: Settings, deck: str) -> str:
    """Teach from that deck no more; what came of it, in a sentence. A running bot sees it within a second."""

    def work(connection: Connection) -> bool:
        repo = Repository(connection)
        repo.lock_decks()
        return repo.remove_deck(DeckId(deck))

    with opened(settings) as database:
        done = database.run(work)
    return "Done." if done else f"No deck {deck} that came in by chat is taught from; nothing was changed."


def opened(settings: Settings) -> Database:
    """The database of the settings, brought up to date."""
    url = settings.database_url.reveal()
    upgrade(url)
    return Database.open(url)
