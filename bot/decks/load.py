"""From folders of TOML files to the library the tutor teaches from: whole, or not at all."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bot.decks.build import Place, bare
from bot.decks.deck_files import DeckFiles, bad_place, crowded
from bot.decks.faults import BrokenDeck, Fault
from bot.decks.folders import CARD, deck_folders
from bot.decks.languages import CODES
from bot.decks.model import DeckForm, TopicForm
from bot.decks.page import Page, read_page
from bot.decks.sisters import read_sisters, vocabulary_of, with_sisters
from bot.decks.source import Source, Where
from bot.decks.texts import NAME_PATTERN
from bot.decks.topics import topic_of, twice
from bot.domain.deck import Deck, Library, Topic
from bot.domain.question import DeckId, QuestionId, TopicId

DECKS = 64
"""Decks that may be loaded together."""


class Reading(Struct, frozen=True, kw_only=True):
    """All decks that were asked for, and everything that is wrong with them."""

    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]

    @property
    def where(self) -> dict[QuestionId, Where]:
        """Every question's place."""
        return {id: place for source in self.sources for id, place in source.where.items()}

    def library(self) -> Library:
        """The decks together. Raises BrokenDeck if anything is wrong with any of them."""
        if self.faults:
            raise BrokenDeck(self.faults)
        return Library(tuple(source.deck for source in self.sources if source.deck))


def load_library(paths: Sequence[Path]) -> Library:
    """The decks at these paths, each a deck's folder or a folder of decks.

    Raises BrokenDeck, with every fault in every file, if one of them cannot be used.
    """
    return read_all(paths).library()


def read_deck(path: Path) -> tuple[Deck | None, list[Fault]]:
    """The deck in that folder, or None and all its faults."""
    source = read_source(DeckFiles(folder=path))
    return source.deck, list(source.faults)


def read_all(paths: Sequence[Path], held: Sequence[DeckFiles] = ()) -> Reading:
    """Everything at these paths, with what is wrong in each and between them. A deck that is `held` stands in
    place of one of its name at the paths."""
    names = {files.name for files in held}
    folders: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        found = deck_folders(path)
        faults += crowded(path)
        for folder in found:
            if fault := bad_place(path.parent if path.is_file() else path, folder):
                faults.append(fault)
            elif folder not in folders and folder.resolve().name not in names:
                folders.append(folder)
        if not found:
            wrong, mend = f"no {CARD} is here", "name a deck's folder, or one above"
            faults.append(Fault(file=path, line=1, wrong=wrong, mend=mend))
    every = [*(DeckFiles(folder=folder) for folder in folders), *held]
    faults += [
        Fault(file=files.folder, line=1, wrong=f"more than {DECKS} decks", mend="load fewer together")
        for files in every[DECKS:]
    ]
    sources = tuple(read_source(files) for files in every[:DECKS])
    faults += [fault for source in sources for fault in source.faults]
    faults += _shared_names(sources)
    return Reading(sources=sources, faults=tuple(sorted(set(faults))))


def _shared_names(sources: Sequence[Source]) -> Iterator[Fault]:
    """Decks of one name, and question ids used by two decks."""
    names: dict[str, Path] = {}
    ids: dict[QuestionId, Where] = {}
    for source in sources:
        file = source.card.file
        if (name := file.parent.resolve().name) in names:
            wrong = f"a deck named {name} is already loaded from {names[name]}"
            yield Fault(file=file, line=1, wrong=wrong, mend="rename one of the two folders")
        names.setdefault(name, file.parent)
        for id, where in source.where.items():
            if id in ids:
                yield twice(id, where, ids[id])
            ids.setdefault(id, where)


