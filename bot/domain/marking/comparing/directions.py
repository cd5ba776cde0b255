"""What rises and what falls: each word of a direction belongs to a thing, and must go the reference's way.

In *a larger area gives more resistance* two words are of one pair of contraries, and both are said by
*larger*; so it is of no use to ask whether such a word is there. What counts is what it is said of.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import SAME
from bot.domain.marking.reading.token import Token

if TYPE_CHECKING:
    from bot.domain.marking.comparing.align import Match
    from bot.domain.marking.reading.read_answer import ReadAnswer

Ends = Sequence[tuple[int, int]]
"""Pairs of contraries that a word belongs to, each with the end it is at: 1 or -1."""

_RUN = 2
"""Words of a thing behind it that are heeded: *air resistance*."""
_BEFORE = 4
"""So many words back a thing may stand: *the price is going to* rise."""
_BREAKS = frozenset(",;:.()")


class Direction(Struct, frozen=True):
    """A word of a direction, and what it is said of."""

    word: int
    """Where it stands."""
    thing: int
    group: int
    sign: int


class Turn(Enum):
    """How the directions of an answer are to those of a reference."""

    NONE = auto()
    ALL = auto()
    """Several, and each the other way: the same law told from the other side, or its contrary."""
    SOME = auto()
    """Some the other way, or the only one."""


def directions(items: Sequence[Token], words: Mapping[int, Ends], lang: Language) -> tuple[Direction, ...]:
    """For each word of a direction (at its position, with its ends) the things it is said of.

    That is what stands right behind it (*less inertia*), else what stands before it (*the speed falls*), and
    what is joined to that by an "and" and has no direction of its own.
    """
    things = {at: _behind(items, at, words, lang) or _before(items, at, words, lang) for at in words}
    for at in words:
        others = [other for other in words if other != at and _is_alike(words, other, at)]
        if _has_no_noun(items, at, lang):
            things[at] = [thing for other in others for thing in things[other]]
        else:
            theirs = {thing for other in others for thing in things[other]}
            things[at] = [thing for thing in things[at] if thing not in theirs or thing == things[at][0]]
    taken = {thing for found in things.values() for thing in found}
    return tuple(
        Direction(word=at, thing=thing, group=group, sign=sign)
        for at, found in things.items()
        for thing in (*found, *_joined(items, found, taken, lang))
        for group, sign in words[at]
    )


def turn_of(found: "Match", answer: "ReadAnswer", lang: Language) -> Turn:
    """How an answer's directions are to those of the reference it is held against."""
    if not found.ref.directions:
        return Turn.NONE
    return turned(found.ref.directions, directions_of(found, answer, lang))


def directions_of(found: "Match", answer: "ReadAnswer", lang: Language) -> tuple[Direction, ...]:
    """Those of an answer; things are numbered as in the reference it is held against, others left out."""
    words: dict[int, list[tuple[int, int]]] = {}
    for group, spots in answer.concepts.items():
        for spot in spots if group < SAME else ():
            words.setdefault(spot.at, []).append((group, spot.sign))
    keys = [token.key for token in found.ref.tokens]
    things = {spot.at: keys.index(keys[n]) for n, spot in found.hits.items()}
    return tuple(
        replace(one, thing=things[one.thing])
        for one in directions(answer.items, words, lang)
        if one.thing in things
    )


def turned(wanted: Sequence[Direction], said: Sequence[Direction]) -> Turn:
    """How what is said of the same things goes: the things of both are numbered alike."""
    kept: list[Direction] = []
    other: list[Direction] = []
    for (thing, group), signs in _by_thing(said).items():
        mine = [one for one in wanted if (one.thing, one.group) == (thing, group)]
        (other if signs.isdisjoint(one.sign for one in mine) else kept).extend(mine)
    if not other:
        return Turn.NONE
    firm = {one.thing for one in kept} - {one.thing for one in other}
    return Turn.ALL if len({one.word for one in other}) > 1 and not firm else Turn.SOME


def _by_thing(said: Sequence[Direction]) -> Mapping[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = {}
    for one in said:
        found.setdefault((one.thing, one.group), set()).add(one.sign)
    return found


def _behind(items: Sequence[Token], at: int, words: Mapping[int, Ends], lang: Language) -> list[int]:
    found: list[int] = []
    for n in range(at + 1, len(items)):
        token = items[n]
        if _is_alike(words, n, at) or _is_break(items, n, lang):
            break
        if _is_thing(token, lang):
            found.append(n)
        elif found or not _is_passed_by(token, lang):
            break
        if len(found) == _RUN:
            break
    return found


def _before(items: Sequence[Token], at: int, words: Mapping[int, Ends], lang: Language) -> list[int]:
    for n in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        if _is_alike(words, n, at) or _is_break(items, n + 1, lang) or items[n].word.text in lang.and_words:
            break
        if _is_thing(items[n], lang):
            return [n]
    return []


def _joined(items: Sequence[Token], found: Sequence[int], taken: set[int], lang: Language) -> Iterator[int]:
    """*Price* and quantity rise."""
    for way, joint in ((-1, min(found, default=0) - 1), (1, max(found, default=len(items)) + 1)):
        other = joint + way
        if not (0 <= joint < len(items) and 0 <= other < len(items)) or other in taken:
            continue
        if items[joint].word.text in lang.and_words and _is_thing(items[other], lang):
            yield other


def _has_no_noun(items: Sequence[Token], at: int, lang: Language) -> bool:
    """Minor has a small third, major *a large*: the noun stands with the other one."""
    ends = at + 1 == len(items) or _is_break(items, at + 1, lang)
    return ends and at > 0 and items[at - 1].word.text in lang.articles


def _is_alike(words: Mapping[int, Ends], one: int, other: int) -> bool:
    """Both are of one pair of contraries: neither is said of the other."""
    return not {group for group, _ in words.get(one, ())}.isdisjoint(group for group, _ in words[other])


def _is_break(items: Sequence[Token], at: int, lang: Language) -> bool:
    """A clause ends between that word and the one before it."""
    token = items[at]
    parted = not token.tied and any(sign in _BREAKS for sign in token.gap)
    return parted or token.clause != items[at - 1].clause or token.word.text in lang.and_words


def _is_thing(token: Token, lang: Language) -> bool:
    return token.content and token.word.text not in lang.light


def _is_passed_by(token: Token, lang: Language) -> bool:
    return token.word.text in lang.articles or token.word.text in lang.light
