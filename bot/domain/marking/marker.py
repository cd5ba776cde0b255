"""The entrance: marks any answer to any kind of question."""

from collections.abc import Sequence

from bot.domain.marking.chatter import no_answer
from bot.domain.marking.commands import mark_command
from bot.domain.marking.compiled import Sheet, sheet_of
from bot.domain.marking.heard import Heard, hear
from bot.domain.marking.ideas import mark_ideas
from bot.domain.marking.lexicon import Lexicon, plain
from bot.domain.marking.lists import mark_list
from bot.domain.marking.notation.question import ruled
from bot.domain.marking.opinions import mark_opinion
from bot.domain.marking.options import mark_choice
from bot.domain.marking.orders import mark_order
from bot.domain.marking.short import exactly, mark_short, not_right
from bot.domain.marking.verdict import Mark, Verdict
from bot.domain.question import Choice, Command, Explain, ListOf, Number, Opinion, Order, Question, Short


def mark(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> Verdict:
    """The verdict on what was said. Never raises on any text; equal input gives an equal verdict.

    `have` names the ideas or items that earlier answers to the same asked question brought.
    """
    return mark_and_hear(question, said, lexicon, have=have)[0]


def mark_and_hear(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> tuple[Verdict, Heard]:
    """The verdict of `mark`, and the words as they were heard, for who looks at them too."""
    words = lexicon if lexicon is not None else plain(question.lang)
    verdict, heard, sheet = read_before(question, said, words)
    if verdict is None:
        verdict = _by_kind(question, said, heard, (sheet, words, have))
    return verdict, heard


def read_before(question: Question, said: str, words: Lexicon) -> tuple[Verdict | None, Heard, Sheet]:
    """What can be told before words are compared: it is no answer, or notation decides; else None.

    With it, the answer as it is read, and the question without accepted texts that the answer is not.
    """
    sheet = sheet_of(question, words)
    heard = hear(said, sheet.words, words)
    verdict = None if _is_known(heard, sheet) else no_answer(heard, words.language, signs=sheet.signs)
    if verdict is None and sheet.notation is not None:
        ruling = ruled(sheet.notation, said)
        verdict, sheet = ruling.verdict, sheet.without(ruling.spoilt) if ruling.spoilt else sheet
    return verdict, heard, sheet


def _is_known(heard: Heard, sheet: Sheet) -> bool:
    """An accepted answer beats everything, "no", "help" and "next" too."""
    return bool(heard.exact) and (heard.exact in sheet.right or heard.exact in sheet.wrong)


def _by_kind(
    question: Question, said: str, heard: Heard, context: tuple[Sheet, Lexicon, Sequence[str]]
) -> Verdict:
    sheet, lexicon, have = context
    match question:
        case Choice():
            return mark_choice(question, said, heard, sheet, lexicon)
        case ListOf():
            return mark_list(question, heard, sheet, (lexicon, have))
        case Order():
            return mark_order(question, heard, sheet, lexicon)
        case Explain() if question.ideas:
            return mark_ideas(question, heard, sheet, (lexicon, have))
        case Command() | Short() if isinstance(question, Command) or sheet.is_line:
            return mark_command(question, said, heard, (sheet, lexicon, have))
        case Number():
            return exactly(heard, sheet) or not_right(heard, sheet, lexicon, None).verdict
        case Opinion():
            return mark_opinion(question.id, heard, sheet, lexicon)
        case _:
            return mark_short(question.id, heard, sheet, lexicon)


__all__ = ["Mark", "mark"]
