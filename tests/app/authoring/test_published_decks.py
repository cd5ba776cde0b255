"""A deck that is published is taught from by every process within the tick, and from the start."""

from pathlib import Path

from bot.app.events import PersonId
from bot.app.ports.decks import DeckVersion, VersionState
from bot.app.tutor import Tutor
from bot.decks.library import DeckLibrary
from bot.domain.question import DeckId
from bot.store.repository import Repository
from bot.turn import Turn
from tests.app.authoring.chemistry import DECK, POTASSIUM, TEACHER, TOPIC, teacher, write_chemistry
from tests.conversation import Room

FILES = {
    "deck.toml": DECK.replace("Chemistry", "More chemistry").encode(),
    "metals.toml": TOPIC.replace("elements-0", "metals-0")
    .replace('answer = "K"', 'answer = "Kalium"')
    .encode(),
}


def publish(bot: Room, deck: str, files: dict[str, bytes] = FILES) -> int:
    def work(connection):  # type: ignore[no-untyped-def]
        repo = Repository(connection)
        repo.lock_decks()
        new = DeckVersion(
            deck=DeckId(deck),
            version=0,
            state=VersionState.PUBLISHED,
            title="More chemistry",
            questions=2,
            at=bot.clock.now(),
        )
        return repo.publish_deck(new, files, PersonId(TEACHER)).version

    return int(bot.database.run(work))


def another_process(bot: Room, folder: Path) -> Turn:
    library = DeckLibrary([write_chemistry(folder)])
    return Turn(bot.database, Tutor(library, bot.turn.tutor.policy), bot.clock)


def decks(turn: Turn) -> list[str]:
    return [deck.title for deck in turn.tutor.deck_library.current.decks]


async def test_every_process_teaches_from_it_with_its_next_tick(bot: Room, tmp_path: Path) -> None:
    await teacher(bot)
    other = another_process(bot, tmp_path / "other")
    publish(bot, "more")
    assert decks(bot.turn) == decks(other) == ["Chemistry"]
    await bot.turn.tick()
    await other.tick()
    assert decks(bot.turn) == decks(other) == ["Chemistry", "More chemistry"]
    later = another_process(bot, tmp_path / "later")
    await later.begin()
    assert decks(later) == ["Chemistry", "More chemistry"], "before anybody is answered"
    bot.database.run(lambda c: Repository(c).undo_version(DeckId("more"), 1))
    await other.tick()
    assert decks(other) == ["Chemistry"]


async def test_learners_are_asked_from_it_and_a_question_in_flight_keeps_its_key(bot: Room) -> None:
    await teacher(bot)
    await bot.ann.says("/start q_elements-01")
    publish(bot, "chem", {**FILES, "metals.toml": FILES["metals.toml"].replace(b"metals-0", b"elements-0")})
    await bot.turn.tick()
    assert (await bot.ann.says("K")).text.startswith("Right"), "as it was when it was asked"
    heard = await bot.bob.says("/start q_elements-01")
    assert POTASSIUM in heard.text
    assert (await bot.bob.says("Kalium")).text.startswith("Right")
