"""Asked which of two is heavier, or first: which of them an answer says that of, in its own words or the contrary.

*The electron is lighter* names the proton, *the proton is lighter than the electron* does not.
"""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.judge import quote_of
from bot.domain.marking.comparing.references import spans_in
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.verdict import Mark, Reason, Verdict


def by_comparison(answer: ReadAnswer, compiled: CompiledQuestion) -> Verdict | None:
    """The verdict on an answer to "which is …, X or Y?" that says it, or its contrary, of one of them; and on one
    to "which is the …?" that says the contrary of the right one. None for any other answer.
    """
    asked = compiled.compared
    if asked is None or answer.denials:
        return None
    ends = spans_in(answer.items, asked.spans)
    if len({start for start, *_ in ends}) != 1:
        return None
    start, _, group, sign = ends[0]
    of_right = _said_of(start, answer, compiled)
    if of_right is None:
        return None
    right = of_right == (sign == asked.ends[group])
    if right and compiled.place < 0:
        return None  # said of the one that is asked for: whatever else is said is looked at as ever
    return Verdict(
        mark=Mark.RIGHT if right else Mark.WRONG,
        reason=Reason.SAME_MEANING if right else Reason.CONTRARY,
        credit=float(right),
        quote=quote_of(set(range(len(answer.items))), answer),
    )


def _said_of(start: int, answer: ReadAnswer, compiled: CompiledQuestion) -> bool | None:
    """Whether what stands there is said of the right one, or (False) of the other; None if of neither, or of
    both. It is said of what stands before it in the sentence, with nothing but words of the question between."""
    clause = answer.items[start].clause
    keys = [answer.items[at].key for at in answer.content if at < start and answer.items[at].clause == clause]
    named = {_is_right(key, compiled) for key in keys if key not in compiled.asked}
    return named.pop() if len(named) == 1 else None


def _is_right(key: str, compiled: CompiledQuestion) -> bool | None:
    if key in compiled.vocabulary.alternatives:
        return False
    return True if any(key in ref.keys for ref in compiled.accept) else None
