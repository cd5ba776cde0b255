"""`recall check`: everything that is wrong with decks, at once, in words their author can act on.

What keeps a deck from loading is found in `load.py`. Here each question is marked against what its
author says about it, and looked at for what would trouble learners.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from bot.decks.faults import Fault
from bot.decks.formulas import INSTALL, can_draw, drawable, standing
from bot.decks.load import Reading, read_all
from bot.decks.looks import blurred, colliding, looks, read_as
from bot.decks.sisters import lacking
from bot.decks.source import Source
from bot.decks.trials import trials
from bot.domain.deck import Deck, Library
from bot.domain.marking import lexicon_of


class Report(Struct, frozen=True, kw_only=True):
    """What was found, and in how much."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    """What was guessed, and what to write if the guess is wrong."""
    decks: int
    questions: int
    examples: int
    """Answers of the author's that were marked."""

    @property
    def good(self) -> bool:
        """True if learners can be taught with these decks as they are."""
        return not self.errors

    def text(self) -> str:
        """One line a finding, `file:line: what is wrong; what to do`, and a summary at the end."""
        lines = [str(fault) for fault in self.errors]
        lines += [
            f"{fault.file}:{fault.line}: warning: {fault.wrong}; {fault.mend}" for fault in self.warnings
        ]
        lines += [f"{fault.file}:{fault.line}: note: {fault.wrong}; {fault.mend}" for fault in self.notes]
        return "\n".join([*lines, self.summary()])

    def summary(self) -> str:
        """How much was looked at and how much found."""
        looked = ", ".join(
            (_some(self.decks, "deck"), _some(self.questions, "question"), _some(self.examples, "answer"))
        )
        return (
            f"{looked} checked: {_some(len(self.errors), 'error')}, {_some(len(self.warnings), 'warning')}."
        )


def run_check(paths: Sequence[Path]) -> tuple[str, int]:
    """What `recall check` prints, and its exit status: 1 if there are errors, else 0."""
    report = check(paths)
    return report.text(), 0 if report.good else 1


def check(paths: Sequence[Path]) -> Report:
    """Look at the decks at these paths; what could be read is checked even where the rest is broken."""
    reading = read_all(paths)
    drafts = [(source, source.draft) for source in reading.sources if source.draft]
    library = Library(tuple(draft for _, draft in drafts))
    errors = [*reading.faults]
    warnings: list[Fault] = []
    notes: list[Fault] = []
    examples = 0
    for source, draft in [*drafts, *_sisters(drafts)]:
        spoken = library.in_language(draft.lang)
        faults, count = _tried(source, draft, spoken)
        errors += faults
        examples += count
        warnings += _looked_at(source, draft, spoken)
        notes += _guessed(source, draft, spoken)
        notes += _formulas(source)
    warnings += _collisions(reading, library)
    warnings += (
        fault for source, draft in drafts for each in source.sisters for fault in lacking(each, draft)
    )
    return Report(
        errors=tuple(sorted(set(errors))),
        warnings=tuple(sorted(set(warnings))),
        notes=tuple(sorted(set(notes))),
        decks=len(reading.sources),
        questions=sum(1 for draft in library.decks for _ in draft.questions()),
        examples=examples,
    )


def _sisters(drafts: Sequence[tuple[Source, Deck]]) -> list[tuple[Source, Deck]]:
    """The decks in other languages, each with what is written in its language."""
    sisters = (sister for source, _ in drafts for sister in source.sisters)
    return [(sister, sister.draft) for sister in sisters if sister.draft]


def _tried(source: Source, draft: Deck, library: Library) -> tuple[list[Fault], int]:
    """Every answer the author vouches for, marked."""
    lexicon = lexicon_of(draft, library)
    faults: list[Fault] = []
    count = 0
    for question in draft.questions():
        for trial in trials(question):
            count += 1
            if found := trial.fault(question, lexicon):
                faults.append(source.where[question.id].fault(trial.path, *found))
    return faults, count


def _looked_at(source: Source, draft: Deck, library: Library) -> Iterator[Fault]:
    for question in draft.questions():
        for path, wrong, mend in (*looks(question), *blurred(question, draft.vocabulary.synonyms)):
            yield source.where[question.id].fault(path, wrong, mend)
    if not lexicon_of(draft, library).language.known:
        wrong = f"the marker knows no words of the language {draft.lang}"
        yield source.card.fault(("lang",), wrong, "write out in `accept` what learners may type")


def _guessed(source: Source, draft: Deck, library: Library) -> Iterator[Fault]:
    lexicon = lexicon_of(draft, library)
    for question in draft.questions():
        for path, wrong, mend in read_as(question, lexicon):
            yield source.where[question.id].fault(path, wrong, mend)


def _formulas(source: Source) -> Iterator[Fault]:
    """Formulas that do not read well as text: what becomes of them."""
    for where in source.where.values():
        form = where.page.form.question[where.index] if where.page.form else None
        for path, formula in standing(form) if form else ():
            becomes = "it stands as code" if not drawable(formula) else "it is drawn"
            if drawable(formula) and not can_draw():
                becomes = f"{INSTALL} to have it drawn; till then it stands as code"
            yield where.fault(path, f"“{formula[:60]}” has no twin in text that reads well", becomes)


def _collisions(reading: Reading, library: Library) -> Iterator[Fault]:
    questions = [question for deck in library.decks for question in deck.questions()]
    where = reading.where
    for first, second, text, path in colliding(questions):
        wrong = f"“{text}” is right here and for {first}"
        yield where[second].fault(path, wrong, "ask more precisely, so that each answer fits one question")


def _some(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
