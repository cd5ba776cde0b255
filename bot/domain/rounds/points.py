"""Points of a round, in quarters of a point, so that sums are exact.

Typed recall earns twice what choosing earns. Being right earns whole points, a part of the answer as many
whole points as there are in its part. A right answer earns a quarter more at most, in steps, for being quick.
"""

from bot.domain.question import OFFERED, Explain, Gaps, ListOf, Match, Question

CHOSEN = 4
"""Quarters for a right choice."""
TYPED = 8
"""Quarters for a right typed answer."""
QUARTERS = 4
"""Quarters of a point."""
QUICK_PART = 4
"""Being quick adds this part of what the answer is worth: one of four."""


def worth(question: Question) -> int:
    """What a right answer to this question earns, not counting how quick it was."""
    return CHOSEN if question.kind in OFFERED else TYPED


def worth_in_time(question: Question, credit: float, *, right: bool, used: float) -> int:
    """What an answer earns; `used` is the share of the time that had passed, 0 … 1.

    The bonus is whole in the first third of the time, half of it in the second, none in the last.
    """
    base = worth(question)
    quick = base // QUICK_PART
    if not right:
        return int(base * min(max(credit, 0.0), 1.0)) // QUARTERS * QUARTERS
    if used <= 1 / 3:
        return base + quick
    return base + (quick // 2 if used <= 2 / 3 else 0)


def quick_part(question: Question, points: int) -> int:
    """What of the points that somebody earned there was for being quick."""
    return max(0, points - worth(question))


def share(question: Question, new: int, whole: int) -> int:
    """What `new` of `whole` parts of an answer earn."""
    return worth(question) * min(new, whole) // max(whole, 1)


def parts_there(question: Question, have: tuple[str, ...]) -> int:
    """How many parts of a whole answer are there; what is welcome but not needed is none of them."""
    ideas = question.ideas if isinstance(question, Explain) else ()
    welcome = {idea.name for idea in ideas if not idea.needed}
    return min(parts_of(question), sum(1 for name in have if name not in welcome))


def parts_of(question: Question) -> int:
    """Of how many parts a whole answer consists."""
    match question:
        case ListOf(need=need):
            return need
        case Explain(ideas=ideas, enough=enough):
            return enough or max(1, sum(1 for idea in ideas if idea.needed))
        case Match(pairs=parts) | Gaps(gaps=parts):
            return len(parts)
        case _:
            return 1
