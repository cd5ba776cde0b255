"""Holds an answer against one reference, word by word."""

from msgspec import Struct

from bot.domain.marking.comparing.asked import FORM
from bot.domain.marking.comparing.references import Reference, ReferenceToken
from bot.domain.marking.language.lexicon import LOOSE, SAME
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.spot import Spot

_PAIR = 2
_TURNED = 3

_NOWHERE: tuple[list[Spot], None] = ([], None)


class Match(Struct):
    """How much of a reference is in an answer, and what speaks against it."""

    ref: Reference
    score: float
    """Weight of the matched words by the weight of all, 0 … 1."""
    hits: dict[int, Spot]
    """Index of a reference word -> where it stands."""
    against: list[tuple[int, Spot]]
    """Words of the reference that stand in the answer with the other sign."""
    missing: list[int]
    _places: set[int] | None = None

    @property
    def slips(self) -> list[Spot]:
        """Matched words that were typed with a slip."""
        return [spot for spot in self.hits.values() if spot.slip]

    def numbers_off(self, answer: ReadAnswer) -> bool:
        """True if the reference has a figure that was not said."""
        said = {token.number for token in answer.items if token.number is not None}
        return any(token.number not in said for token in self.ref.numbers)

    @property
    def places(self) -> set[int]:
        """Positions of the answer's words that are matched."""
        if self._places is None:
            self._places = {at for spot in self.hits.values() for at in range(spot.at, spot.end)}
        return self._places


def is_touched(ref: Reference, answer: ReadAnswer) -> bool:
    """False if no word of a reference is there; most of a question's references end here."""
    return not (
        ref.keys.isdisjoint(answer.spots)
        and ref.groups.isdisjoint(answer.concepts)
        and ref.initials not in answer.texts
    )


def match(ref: Reference, answer: ReadAnswer) -> Match:
    """The best alignment of a reference with the words of an answer, or of a part of one."""
    if ref.keys.isdisjoint(answer.spots) and ref.groups.isdisjoint(answer.concepts):
        return _nothing(ref, answer)
    hits: dict[int, Spot] = {}
    against: dict[int, Spot] = {}
    twice: dict[int, list[Spot]] = {}
    for index, token in enumerate(ref.tokens):
        spots, other = _find(token, answer)
        if ref.form:
            spots = [spot for spot in spots if _is_form(ref.form, spot, answer)]
        if len(spots) > 1 and answer.items[spots[0].at].key == token.key:
            spots = [spot for spot in spots if answer.items[spot.at].key == token.key]
        if spots:
            hits[index] = spots[0]
            if len(spots) > 1:
                twice[index] = spots
        elif other is not None:
            against[index] = other
    if twice and len(hits) > 1:
        _draw_together(ref, hits, twice)
    return _completed(ref, answer, hits, against)


def _is_form(form: str, spot: Spot, answer: ReadAnswer) -> bool:
    """The word stands in that form: to the letter where the question asks for one."""
    said = answer.items[spot.at]
    if FORM in answer.vocabulary.asked:
        return said.raw.casefold() == form
    return said.word.text == form or bool(spot.slip)


def _nothing(ref: Reference, answer: ReadAnswer) -> Match:
    """No word of the reference is there; it may still be there by its initials."""
    hits = _initials(ref, answer) if ref.initials in answer.texts else {}
    return Match(ref, 1.0 if hits else 0.0, hits, [], [] if hits else list(range(len(ref.tokens))))


def _completed(ref: Reference, answer: ReadAnswer, hits: dict[int, Spot], against: dict[int, Spot]) -> Match:
    """The match, after phrases, doubtful slips and denials that cancel out are looked at."""
    if ref.spans and len(hits) < len(ref.tokens):
        _phrases(ref, answer, hits, against)
    if not hits and ref.initials in answer.texts:
        hits = _initials(ref, answer)
    if answer.capitals and len(hits) < len(ref.tokens) and len(ref.tokens) > _PAIR:
        _abbreviated(ref, answer, hits)
    if 1 < len(hits) < len(ref.tokens) and len(ref.keys) < len(ref.tokens):
        _count_once(ref, hits)
    if answer.doubts:
        _drop_doubtful(hits)
    if answer.denials and any(_is_turned(ref, index, spot, answer) for index, spot in hits.items()):
        _settle_turned(ref, answer, hits, against)
    if against and ref.reducing:
        _cancel(ref, hits, against)
    if len(hits) == len(ref.tokens):
        return Match(ref, 1.0, hits, sorted(against.items()), [])
    missing = [index for index in range(len(ref.tokens)) if index not in hits]
    got = ref.total
    for index in missing:
        got -= ref.tokens[index].weight
    return Match(ref, got / ref.total, hits, sorted(against.items()), missing)


def _count_once(ref: Reference, hits: dict[int, Spot]) -> None:
    """A word that stands twice in a reference counts once if it is all that was said of it."""
    first, *rest = hits
    if all(ref.tokens[index].key == ref.tokens[first].key for index in rest):
        for index in rest:
            if hits[index].at == hits[first].at:
                del hits[index]


def _drop_doubtful(hits: dict[int, Spot]) -> None:
    """A slip that made another word counts only beside a word that is right."""
    doubtful = [index for index, spot in hits.items() if spot.doubtful]
    if len(doubtful) == len(hits):
        for index in doubtful:
            del hits[index]


