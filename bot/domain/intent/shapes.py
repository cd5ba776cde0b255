"""Sentences told by their shape: a question put to the tutor, a remark about the tutor or oneself."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.intent.intents import Intent
from bot.domain.intent.tongue import Tongue

_TERM = 4
"""Words of a question such as "api meaning"."""
_REMARK = 10
"""Words of a remark about oneself; a longer one may tell an answer by an example."""

_OWN = ("im", "ive", "weve", "my", "mein", "meine")
"""Begins such a remark, whatever follows."""


def shape_of(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """What a clause is by its shape; None for what may be an answer."""
    if not words:
        return None
    return _asked(words, tongue) or _about_you(words, tongue) or _about_me(words, tongue)


def _asked(words: Sequence[str], tongue: Tongue) -> Intent | None:
    first, second = words[0], words[1] if len(words) > 1 else ""
    if words[-1] in tongue.meaning and len(words) <= _TERM:
        return Intent.EXPLAIN_TERM
    if first in tongue.meaning and second and second not in tongue.determiners and len(words) <= _TERM:
        return Intent.EXPLAIN_TERM
    if first in tongue.asks:
        return _with_question_word(first, second, words, tongue)
    if len(words) > 1 and words[-1] in tongue.asks:
        return Intent.QUESTION_BACK
    if first in tongue.inverted and (second in tongue.persons or second in tongue.meta):
        return Intent.QUESTION_BACK
    return None


def _with_question_word(first: str, second: str, words: Sequence[str], tongue: Tongue) -> Intent | None:
    contracted = first.endswith("s") and first[:-1] in tongue.asks and bool(second)
    if second in tongue.auxiliaries or contracted:
        return Intent.QUESTION_BACK if set(words) & (tongue.me | tongue.you) else Intent.EXPLAIN_TERM
    if second and any(
        word in tongue.auxiliaries and after in tongue.persons for word, after in pairwise(words[2:])
    ):
        return Intent.QUESTION_BACK
    return Intent.QUESTION_BACK if words[-1] in tongue.you else None


def _about_you(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """What is said of the tutor: *you're …*, *you explain … well*."""
    you = words[0] in tongue.you or tuple(words[:2]) in (("u", "r"), ("you", "are"))
    is_said = words[0] in tongue.being or (len(words) > 1 and words[1] in tongue.being)
    if not you:
        return None
    if set(words) & tongue.negative:
        return Intent.INSULT
    if set(words) & tongue.positive:
        return Intent.PRAISE
    return Intent.SMALLTALK if is_said else None


def _about_me(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """What somebody says of themselves: *i had …*, *my dog …*, *we did … at school*."""
    if words[0] not in tongue.me or (len(words) > 1 and words[1] in tongue.guesses):
        return None
    later = words[1:3]
    says = words[0] in ("im", "ive", "weve", "my", "mein", "meine") or any(
        word in tongue.personal for word in later
    )
    return Intent.SMALLTALK if says and 2 < len(words) <= _REMARK else None
