"""Two readers and a table: how probably is an answer right, and is that enough to say so?

The first reader (`judge.py`) says what it found, with its reasons; the second (`coverage.py`) how far
answer and reference cover each other. A table of weights, fitted on labelled answers by
`benchmarks/fit_marker.py`, makes one probability of both (logistic regression). Above the high cut what
the first reader takes for right is right; below the low one an answer is wrong; between them nobody
knows, and the person is asked. No weight overrules a veto: what one speaks against is never right.
"""

import heapq
import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.coverage import Coverage, Kind, Plain, cover, plain_of
from bot.domain.marking.comparing.judge import First
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.token import Token
from bot.domain.marking.verdict import VETOES, Mark, Reason, Verdict

_PRECISION = 0.5
"""Of two references the one that is covered better is compared; what is said besides counts half."""
_UNCOVERED = 0.2
"""So little of a reference said is as good as nothing."""
_MOST_SLIPS, _MANY = 3, 10
_MOST = 0.999
"""What is doubtful is never worth as much as what is right."""
_MOST_REFERENCES = 3
"""So many accepted wordings are looked at by the second reader: those that share most words."""


class Table(Struct, frozen=True):
    """The weights by the name of the fact, and the cuts."""

    weights: Mapping[str, float]
    constant: float
    high: float
    """From here on what the first reader takes for right is right."""
    low: float
    """Up to here an answer is wrong, where the author gave nothing but a reference or two."""
    low_authored: float
    """The same, where the author gave several wordings: what is like none of them is more surely wrong."""
    authored: int
    """From so many wordings on."""


@lru_cache(maxsize=1)
def table() -> Table:
    """The shipped table."""
    source = resources.files("bot.domain.marking.language") / "data" / "weights.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    cuts = data["cuts"]
    return Table(
        weights=data["weights"],
        constant=data["constant"],
        high=cuts["high"],
        low=cuts["low"],
        low_authored=cuts["low_authored"],
        authored=cuts["authored"],
    )


