"""What somebody asks not to be done: *no hint please*, *don't tell me yet*, *überspring das nicht*."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.domain.intent.intents import Intent
from bot.domain.intent.tongue import Phrase, Tongue

_NEAR = 3
"""Words from *no* to what is not wanted: *no more of these hints*."""
_THINGS = frozenset((Intent.HINT, Intent.HELP, Intent.EXPLAIN, Intent.EXAMPLE))
"""What there can be none of; *no, skip* is no refusal."""
_DEEDS = _THINGS | {Intent.SKIP, Intent.REVEAL, Intent.STOP, Intent.NEXT, Intent.LATER}


class _Found(Struct, frozen=True):
    """A phrase in a clause."""

    at: int
    phrase: Phrase
    intent: Intent

    @property
    def end(self) -> int:
        return self.at + len(self.phrase)


def not_refused(words: Sequence[str], tongue: Tongue) -> list[str] | None:
    """The words of a clause without what it says is not to be done, empty if it says nothing else; None if
    it refuses nothing, or tells something besides."""
    if not any(_may_deny(word, tongue) for word in words) or words[0] in tongue.being - tongue.me:
        return None
    phrases = list(_phrases(words, tongue))
    denials = [at for at in range(len(words)) if _denies(words, at, phrases, tongue)]
    wishes = [one for one in phrases if _is_wish(one, phrases, denials, tongue)]
    gone: set[int] = set()
    for wish in wishes:
        gone |= _stretch(wish, words, denials, tongue)
    silent = tongue.function | tongue.fillers | tongue.meta
    covered = gone.union(*(range(one.at, one.end) for one in wishes))
    if not gone or any(word not in silent and at not in covered for at, word in enumerate(words)):
        return None
    left = [word for at, word in enumerate(words) if at not in gone]
    return left if covered - gone else []


def _phrases(words: Sequence[str], tongue: Tongue) -> Iterator[_Found]:
    for at, word in enumerate(words):
        for phrases in (tongue.said, tongue.sure, tongue.opened):
            for phrase, intent in phrases.get(word, ()):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield _Found(at, phrase, intent)


def _may_deny(word: str, tongue: Tongue) -> bool:
    return word in tongue.denies or word in tongue.denies_things


def _denies(words: Sequence[str], at: int, phrases: Sequence[_Found], tongue: Tongue) -> bool:
    """Whether the word there denies: not in a phrase of its own (*don't know*), not in a request (*why don't
    you …*)."""
    if any(one.at <= at < one.end > one.at + 1 and one.intent not in _DEEDS for one in phrases):
        return False
    if words[at] in tongue.denies:
        asks = at > 0 and words[at - 1] in tongue.asks
        return not asks and not (at + 1 < len(words) and words[at + 1] in tongue.you)
    near = range(at + 1, at + 2 + _NEAR)
    return words[at] in tongue.denies_things and any(
        one.intent in _THINGS and one.at in near for one in phrases
    )


def _is_wish(one: _Found, phrases: Sequence[_Found], denials: Sequence[int], tongue: Tongue) -> bool:
    """Whether it says what is to be done, and is no part of something longer, and denies nothing itself."""
    if one.intent not in _DEEDS or one.at in denials:
        return False
    if any(word in tongue.denies for word in one.phrase):
        return False
    return not any(
        len(other.phrase) > len(one.phrase) and other.at <= one.at and one.end <= other.end
        for other in phrases
    )


def _stretch(wish: _Found, words: Sequence[str], denials: Sequence[int], tongue: Tongue) -> set[int]:
    """The places of a wish and of what denies it; none if nothing does."""
    for at in denials:
        if words[at] in tongue.denies_things:
            denied = wish.intent in _THINGS and at < wish.at <= at + 1 + _NEAR
        else:
            denied = at < wish.at or words[at] in tongue.denies_behind
        if denied:
            return set(range(min(at, wish.at), max(at + 1, wish.end)))
    return set()
