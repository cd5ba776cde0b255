"""Two things told apart by what is said of one of them: "mammals are warm-blooded, reptiles are not"."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from bot.domain.marking.comparing.references import Reference, ReferenceToken
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.marking.reading.spot import Spot

_ENDS = ",;.:!"


class Contrast(Struct, frozen=True):
    """What a reference says of two things."""

    names: tuple[frozenset[str], frozenset[str]]
    """Keys of the words that tell each from the other."""
    said: tuple[frozenset[str], frozenset[str]]
    """Keys of what is said of each; nothing of the second one of "RAM is volatile, a disk is not"."""
    affirmed: tuple[bool, bool]
    """Whether each part says that it is so."""
    shared: frozenset[str]
    """Keys of the words that are of both things ("red *cells*, white *cells*"), where they can be told."""


class Clause(Struct, frozen=True):
    """What an answer says of one of the two."""

    thing: int
    said: frozenset[str]
    affirmed: bool


def told_apart(ref: Reference, answer: ReadAnswer, lang: Language) -> bool | None:
    """Whether an answer tells the two things of a reference apart as that does. None for any other answer.

    It is one that says of one of them what the reference says of one, or that it is not so, and of the other
    only that it is so, or is not: "a disk isn't volatile but RAM is". Where the reference says something of
    one thing alone, an answer may say it, or that it is not so, of each, or of the other one alone.
    """
    contrast = _contrast(ref, lang)
    clauses = _clauses(contrast, answer, lang) if contrast is not None else []
    if contrast is None or not clauses or not any(clause.said for clause in clauses):
        return None
    one_sided = not all(contrast.said)
    if all(clause.said for clause in clauses) and not (one_sided and any(c.thing for c in clauses)):
        return None
    said = frozenset[str]().union(*(clause.said for clause in clauses))
    owners = [number for number in (0, 1) if said <= contrast.said[number]]
    if len(owners) != 1:
        return None
    it_is = contrast.affirmed[owners[0]]
    return all((clause.thing == owners[0]) == (clause.affirmed == it_is) for clause in clauses)


def _contrast(ref: Reference, lang: Language) -> Contrast | None:
    """None for a reference that is not of two parts, each with words of its own in front, of which both say
    something, or the last one no more than the contrary of the first ("… a disk is not")."""
    numbers = sorted(set(ref.pieces))
    if len(numbers) != 2:
        return None
    first, second = (
        [token for token, at in zip(ref.tokens, ref.pieces, strict=False) if at == number]
        for number in numbers
    )
    shared = _keys_of(first) & _keys_of(second)
    own = [[token.key for token in part if token.key not in shared] for part in (first, second)]
    affirmed = (all(token.sign > 0 for token in first), all(token.sign > 0 for token in second))
    ends = _says_nothing_last(ref, lang)
    if not all(own) or own[0][0] != first[0].key or (ends and affirmed[0] == affirmed[1]):
        return None
    if ends:
        names = (frozenset(own[0][:1]), frozenset(own[1]))
        return Contrast(names, (frozenset(own[0][1:]), frozenset()), affirmed, shared)
    names = (frozenset(own[0][:1]), frozenset(own[1][:1]))
    said = (_keys_of(first) - names[0], _keys_of(second) - names[1])
    return Contrast(names, said, affirmed, frozenset()) if all(said) else None


def _keys_of(tokens: Iterable[ReferenceToken]) -> frozenset[str]:
    return frozenset(token.key for token in tokens)


def _says_nothing_last(ref: Reference, lang: Language) -> bool:
    """It ends in "… is not", "… does", so that all words of its last part name the thing."""
    last = ref.source.split()[-1].strip(_ENDS).casefold().replace("'", "").replace("’", "")
    return last in lang.helping or last in lang.negations


def _clauses(contrast: Contrast, answer: ReadAnswer, lang: Language) -> list[Clause]:
    """What is said of each thing behind its name, as far as the next one's; empty where words stand before
    the first, a thing comes twice, or it is said to be so and not so."""
    keys = _keys(contrast, answer, lang)
    starts: list[tuple[int, int]] = []
    for at, key in keys.items():
        for thing, names in enumerate(contrast.names):
            if key in names and (not starts or starts[-1][1] != thing):
                starts.append((at, thing))
    things = [thing for _, thing in starts]
    if not starts or len(set(things)) < len(things):
        return []
    if any(key not in contrast.shared for at, key in keys.items() if at < starts[0][0]):
        return []
    ends = [at for at, _ in starts[1:]] + [len(answer.items)]
    found = [
        _clause(contrast, thing, {at: keys.get(at, "") for at in range(start, end)}, answer, lang)
        for (start, thing), end in zip(starts, ends, strict=True)
    ]
    return [clause for clause in found if clause is not None] if None not in found else []


def _keys(contrast: Contrast, answer: ReadAnswer, lang: Language) -> dict[int, str]:
    """The words of meaning by where they stand, as the reference has them; without those of the question."""
    named = frozenset[str]().union(*contrast.names, *contrast.said, contrast.shared)
    meant = {spot.at: key for key in named for spot in answer.spots.get(key, ())}
    keys = {at: meant.get(at, answer.items[at].key) for at in answer.content}
    aside = answer.vocabulary.asked - named
    return {at: key for at, key in keys.items() if key not in aside and not _joins(at, answer, lang)}


def _joins(at: int, answer: ReadAnswer, lang: Language) -> bool:
    return answer.items[at].word.text in lang.breaks


def _clause(
    contrast: Contrast, thing: int, keys: Mapping[int, str], answer: ReadAnswer, lang: Language
) -> Clause | None:
    said = frozenset(filter(None, keys.values())) - contrast.names[thing] - contrast.shared
    words = {at: answer.items[at].word for at in keys}
    turned = {at for at, word in words.items() if word.negation or word.flip}
    turned |= {spot.at for key in said for spot in answer.spots.get(key, ()) if _is_turned(spot, answer)}
    denials = len(turned & words.keys())
    if denials > 1 or not (said or denials or any(word.text in lang.helping for word in words.values())):
        return None
    return Clause(thing=thing, said=said, affirmed=not denials)


def _is_turned(spot: Spot, answer: ReadAnswer) -> bool:
    """The word there is the contrary of what it stands for (*indivisible*)."""
    return spot.sign != answer.items[spot.at].sign