def settled(first: First, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> Verdict:
    """The verdict of both readers."""
    verdict = first.verdict
    if first.certain or verdict.mark is Mark.UNREADABLE or not compiled.plain:
        return verdict
    likely = probability(facts(first, answer, compiled, lexicon))
    if verdict.passed:
        return verdict if likely >= table().high else _doubtful(verdict, likely)
    if likely <= low_cut(compiled):
        reason = verdict.reason if verdict.mark is Mark.WRONG else Reason.UNRELATED
        return replace(verdict, mark=Mark.WRONG, reason=reason, credit=0.0)
    return _doubtful(verdict, likely)


def low_cut(compiled: CompiledQuestion) -> float:
    """Up to which probability an answer to this question is wrong."""
    cuts = table()
    wordings = len(compiled.plain) + len(compiled.misses) + sum(map(len, compiled.groups))
    return cuts.low_authored if wordings >= cuts.authored else cuts.low


def _doubtful(verdict: Verdict, likely: float) -> Verdict:
    credit = min(round(likely, 3), _MOST)
    return replace(verdict, mark=Mark.DOUBTFUL, reason=Reason.UNSURE, credit=credit, slip=None)


def probability(known: Mapping[str, float]) -> float:
    """How probably an answer is right by the table; 0 … 1."""
    cuts = table()
    total = cuts.constant + sum(cuts.weights[name] * value for name, value in known.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def facts(first: First, answer: ReadAnswer, compiled: CompiledQuestion, lexicon: Lexicon) -> dict[str, float]:
    """What both readers found, as numbers of about 0 … 1; a table has a weight for each."""
    said = heard(first, answer, lexicon)
    wanted, covered = nearest_of(compiled.plain, said)
    return {
        **_of_first(first, covered),
        **_of_second(first, wanted.kind, covered),
        **_of_author(first, covered, compiled, said),
    }


def heard(first: First, answer: ReadAnswer, lexicon: Lexicon) -> Plain:
    """The answer as the second reader hears it. Where the first one takes it for right, without the words
    that have nothing to do with any answer: right answers are often said at length, but what makes none right
    must not help one that is not."""
    lang, asked = lexicon.language, answer.vocabulary.asked
    if not first.verdict.passed or first.found is None:
        return plain_of(answer.items, answer.text, lang, asked)
    own = first.found.match.places
    kept = [at for at, one in enumerate(answer.items) if at in own or not _is_foreign(one, answer)]
    if len(kept) == len(answer.items):
        return plain_of(answer.items, answer.text, lang, asked)
    items = [answer.items[at] for at in kept]
    return plain_of(items, " ".join(one.raw for one in items), lang, asked)


def _is_foreign(token: Token, answer: ReadAnswer) -> bool:
    """A word of meaning that is neither of any answer nor of the question."""
    words = answer.vocabulary
    return token.content and token.key not in words.keys and token.key not in words.asked


def _of_first(first: First, covered: Coverage) -> dict[str, float]:
    right, reason, found = first.verdict.passed, first.verdict.reason, first.found
    slips = len(found.match.slips) if found is not None else 0
    whole = found is not None and len(found.match.hits) + len(found.match.against) >= len(
        found.match.ref.tokens
    )
    vetoed = reason in VETOES
    return {
        "right": float(right),
        "score_if_not_right": 0.0 if right or found is None else found.score,
        "slips": min(slips, _MOST_SLIPS) / _MOST_SLIPS,
        "veto_by_recall": vetoed * covered.recall,
        "veto_on_all_of_it": float(vetoed and whole),
        "stuffed": float(reason is Reason.STUFFED),
        "negated": float(reason is Reason.NEGATED),
    }


def _of_second(first: First, kind: Kind, covered: Coverage) -> dict[str, float]:
    right = first.verdict.passed
    nothing = covered.recall < _UNCOVERED and not right
    slip = first.found is not None and bool(first.found.match.slips)
    strange = covered.strange
    return {
        "precision_if_not_right": 0.0 if right else covered.precision,
        "missing": covered.missing,
        "extra": covered.extra,
        "strange_over_2": float(strange > 2),
        "strange_over_3": float(strange > 3),
        "strange_over_4": float(strange > 4),
        "strange_over_6": float(strange > 6),
        "longer": max(0.0, min(2.0, covered.longer)),
        "shorter": max(0.0, min(2.5, -covered.longer)),
        "words_of_reference": min(covered.wanted, 10) / 10,
        "slip_in_lone": float(kind.lone and slip),
        "nothing_of_sentence": float(nothing and kind is Kind.SENTENCE),
        "nothing_of_name": float(nothing and kind is Kind.NAME),
        "nothing_of_number": float(nothing and kind is Kind.NUMBER),
    }


def _of_author(first: First, covered: Coverage, compiled: CompiledQuestion, said: Plain) -> dict[str, float]:
    """What follows from the author's lists: an answer may be nearer to a miss than to what is right."""
    miss = likeness(nearest_of(compiled.misses, said)[1]) - likeness(covered) if compiled.misses else 0.0
    wordings = len(compiled.plain) + len(compiled.misses)
    return {
        "nearer_to_a_miss": max(0.0, miss),
        "nearer_than_any_miss": max(0.0, -miss),
        "wordings_if_not_right": 0.0 if first.verdict.passed else min(wordings - 1, _MANY) / _MANY,
    }


def likeness(covered: Coverage) -> float:
    """How like a wording an answer is; 0 … 1."""
    return (covered.recall + _PRECISION * covered.precision) / (1 + _PRECISION)


def nearest_of(wordings: Sequence[Plain], said: Plain) -> tuple[Plain, Coverage]:
    """The wording that an answer covers best, and how."""
    if len(wordings) > _MOST_REFERENCES:
        wordings = heapq.nlargest(_MOST_REFERENCES, wordings, key=lambda one: len(one.keys & said.keys))
    return max(((one, cover(one, said)) for one in wordings), key=lambda both: likeness(both[1]))
