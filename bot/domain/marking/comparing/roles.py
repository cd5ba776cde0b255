"""Swapped roles: the right words, said of the wrong things."""

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.references import ReferenceToken
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer


def swapped(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """What stood before a "to", "than" or "per" stands behind it, and the other way round."""
    source = " ".join(found.ref.source.casefold().split())
    words = source.split()
    for kind in lang.oriented:
        places = [at for at, token in enumerate(answer.items) if token.word.text in kind]
        middles = [n for n, word in enumerate(words) if word in kind and 0 < n < len(words) - 1]
        for middle in middles if places else ():
            before, after = _of_one_part(*_sides(found, len(" ".join(words[:middle]))), found)
            if any(_exchanged(before, after, place, found, answer) for place in places):
                return True
    return False


def _of_one_part(before: set[int], after: set[int], found: Match) -> tuple[set[int], set[int]]:
    """Those of the clause in which the place between them stands."""
    pieces = found.ref.pieces
    if not before or not after:
        return set(), set()
    piece = pieces[max(before)]
    return {n for n in before if pieces[n] == piece}, {n for n in after if pieces[n] == piece}


def _exchanged(before: set[int], after: set[int], place: int, found: Match, answer: ReadAnswer) -> bool:
    """Around that place of the answer stands in front what the reference has behind, and the other way; but
    "velocity's rate" is the rate of velocity."""
    said = {
        n: found.hits[n].at
        for n in before | after
        if n in found.hits and not answer.items[found.hits[n].at].raw.endswith("'s")
    }
    left = {n for n, at in said.items() if at < place}
    right = {n for n, at in said.items() if at > place}
    return bool(left & after and right & before and not right & after)


def outdone(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "Aluminium is lighter than steel" said as "steel is lighter": what stood behind "than" has it."""
    words = found.ref.source.casefold().split()
    middle = next((n for n, word in enumerate(words) if word in lang.than and 0 < n < len(words) - 1), 0)
    if not middle or found.against or any(token.word.text in lang.than for token in answer.items):
        return False
    before, after = _sides(found, len(" ".join(words[:middle])))
    said, other = ([found.hits[n].at for n in side if n in found.hits] for side in (before, after))
    unsaid = words[0] in lang.subjects or min(before, default=0) not in found.hits
    return bool(said and other) and unsaid and max(other) < min(said)


def levelled(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "X is a, Y is b" said as "both are a"."""
    first = next((token for token in answer.items if token.word.text not in lang.articles), None)
    if first is None or first.word.text not in lang.both or first.word.text in found.ref.source.casefold():
        return False
    pieces, tokens = found.ref.pieces, found.ref.tokens
    said = sum(pieces.count(piece) > 1 for piece in set(pieces))
    denied = any(
        pieces.count(piece) == 1 and one.sign < 0 for one, piece in zip(tokens, pieces, strict=False)
    )
    return said > 1 or (said == 1 and denied)


def crossed(found: Match, answer: ReadAnswer) -> bool:
    """ "X is a, Y is b" said as "X is b, Y is a": what is said of one thing belongs to the other."""
    pieces, tokens = found.ref.pieces, found.ref.tokens
    members = {piece: [n for n in range(len(tokens)) if pieces[n] == piece] for piece in set(pieces)}
    parts = [inside for _, inside in sorted(members.items()) if len(inside) > 1]
    if len(parts) < 2:
        return False
    subjects = [part[0] for part in parts]
    keys = [tokens[n].key for n in subjects]
    if len(set(keys)) < len(keys) or any(n not in found.hits for n in subjects):
        return False
    stands = sorted((found.hits[n].at, number) for number, n in enumerate(subjects))
    right = 0
    wrong: list[int] = []
    for number, part in enumerate(parts):
        for n in part[1:]:
            if n not in found.hits or tokens[n].key in keys or _common(tokens[n], n, parts, found):
                continue
            place = found.hits[n].at
            owner = next((who for at, who in reversed(stands) if at <= place), stands[0][1])
            if owner == number:
                right += 1
            else:
                wrong.append(number)
    return len(wrong) > right or len(set(wrong)) > 1


def ends_exchanged(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "Dog inherits from Animal" said as "Animal inherits from Dog": all that stands before a word of the
    reference stands behind it, and something from behind it before it. A passive may turn them round."""
    tokens, hits, pieces = found.ref.tokens, found.hits, found.ref.pieces
    passive = any(token.word.text in lang.agents for token in answer.items)
    if passive or any(n not in hits for n in range(len(tokens))):
        return False
    for middle in range(1, len(tokens) - 1):
        if pieces[middle - 1] != pieces[middle]:
            continue
        place = hits[middle].at
        clause = answer.items[place].clause
        before = [hits[n].at for n in range(middle)]
        after = [hits[n].at for n in range(middle + 1, len(tokens))]
        near = all(answer.items[at].clause == clause for at in (*before, *after))
        if near and min(before) > place and any(at < place for at in after):
            return True
    return False


def figures_exchanged(found: Match, answer: ReadAnswer) -> bool:
    """ "30 compressions to 2 breaths" said as "2 compressions to 30 breaths": each has the other's noun."""
    tokens, hits = found.ref.tokens, found.hits
    bound = [
        (n, n + 1)
        for n in range(len(tokens) - 1)
        if tokens[n].key.startswith("#")
        and not tokens[n + 1].key.startswith("#")
        and {n, n + 1} <= hits.keys()
    ]
    nouns = {hits[noun].at: noun for _, noun in bound}
    said = [(figure, _noun_behind(hits[figure].at, nouns, answer), noun) for figure, noun in bound]
    other = [noun for _, behind, noun in said if behind >= 0 and behind != noun]
    return len(other) > 1


def _noun_behind(at: int, nouns: dict[int, int], answer: ReadAnswer) -> int:
    """The noun that follows a figure, as an index of the reference; -1 if it is none of the nouns."""
    behind = next((n for n in answer.content if n > at), -1)
    return nouns.get(behind, -1)


def _common(token: ReferenceToken, index: int, parts: list[list[int]], found: Match) -> bool:
    """True for a word that is said, with this sign, of more than one thing."""
    tokens = found.ref.tokens
    return any(
        tokens[other].key == token.key and tokens[other].sign == token.sign
        for part in parts
        if index not in part
        for other in part
    )


def _sides(found: Match, cut: int) -> tuple[set[int], set[int]]:
    """Indices of the reference's words before and behind a place of its text;
    words on both sides are in neither.
    """
    before: set[int] = set()
    after: set[int] = set()
    source = " ".join(found.ref.source.casefold().split())
    position = 0
    for index, token in enumerate(found.ref.tokens):
        at = source.find(token.raw.casefold(), position)
        position = max(position, at)
        (before if at <= cut else after).add(index)
    twice = {
        key
        for key in (found.ref.tokens[n].key for n in before)
        if key in {found.ref.tokens[n].key for n in after}
    }
    keep = {n for n in before | after if found.ref.tokens[n].key not in twice}
    return before & keep, after & keep
