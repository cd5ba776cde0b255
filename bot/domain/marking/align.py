"""Holds an answer against one reference, word by word."""

from dataclasses import dataclass

from bot.domain.marking.heard import Heard, Spot
from bot.domain.marking.lexicon import DECK, LOOSE, SAME
from bot.domain.marking.sheet import Ref, RefToken

FAR = 1 << 30
_RARE = 4
"""From this rarity a real word is more likely a slip than meant, if one other word is right."""


@dataclass(slots=True)
class Match:
    """How much of a reference is in an answer, and what speaks against it."""

    ref: Ref
    score: float
    """Weight of the matched words by the weight of all, 0 … 1."""
    hits: dict[int, Spot]
    """Index of a reference word -> where it stands."""
    against: list[tuple[int, Spot]]
    """Words of the reference that stand in the answer with the other sign."""
    missing: list[int]

    @property
    def slips(self) -> list[Spot]:
        """Matched words that were typed with a slip."""
        return [spot for spot in self.hits.values() if spot.slip]

    def numbers_off(self, heard: Heard) -> bool:
        """True if the reference has a figure that was not said."""
        said = {token.number for token in heard.items if token.number is not None}
        return any(token.number not in said for token in self.ref.numbers)

    @property
    def places(self) -> set[int]:
        """Positions of the answer's words that are matched."""
        return {at for spot in self.hits.values() for at in range(spot.at, spot.end)}


def match(ref: Ref, heard: Heard, lo: int = 0, hi: int = FAR) -> Match:
    """The best alignment of a reference with the words of an answer from position `lo` to before `hi`."""
    hits: dict[int, Spot] = {}
    against: dict[int, Spot] = {}
    twice: dict[int, list[Spot]] = {}
    lone = len(ref.tokens) == 1
    for index, token in enumerate(ref.tokens):
        spots, other = _find(token, heard, (lo, hi), lone)
        if ref.form:
            spots = [spot for spot in spots if heard.items[spot.at].word.text == ref.form or spot.slip]
        if spots:
            hits[index] = spots[0]
            if len(spots) > 1:
                twice[index] = spots
        elif other is not None:
            against[index] = other
    if twice and len(hits) > 1:
        _draw_together(ref, hits, twice)
    if len(hits) < len(ref.tokens):
        _phrases(ref, heard, (lo, hi), hits, against)
        if not hits and len(ref.tokens) > 1:
            _initials(ref, heard, (lo, hi), hits)
    doubtful = [index for index, spot in hits.items() if spot.doubtful]
    if doubtful:
        sure = len(hits) - len(doubtful)
        for index in doubtful:
            if sure < (1 if heard.items[hits[index].at].word.rarity >= _RARE else 2):
                del hits[index]
    if against:
        _cancel(ref, heard, hits, against)
    missing = [index for index in range(len(ref.tokens)) if index not in hits]
    got = ref.total - sum(ref.tokens[index].weight for index in missing)
    return Match(ref, got / ref.total, hits, sorted(against.items()), missing)


def _find(
    token: RefToken, heard: Heard, within: tuple[int, int], lone: bool
) -> tuple[list[Spot], Spot | None]:
    """The spots of a word with its sign, and one with the other sign.

    A lone word is a name or a term: words of only about its meaning are not taken for it.
    """
    lo, hi = within
    found: list[Spot] = []
    other: Spot | None = None
    for spot in heard.spots.get(token.key, ()):
        if lo <= spot.at < hi:
            if spot.sign == token.sign:
                found.append(spot)
            else:
                other = other or spot
    for group, sign in token.concepts:
        if lone and LOOSE <= group < DECK:
            continue
        for spot in heard.concepts.get(group, ()):
            if lo <= spot.at < hi:
                if spot.sign != sign:
                    other = other or spot
                elif all(spot.at != known.at for known in found):
                    found.append(spot)
    return found, other


def _draw_together(ref: Ref, hits: dict[int, Spot], twice: dict[int, list[Spot]]) -> None:
    """A word that stands in several places is taken where it stands nearest to the weightiest of the others."""
    single = [index for index in hits if index not in twice] or list(hits)
    anchor = hits[max(single, key=lambda index: (ref.tokens[index].weight, -index))].at
    for index, spots in twice.items():
        hits[index] = min(spots, key=lambda spot: (abs(spot.at - anchor), spot.at))


def _phrases(
    ref: Ref, heard: Heard, within: tuple[int, int], hits: dict[int, Spot], against: dict[int, Spot]
) -> None:
    """Phrases of the reference that are said in other words (`learning rate`: `lr`).

    A term is said as a whole or not at all: `square` is no part of `square root`.
    """
    for start, end, group, sign in ref.spans:
        inside = range(start, end)
        if all(index in hits for index in inside):
            continue
        if SAME <= group < LOOSE and end - start > 1:
            for index in inside:
                hits.pop(index, None)
        for spot in heard.concepts.get(group, ()):
            if within[0] <= spot.at < within[1]:
                into = hits if spot.sign == sign else against
                for index in inside:
                    if spot.sign == sign:
                        against.pop(index, None)
                    if index not in hits:
                        into[index] = spot
                if spot.sign == sign:
                    break


def _initials(ref: Ref, heard: Heard, within: tuple[int, int], hits: dict[int, Spot]) -> None:
    """`MSE` for `mean squared error`."""
    letters = ref.initials
    for at, token in enumerate(heard.items):
        if within[0] <= at < within[1] and token.word.text == letters:
            if len(letters) > 2 or token.raw.isupper():
                for index in range(len(ref.tokens)):
                    hits[index] = Spot(at, at + 1, 1)
            return


def _cancel(ref: Ref, heard: Heard, hits: dict[int, Spot], against: dict[int, Spot]) -> None:
    """`does not overfit` says what `prevent overfitting` says: a denial and a word of preventing are one."""
    for index, spot in list(against.items()):
        token = ref.tokens[index]
        before = index - 1
        while before >= 0 and index - before <= 2 and before in hits:
            before -= 1
        preventing = (
            before >= 0 and before not in hits and before not in against and ref.tokens[before].reducing
        )
        if preventing and spot.sign == -token.sign:
            hits[before] = hits[index] = spot
            del against[index]


def close(found: Match, slack: int = 6) -> bool:
    """The matched words stand together, with no more than so many other words between them."""
    places = found.places
    return not places or max(places) - min(places) < len(places) + slack
