"""The entrance: marks any answer to any kind of question."""

import re
import unicodedata
from collections.abc import Sequence

from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Choice, Question

_LIMIT = 1024


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:_LIMIT])[:_LIMIT].casefold()
    words = re.findall(r"[^\W_]+", folded)
    return "".join(word for word in words if word not in ("a", "an", "the"))


def mark(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> Verdict:
    """The verdict on what was said. Never raises on any text; equal input gives an equal verdict."""
    plain = _plain(said)
    if not plain:
        return Verdict(mark=Mark.UNREADABLE, reason=Reason.EMPTY, credit=0.0)
    right = [question.answer, *question.accept]
    if isinstance(question, Choice):
        chosen = question.options[question.right]
        right += [chosen.text, *chosen.texts, "abcdefgh"[question.right : question.right + 1]]
    if any(_plain(text) == plain for text in right):
        return Verdict(mark=Mark.RIGHT, reason=Reason.EXACT, credit=1.0, quote=said[:60])
    return Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)