def read_source(files: DeckFiles) -> Source:
    """One deck, with what is wrong in it. Raises nothing."""
    place = files.folder / CARD
    if fault := files.astray(place):
        return Source(card=Page(file=place, form=None), draft=None, faults=(fault,), fatal=(fault,))
    card = read_page(place, DeckForm, files.read)
    faults = [*files.crowded(), *card.faults, *_about_card(files.name, card)]
    topics: list[Topic] = []
    where: dict[QuestionId, Where] = {}
    listed = _topic_files(files, card, faults)
    fatal = list(faults)
    for file in listed:
        page = read_page(file, TopicForm, files.read)
        faults += page.faults
        fatal += page.fatal
        lang = card.form.lang if card.form else "en"
        deck, topic = DeckId(files.name), TopicId(file.stem)
        here = Place(deck=deck, topic=topic, lang=lang, read=files.attached)
        topics.append(topic_of(page, here, faults, where))
    if card.form is None:
        return Source(card=card, draft=None, faults=tuple(faults), fatal=tuple(fatal), where=where)
    draft = _deck(files.name, card.form, topics)
    sisters = read_sisters(files, draft, whole=not faults)
    faults += [fault for sister in sisters for fault in sister.faults]
    return Source(
        card=card,
        draft=with_sisters(draft, sisters),
        faults=tuple(faults),
        fatal=tuple(fatal),
        where=where,
        sisters=sisters,
    )


def _about_card(name: str, card: Page[DeckForm]) -> Iterator[Fault]:
    if not NAME_PATTERN.fullmatch(name):
        mend = "rename the folder: small letters, digits and single hyphens"
        yield card.fault((), f"“{name}” is no name for a deck", mend)
    if card.form and card.form.lang not in CODES:
        mend = "write the two small letters of ISO 639-1, such as en"
        yield card.fault(("lang",), f"“{card.form.lang}” is no language", mend)
    if card.form:
        yield from _torn(card, card.form)


def _torn(card: Page[DeckForm], form: DeckForm) -> Iterator[Fault]:
    """Words that are said to mean the same and to be told apart."""
    same = [{bare(word) for word in group} for group in form.synonyms]
    for index, group in enumerate(form.confusables):
        for words in same:
            if len(both := sorted(words & {bare(word) for word in group})) > 1:
                wrong = f"“{both[0]}” and “{both[1]}” stand together in `synonyms` and in `confusables`"
                yield card.fault(("confusables", index), wrong, "take them out of one of the two")


def _topic_files(files: DeckFiles, card: Page[DeckForm], faults: list[Fault]) -> list[Path]:
    """The topics' files in order; what is wrong with their names or places goes to `faults`."""
    present = {file.stem: file for file in files.topics()}
    listed = card.form.topics if card.form and card.form.topics else sorted(present)
    usable: list[Path] = []
    for index, name in enumerate(listed):
        file = present.pop(name, None)
        if file is None:
            twice = name in listed[:index]
            wrong = f"the topic {name} is listed twice" if twice else f"there is no file {name}.toml"
            faults.append(card.fault(("topics", index), wrong, "write the file, or take the name out"))
        elif fault := _bad_name(file) or files.astray(file):
            faults.append(fault)
        else:
            usable.append(file)
    for file in present.values():
        wrong = f"the topic {file.stem} is not listed in {CARD}"
        faults.append(Fault(file=file, line=1, wrong=wrong, mend="add it to `topics`, or move the file away"))
    return usable


def _bad_name(file: Path) -> Fault | None:
    if NAME_PATTERN.fullmatch(file.stem):
        return None
    mend = "rename it: small letters, digits and single hyphens"
    return Fault(file=file, line=1, wrong=f"“{file.stem}” is no name for a topic", mend=mend)


def _deck(name: str, form: DeckForm, topics: Sequence[Topic]) -> Deck:
    return Deck(
        id=DeckId(name),
        title=form.title,
        lang=form.lang,
        licence=form.licence,
        topics=tuple(topics),
        vocabulary=vocabulary_of(form),
        description=form.description or "",
        authors=tuple(form.authors),
        source=form.source or "",
    )
