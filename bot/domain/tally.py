"""What many said to one question, without saying who. Pure."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from bot.domain.question import Choice, Question

FEW = 5
"""Fewer answers than that are not counted out loud: a share of three is a person."""
ALIKE = 3
"""So many must have typed a mistake in the same words before it is repeated."""
VOTED = 2
"""So many must have chosen an option of a poll before it is called the commonest miss."""
LONGEST = 40
"""Characters of a mistake that is repeated."""


class Said(Struct, frozen=True, kw_only=True):
    """One person's first answer."""

    text: str
    right: bool
    doubtful: bool = False
    """Nobody can tell whether it is right."""


class Tally(Struct, frozen=True, kw_only=True):
    """What it came to."""

    answered: int
    right: int
    doubtful: int = 0
    """Answers of which nobody can tell; they are counted apart, and are none of `answered`."""
    miss: str = ""
    """The commonest mistake; empty where there is none to tell."""

    @property
    def told(self) -> bool:
        """Enough answered for a share to point at nobody."""
        return self.answered >= FEW

    @property
    def percent(self) -> int:
        """The share that was right, of a hundred."""
        return round(100 * self.right / self.answered) if self.answered else 0


def tally(question: Question, votes: Sequence[int], said: Sequence[Said]) -> Tally:
    """Votes of an anonymous poll (by option, as it was sent) and first answers together."""
    options = question.options if isinstance(question, Choice) else ()
    by_option = list(zip(options, votes, strict=False))
    doubtful = sum(one.doubtful for one in said)
    said = [one for one in said if not one.doubtful]
    answered = sum(votes) + len(said)
    right = sum(one.right for one in said)
    if isinstance(question, Choice) and question.right < len(votes):
        right += votes[question.right]
    missed = Counter({option.text: count for option, count in by_option if count})
    if isinstance(question, Choice):
        missed.pop(question.options[question.right].text, None)
    typed, spelt = Counter[str](), dict[str, str]()
    for one in said:
        if not one.right and (text := one.text.strip().rstrip(".!?")):
            typed[_alike(text)] += 1
            spelt.setdefault(_alike(text), text)
    return Tally(answered=answered, right=right, doubtful=doubtful, miss=_commonest(missed, typed, spelt))


def _commonest(voted: Counter[str], typed: Counter[str], spelt: dict[str, str]) -> str:
    found = [(count, text) for text, count in voted.items() if count >= VOTED]
    found += [
        (count, spelt[key]) for key, count in typed.items() if count >= ALIKE and len(spelt[key]) <= LONGEST
    ]
    return max(found, key=lambda one: one[0])[1] if found else ""


def _alike(text: str) -> str:
    words = text.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)