def _find(token: ReferenceToken, answer: ReadAnswer) -> tuple[list[Spot], Spot | None]:
    """The spots of a word with its sign, and one with the other sign."""
    places = answer.spots.get(token.key)
    if places is None and not (answer.concepts and token.concepts):
        return _NOWHERE
    found: list[Spot] = []
    other: Spot | None = None
    for spot in places or ():
        if spot.sign == token.sign:
            found.append(spot)
        else:
            other = other or spot
    if answer.concepts:
        for group, sign in token.concepts:
            for spot in answer.concepts.get(group, ()):
                if spot.sign != sign:
                    other = other or spot
                elif all(spot.at != known.at for known in found):
                    found.append(spot)
    return found, other


def _draw_together(ref: Reference, hits: dict[int, Spot], twice: dict[int, list[Spot]]) -> None:
    """A word that stands in several places is taken where it stands nearest to the weightiest of the
    others.
    """
    single = [index for index in hits if index not in twice] or list(hits)
    middle = max(single, key=lambda index: (ref.tokens[index].weight, -index))
    anchor = hits[middle].at
    for index, spots in twice.items():
        if index != middle:
            hits[index] = min(spots, key=lambda spot: (_off(spot.at - anchor, index - middle), spot.at))


def _off(said: int, meant: int) -> int:
    """The distance of two words; more if they stand the other way round than in the reference."""
    return abs(said) + (_TURNED if said * meant < 0 else 0)


def _phrases(ref: Reference, answer: ReadAnswer, hits: dict[int, Spot], against: dict[int, Spot]) -> None:
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
        for spot in answer.concepts.get(group, ()):
            if spot.sign == sign:
                for index in inside:
                    against.pop(index, None)
                    hits.setdefault(index, spot)
                break
            for index in inside:
                if index not in hits:
                    against[index] = spot


def _initials(ref: Reference, answer: ReadAnswer) -> dict[int, Spot]:
    """`MSE` for `mean squared error`; letters that make a small word (*who*) only in capitals."""
    for at in range(answer.lo, min(answer.hi, len(answer.items))):
        token = answer.items[at]
        if token.word.text != ref.initials:
            continue
        if token.raw.isupper() or (len(ref.initials) > 2 and not token.word.stop):
            return {index: Spot(at, at + 1, 1) for index in range(len(ref.tokens))}
    return {}


def _abbreviated(ref: Reference, answer: ReadAnswer, hits: dict[int, Spot]) -> None:
    """`LV` for the left ventricle in a longer reference."""
    for letters, at in answer.capitals:
        start = ref.initials.find(letters)
        run = range(start, start + len(letters))
        if start >= 0 and answer.lo <= at < answer.hi and not any(index in hits for index in run):
            hits.update(dict.fromkeys(run, Spot(at, at + 1, answer.items[at].sign)))


def _is_turned(ref: Reference, index: int, spot: Spot, answer: ReadAnswer) -> bool:
    """`not the same` for `different`: the contrary word, denied."""
    said = answer.items[spot.at]
    contrary = said.key not in ref.keys and not said.word.flip and not said.word.negation
    return contrary and said.sign < 0 < ref.tokens[index].sign


def _settle_turned(
    ref: Reference, answer: ReadAnswer, hits: dict[int, Spot], against: dict[int, Spot]
) -> None:
    """A denial that made a contrary right is used up: the other words of its clause stand as they are.

    It needs one of them beside it: in "A and B, but A isn't simpler" B is not said to be harder.
    """
    turned = [index for index, spot in hits.items() if _is_turned(ref, index, spot, answer)]
    clauses = {answer.items[hits[index].at].clause for index in turned}
    for index, spot in list(against.items()):
        if answer.items[spot.at].key == ref.tokens[index].key and answer.items[spot.at].clause in clauses:
            hits[index] = spot
            del against[index]
    for index in turned:
        clause = answer.items[hits[index].at].clause
        others = [spot for other, spot in hits.items() if other not in turned]
        if others and not any(answer.items[spot.at].clause == clause for spot in others):
            del hits[index]


def _cancel(ref: Reference, hits: dict[int, Spot], against: dict[int, Spot]) -> None:
    """`does not overfit` says what `prevent overfitting` says: a denial and a word of preventing are one."""
    for index, spot in list(against.items()):
        token = ref.tokens[index]
        near = [n for n in range(index - 2, index + 3) if 0 <= n < len(ref.tokens) and n != index]
        free = [n for n in near if n not in hits and n not in against and ref.tokens[n].reducing]
        if free and spot.sign == -token.sign:
            hits[free[0]] = hits[index] = spot
            del against[index]


def said_again(found: Match, answer: ReadAnswer) -> set[int]:
    """Positions of the matched words, of other words of the same meaning, and of other accepted answers."""
    again = {
        at
        for at in answer.content
        if answer.items[at].key in answer.vocabulary.named and answer.items[at].sign > 0
    }
    for token in found.ref.tokens:
        again.update(at for spot in _find(token, answer)[0] for at in range(spot.at, spot.end))
    return again | found.places


def close(found: Match, slack: int = 6) -> bool:
    """The matched words stand together, with no more than so many other words between them."""
    places = found.places
    return not places or max(places) - min(places) < len(places) + slack
