"""`recall suggest`: a model proposes, the marker tries it, an author takes it or not."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection

from bot.app.authoring.trial import MOST_ANSWERS
from bot.app.ports.authoring import KeptAnswer
from bot.app.second_opinion.proposals import Proposal, proposals
from bot.authoring import decks_of, library_of, opened
from bot.clock import SystemClock
from bot.decks.folders import deck_folders
from bot.decks.ruling_patch import patched
from bot.domain.deck import Deck
from bot.domain.question import Question, QuestionId
from bot.domain.rulings import Ruling, RulingKind
from bot.domain.second_opinion.suggesting import Suggestions, suggestions_for
from bot.second_opinion.client import SUGGESTIONS, ModelClient
from bot.second_opinion.making import client_of
from bot.second_opinion.worker import PROPOSING
from bot.settings import BadSettings, Settings
from bot.store.repository import Repository
from bot.store.transact import Database

KINDS = ("short", "explain", "command")
"""Kinds whose answers are ruled on by their words."""
Take = Callable[[Ruling], bool]
"""Whether an author takes a proposal."""
Say = Callable[[str], None]


class Found(Struct, frozen=True, kw_only=True):
    """What came of asking about one question."""

    question: Question
    trouble: str = ""
    tried: tuple[Proposal, ...] = ()
    suggested: Suggestions = Suggestions()


def suggest(settings: Settings, deck: str, question: str, most: int, say: Say, take: Take | None) -> None:
    """Ask about one question, or about those of a deck that have the least; tell what stands, and write what
    is taken into the deck's files. Raises BadSettings."""
    client, wanted = client_of(settings), _wanted(decks_of(settings, deck)[0], question, most)
    taken: list[Ruling] = []

    async def run() -> None:
        with opened(settings) as database:
            async for found in asked_about(client, wanted, settings, database):
                _told(found, say)
                taken.extend(one.ruling for one in found.tried if one.stands and take and take(one.ruling))
        await client.close()

    asyncio.run(run())
    for file in _write(settings, deck, taken):
        say(f"Wrote {file}")
    if take is None:
        say("Nothing was changed. With --take each proposal that stands is asked about, and written.")


async def asked_about(
    client: ModelClient, wanted: Sequence[Question], settings: Settings, database: Database
) -> AsyncIterator[Found]:
    """What the model proposes for each, tried on the question's own texts and on answers that are kept."""
    library, now = library_of(settings, database), SystemClock().now()
    for question in wanted:
        word = await client.ask(suggestions_for(question), SUGGESTIONS, PROPOSING)
        if word.said is None:
            yield Found(question=question, trouble=word.trouble)
            continue
        kept = await database.transact(partial(_kept, question=question.id))
        lexicon = library.lexicon(question.deck, question.lang)
        tried = tuple(proposals(question, word.said, kept, lexicon, now))
        yield Found(question=question, tried=tried, suggested=word.said)


def _kept(connection: Connection, question: QuestionId) -> Sequence[KeptAnswer]:
    return Repository(connection).kept_answers(question, MOST_ANSWERS)


def _wanted(deck: Deck, question: str, most: int) -> Sequence[Question]:
    if question:
        found = [one for one in deck.questions() if one.id == question]
        if not found:
            raise BadSettings(f"--question: there is no question {question} in {deck.id}.")
        return found
    able = [one for one in deck.questions() if one.kind in KINDS]
    return sorted(able, key=lambda one: len(one.accept) + len(one.reject))[:most]


def _told(found: Found, say: Say) -> None:
    say(f"{found.question.id}: {found.question.ask}")
    if found.trouble:
        say(f"  no proposals: {found.trouble}")
    for one in found.tried:
        say(f"  {_line(one)}")
    for name, texts in (("hint", found.suggested.hints), ("idea", found.suggested.ideas)):
        for text in texts:
            say(f"  {name:9}  {text}")


def _line(one: Proposal) -> str:
    ruling, reach = one.ruling, one.reach
    text = ruling.texts[0]
    if reach.against:
        return f"left out   {text}  (then {reach.against[0]} would be marked otherwise)"
    if reach.deaf:
        return f"left out   {text}  (it would still be marked another way)"
    if ruling.kind is RulingKind.RIGHT:
        passing = ", ".join(text for text, _ in reach.others)
        others = f"; it would also let pass: {passing}" if passing else ""
        return f"right      {text}  ({reach.people} people marked anew{others})"
    return f"not right  {text}  {ruling.told}".rstrip()


def _write(settings: Settings, deck: str, taken: Sequence[Ruling]) -> Sequence[Path]:
    written: list[Path] = []
    for folder in deck_folders(settings.content) if taken else ():
        if folder.resolve().name != deck:
            continue
        for file, text in patched(folder, taken).items():
            file.write_text(text, encoding="utf-8")
            written.append(file)
    return written
