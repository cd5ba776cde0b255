"""The entrance: marks any answer to any kind of question."""

from collections.abc import Sequence

from bot.domain.marking.comparing.compiled import CompiledQuestion, compiled_question
from bot.domain.marking.kinds.chatter import no_answer
from bot.domain.marking.kinds.choice import mark_choice
from bot.domain.marking.kinds.commands import mark_command
from bot.domain.marking.kinds.explain import mark_ideas
from bot.domain.marking.kinds.filling import mark_gaps
from bot.domain.marking.kinds.foreseen import heeded
from bot.domain.marking.kinds.lists import mark_list
from bot.domain.marking.kinds.matching import mark_match
from bot.domain.marking.kinds.notation.question import ruled
from bot.domain.marking.kinds.opinions import mark_opinion
from bot.domain.marking.kinds.orders import mark_order
from bot.domain.marking.kinds.other_kind import of_other_kind
from bot.domain.marking.kinds.scanning import tidy
from bot.domain.marking.kinds.selecting import mark_select
from bot.domain.marking.kinds.short import as_it_stands, exactly, mark_short, not_right
from bot.domain.marking.language.lexicon import Lexicon, plain
from bot.domain.marking.reading.read_answer import ReadAnswer, read_answer
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import (
    Choice,
    Command,
    Explain,
    Gaps,
    ListOf,
    Match,
    Number,
    Opinion,
    Order,
    Question,
    Select,
    Short,
)


def mark(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> Verdict:
    """The verdict on what was said. Never raises on any text; equal input gives an equal verdict.

    `have` names the ideas or items that earlier answers to the same asked question brought.
    """
    return mark_and_read(question, said, lexicon, have=have)[0]


def mark_and_read(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> tuple[Verdict, ReadAnswer]:
    """The verdict of `mark`, and the answer as it was read, for who looks at them too."""
    words = lexicon if lexicon is not None else plain(question.lang)
    verdict, answer, compiled = read_before(question, said, words)
    stands = as_it_stands(said, answer, compiled, question.lang)
    if stands is not None and not isinstance(question, Opinion):
        return stands, answer
    if isinstance(question, Select | Match | Gaps):
        return _of_parts(question, said, (verdict, answer, compiled), (words, have)), answer
    if verdict is None:
        verdict = _by_kind(question, said, answer, (compiled, words, have))
        if compiled.in_words and (verdict.mark is Mark.DOUBTFUL or verdict.reason is Reason.UNRELATED):
            verdict = of_other_kind(answer, compiled.right_keys, words.language) or verdict
    return verdict, answer


def _of_parts(
    question: Select | Match | Gaps,
    said: str,
    read: tuple[Verdict | None, ReadAnswer, CompiledQuestion],
    context: tuple[Lexicon, Sequence[str]],
) -> Verdict:
    """The verdict on an answer of several parts. What names a part is an answer, whatever it looks like."""
    nothing, answer, compiled = read
    lexicon, have = context
    verdict: Verdict | None
    match question:
        case Select():
            verdict = mark_select(question, said, answer, compiled, context)
        case Match():
            verdict = mark_match(question, said, have, lambda part, text: mark(part, text, lexicon))
        case Gaps():
            verdict = mark_gaps(question, said, have, lambda part, text: mark(part, text, lexicon))
    if verdict is None:
        verdict = not_right(answer, compiled, lexicon, None).verdict
    verdict = heeded(verdict, answer, compiled)
    named = verdict.passed or verdict.mark in (Mark.PARTIAL, Mark.DOUBTFUL) or verdict.reason in _NAMING
    return verdict if named or nothing is None else nothing


_NAMING = (Reason.OTHER_OPTION, Reason.STUFFED, Reason.SWAPPED, Reason.REJECTED)
"""Reasons not to be right that tell which part was meant."""


def read_before(
    question: Question, said: str, words: Lexicon
) -> tuple[Verdict | None, ReadAnswer, CompiledQuestion]:
    """What can be told before words are compared: it is no answer, or notation decides; else None.

    With it, the answer as it is read, and the question without accepted texts that the answer is not.
    """
    compiled = compiled_question(question, words)
    answer = read_answer(said, compiled.vocabulary, words)
    known = _is_known(answer, compiled) or _is_signs_of_option(question, said, answer)
    verdict = None if known else no_answer(answer, words.language, signs=compiled.signs)
    foreseen = answer.exact in compiled.partly and answer.exact not in compiled.right
    if verdict is None and compiled.notation is not None and not foreseen:
        ruling = ruled(compiled.notation, said)
        verdict, compiled = ruling.verdict, compiled.without(ruling.spoilt) if ruling.spoilt else compiled
    return verdict, answer, compiled


def _is_known(answer: ReadAnswer, compiled: CompiledQuestion) -> bool:
    """An accepted answer beats everything, "no", "help" and "next" too."""
    return bool(answer.exact) and (answer.exact in compiled.right or answer.exact in compiled.wrong)


def _is_signs_of_option(question: Question, said: str, answer: ReadAnswer) -> bool:
    """An option that has no words, as it stands: `{}`, `?`."""
    if answer.items or not isinstance(question, Choice):
        return False
    typed = tidy(said)
    return any(tidy(option.text) == typed for option in question.options)


def _by_kind(
    question: Question,
    said: str,
    answer: ReadAnswer,
    context: tuple[CompiledQuestion, Lexicon, Sequence[str]],
) -> Verdict:
    compiled, lexicon, have = context
    match question:
        case Choice():
            return mark_choice(question, said, answer, compiled, lexicon)
        case ListOf():
            return mark_list(question, answer, compiled, (lexicon, have))
        case Order():
            return heeded(mark_order(question, answer, compiled, lexicon), answer, compiled)
        case Explain() if question.ideas:
            return mark_ideas(question, answer, compiled, (lexicon, have))
        case Command() | Short() if isinstance(question, Command) or compiled.is_line:
            return mark_command(question, said, answer, (compiled, lexicon, have))
        case Number():
            return exactly(answer, compiled) or not_right(answer, compiled, lexicon, None).verdict
        case Opinion():
            return mark_opinion(question.id, answer, compiled, lexicon)
        case _:
            return mark_short(question.id, answer, compiled, lexicon)


__all__ = ["Mark", "mark"]
