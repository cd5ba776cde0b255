"""Questions that name what may be said ("is it X or Y?"): which of the two is right, and which is not."""

from collections.abc import Iterator, Sequence

from bot.domain.marking.comparing.references import Reference, make_reference
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.token import Token
from bot.domain.marking.reading.tokens import read
from bot.domain.question import Choice, Question


def rivals_of(question: Question, accept: Sequence[Reference], lexicon: Lexicon) -> tuple[Reference, ...]:
    """In "is it X or Y?", the one of X and Y that isn't accepted: one word each side, or the two last."""
    if isinstance(question, Choice):
        return ()
    found = [forms[1 - right] for forms, right in _sides(question, accept, lexicon)]
    return tuple(ref for ref in found if ref.tokens)


def place_of(question: Question, accept: Sequence[Reference], lexicon: Lexicon) -> int:
    """The place of the right one in "X or Y?", 0 or 1; -1 in any other question."""
    return next((right for _, right in _sides(question, accept, lexicon)), -1)


def _sides(
    question: Question, accept: Sequence[Reference], lexicon: Lexicon
) -> Iterator[tuple[list[Reference], int]]:
    """The words beside each "or" of a question, where one is accepted, with its place."""
    lang = lexicon.language
    items = read(question.ask, lang).items
    for at, token in enumerate(items):
        if token.word.text not in lang.or_words or not 0 < at < len(items) - 1:
            continue
        forms = [make_reference(text, lexicon) for text in _differing(items, at, lang)]
        known = [any(form.exact == ref.exact or _holds(ref, form) for ref in accept) for form in forms]
        if known[0] != known[1]:
            yield forms, known.index(True)


def _differing(items: Sequence[Token], at: int, lang: Language) -> tuple[str, str]:
    """The words on both sides of an "or" that tell them apart: *P* and *S* of "a P wave or an S wave"."""
    behind = at + 2 if items[at + 1].word.text in lang.articles and at + 2 < len(items) else at + 1
    if at > 1 and behind + 1 < len(items) and items[at - 1].key == items[behind + 1].key:
        return items[at - 2].raw, items[behind].raw
    return items[at - 1].raw, items[behind].raw


def _holds(ref: Reference, part: Reference) -> bool:
    keys = {(token.key, token.sign) for token in ref.tokens}
    return bool(part.tokens) and len(ref.tokens) <= 3 and all((t.key, t.sign) in keys for t in part.tokens)
