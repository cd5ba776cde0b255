"""Sentences told by their shape: a question to the tutor, a request, a remark about the tutor or oneself."""

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.intent.intents import Intent
from bot.domain.intent.tongue import Tongue

_TERM = 4
"""Words of a question such as "api meaning"."""
_REMARK = 10
"""Words of a remark; a longer one may tell an answer by an example."""
_NEAR = 3
"""Words between a denial and what is denied."""
_OWN = ("im", "ive", "weve")
"""Begins a remark about oneself, whatever follows."""


def shape_of(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """What a clause is by its shape; None for what may be an answer."""
    if not words:
        return None
    if asked := _asked(words, tongue):
        return asked
    if len(words) > _REMARK:
        return None
    return (
        _denied(words, tongue)
        or _wished(words, tongue)
        or _about_you(words, tongue)
        or _about_me(words, tongue)
        or _about_this(words, tongue)
    )


def _asked(words: Sequence[str], tongue: Tongue) -> Intent | None:
    first, second = words[0], words[1] if len(words) > 1 else ""
    pointed = words[0] in tongue.deictic or words[0] in tongue.you
    if words[-1] in tongue.meaning and len(words) <= _TERM and not pointed:
        return Intent.EXPLAIN_TERM
    if first in tongue.meaning and second and second not in tongue.determiners and len(words) <= _TERM:
        return Intent.EXPLAIN_TERM
    if first in tongue.asks:
        return _with_question_word(words, tongue)
    if len(words) > 1 and words[-1] in tongue.asks:
        return Intent.QUESTION_BACK
    if first in tongue.inverted and (second in tongue.persons or second in tongue.meta):
        return Intent.QUESTION_BACK
    return None


def _with_question_word(words: Sequence[str], tongue: Tongue) -> Intent | None:
    first, others = words[0], [word for word in words[1:] if word not in tongue.stressing]
    second = others[0] if others else ""
    contracted = first.endswith("s") and first[:-1] in tongue.asks and bool(second)
    if second in tongue.auxiliaries or contracted:
        return Intent.QUESTION_BACK if set(words) & (tongue.me | tongue.you) else Intent.EXPLAIN_TERM
    if second and any(
        word in tongue.auxiliaries and after in tongue.persons | tongue.guessing
        for word, after in pairwise(words[2:])
    ):
        return Intent.QUESTION_BACK
    if second in tongue.asking_verbs or words[-1] in tongue.you:
        return Intent.QUESTION_BACK
    return None


def _denied(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """*Can't think of it*, *we didn't cover this*: who doesn't know, as long as nothing else is said."""
    starts = words[0] in tongue.negations or words[0] in tongue.me or words[0] in _OWN
    if not starts:
        return None
    for at, word in enumerate(words[:_NEAR]):
        if word in tongue.negations and tongue.mind & set(words[max(0, at - 1) : at + 1 + _NEAR]):
            return Intent.DONT_KNOW
    return None


def _wished(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """*Give me …*, *walk me through it*."""
    asks = len(words) > 1 and words[1] in tongue.to_me and words[0] not in tongue.function & tongue.being
    wants = Intent.LATER if set(words) & tongue.units else Intent.EXPLAIN
    return wants if asks else None


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
    return Intent.SMALLTALK if is_said or set(words) & tongue.speech else None


def _about_me(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """What somebody says of themselves: *i had …*, *my dog …*, *we did … at school*, *it's my birthday*."""
    if len(words) > 1 and words[1] in tongue.guesses:
        return None
    if words[0] in tongue.me and tongue.speech & set(words[:_NEAR]):
        return Intent.APPEAL
    mine = any(word in tongue.mine and after not in tongue.guesses for word, after in pairwise(words))
    says = words[0] in _OWN or any(word in tongue.personal for word in words[1:3])
    tells = words[0] in tongue.me and says
    left_out = words[0] in tongue.left_out and len(words) > 1
    return Intent.SMALLTALK if left_out or (len(words) > 2 and (mine or tells)) else None


def _about_this(words: Sequence[str], tongue: Tongue) -> Intent | None:
    """A remark on the quiz, the bot, the question: *this app keeps crashing*, *best bot I've used*."""
    thing = set(words) & tongue.things
    pointed = words[0] in tongue.deictic and len(words) > 1 and words[1] in tongue.being
    pointed = pointed or tuple(words[:2]) in tongue.just_said
    if not thing and not pointed:
        return None
    return Intent.PRAISE if set(words) & tongue.positive else Intent.COMPLAIN
