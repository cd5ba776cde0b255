"""A deck in other languages: `deck.de.toml` and `west.de.toml` beside `deck.toml` and `west.toml`."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from bot.decks.build import Place
from bot.decks.deck_files import DeckFiles
from bot.decks.faults import Fault
from bot.decks.folders import CARD
from bot.decks.languages import CODES
from bot.decks.model import SisterForm, TopicForm
from bot.decks.page import Page, read_page
from bot.decks.source import Source, Where
from bot.decks.topics import topic_of
from bot.domain.deck import Deck, Topic, Vocabulary
from bot.domain.question import QuestionId, TopicId

_NAMED = 5
"""Questions that a warning names before it sums up."""


def read_sisters(files: DeckFiles, deck: Deck, *, whole: bool) -> tuple[Source, ...]:
    """The sisters of a deck, by language. `whole`: nothing of the deck itself was left out, so that what a
    sister has and the deck has not is a fault."""
    return tuple(_sister(files, deck, lang, named, whole=whole) for lang, named in files.sisters().items())


def with_sisters(deck: Deck, sources: Sequence[Source]) -> Deck:
    """The deck with those sisters that can be used; what they lack is as it stands in the deck."""
    usable = (source.draft for source in sources if source.draft is not None and not source.fatal)
    return dataclasses.replace(deck, sisters=tuple(_filled(deck, sister) for sister in usable))


def lacking(source: Source, deck: Deck) -> Iterator[Fault]:
    """What of the deck a sister has not, a warning for each topic."""
    if source.draft is None:
        return
    own = {topic.id: topic for topic in source.draft.topics}
    for topic in deck.topics:
        there = {question.id for question in own[topic.id].questions} if topic.id in own else set()
        ids = [question.id for question in topic.questions if question.id not in there]
        if ids:
            more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
            file = source.card.file.with_name(f"{topic.id}.{source.draft.lang}.toml")
            wrong = f"not in this language: {', '.join(ids[:_NAMED])}{more}"
            yield Fault(
                file=file,
                line=1,
                wrong=wrong,
                mend=f"write them here; until then they are asked in {deck.lang}",
            )


def _sister(files: DeckFiles, deck: Deck, lang: str, named: Mapping[str, Path], *, whole: bool) -> Source:
    card_file = files.folder / f"{Path(CARD).stem}.{lang}.toml"
    misplaced = tuple(_misplaced(files, deck, lang, named.values()))
    card: Page[SisterForm] = Page(file=card_file, form=None)
    if not misplaced:
        card = read_page(card_file, SisterForm, files.read)
    if misplaced or card.form is None:
        fatal = misplaced or card.faults
        return Source(card=card, draft=None, faults=fatal, fatal=fatal)
    known = {str(topic.id) for topic in deck.topics}
    faults = [
        Fault(file=file, line=1, wrong=f"there is no {name}.toml beside it", mend="write it, or rename this")
        for name, file in named.items()
        if name not in known and file != card_file and whole
    ]
    where: dict[QuestionId, Where] = {}
    place = Place(deck=deck.id, topic=TopicId(""), lang=lang, read=files.attached)
    topics = tuple(
        _topic(files, named[topic.id], replace(place, topic=topic.id), faults, where)
        for topic in deck.topics
        if topic.id in named
    )
    if whole:
        faults += _strays(deck, topics, where)
    draft = _draft(deck, lang, card.form, topics)
    return Source(card=card, draft=draft, faults=tuple(faults), where=where)


def _misplaced(files: DeckFiles, deck: Deck, lang: str, named: Iterable[Path]) -> Iterator[Fault]:
    """Names that say no other language, and links that lead elsewhere."""
    for file in named:
        if fault := files.astray(file):
            yield fault
        elif lang == deck.lang or lang not in CODES:
            wrong = (
                f"“{lang}” {'is the language of the deck itself' if lang == deck.lang else 'is no language'}"
            )
            yield Fault(file=file, line=1, wrong=wrong, mend="name it for another one, such as west.de.toml")


def _topic(
    files: DeckFiles, file: Path, place: Place, faults: list[Fault], where: dict[QuestionId, Where]
) -> Topic:
    page = read_page(file, TopicForm, files.read)
    faults += page.faults
    return topic_of(page, place, faults, where)


def _strays(deck: Deck, topics: Sequence[Topic], where: Mapping[QuestionId, Where]) -> Iterator[Fault]:
    """Questions that the deck has not, has in another topic, or has as another kind."""
    own = {question.id: question for question in deck.questions()}
    for topic in topics:
        for question in topic.questions:
            found = own.get(question.id)
            if found is None or found.topic != topic.id:
                wrong = f"there is no question {question.id} in {topic.id}.toml"
                yield where[question.id].fault(("id",), wrong, "give it the id it has there, or add it there")
            elif found.kind != question.kind:
                wrong = f"{question.id} is of kind {found.kind} in {topic.id}.toml, and {question.kind} here"
                yield where[question.id].fault(("id",), wrong, "make both the same kind")


def _draft(deck: Deck, lang: str, form: SisterForm, topics: tuple[Topic, ...]) -> Deck:
    return dataclasses.replace(
        deck,
        title=form.title,
        lang=lang,
        description=form.description or "",
        authors=tuple(form.authors) or deck.authors,
        topics=topics,
        vocabulary=vocabulary_of(form),
        sisters=(),
    )


def vocabulary_of(form: SisterForm) -> Vocabulary:
    """What an author says about the words of a deck."""
    return Vocabulary(
        synonyms=tuple(tuple(group) for group in form.synonyms),
        confusables=tuple(tuple(group) for group in form.confusables),
    )


def _filled(deck: Deck, sister: Deck) -> Deck:
    """The sister with everything of the deck that it has not."""
    own = {topic.id: topic for topic in sister.topics}
    said = {question.id: question for question in sister.questions()}
    topics = (
        Topic(
            id=topic.id,
            title=own[topic.id].title if topic.id in own else topic.title,
            questions=tuple(said.get(question.id, question) for question in topic.questions),
        )
        for topic in deck.topics
    )
    return dataclasses.replace(
        sister, topics=tuple(topics), description=sister.description or deck.description
    )
