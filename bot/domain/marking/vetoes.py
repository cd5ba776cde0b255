"""What no likeness outvotes: denials, contraries, numbers, confusable words, two answers at once, swapped roles."""

from collections.abc import Iterable

from bot.domain.marking.align import Match
from bot.domain.marking.heard import Heard, signs_of
from bot.domain.marking.language import Language
from bot.domain.marking.lexicon import SAME, Lexicon
from bot.domain.marking.sheet import RefToken
from bot.domain.marking.tokens import Token, equal
from bot.domain.marking.verdict import Reason

_BABBLE = 4
"""So many words of meaning without a small one between them are keywords."""
_LIST_SIGNS = frozenset(",;\n/+|&")


def spoilt(found: Match, heard: Heard, lang: Language) -> Reason | None:
    """The vetoes that hold for an option too: denied, another number, made into something else."""
    return (
        denied(found, heard)
        or number_off(found, heard, lang)
        or (Reason.CONFUSED if _signs_off(found, heard) or modified(found, heard, lang) else None)
    )


def veto(found: Match, heard: Heard, lexicon: Lexicon) -> Reason | None:
    """The first reason why an answer that looks like the reference isn't it; None if there is none."""
    lang = lexicon.language
    return (
        denied(found, heard)
        or number_off(found, heard, lang)
        or (Reason.CONFUSED if _signs_off(found, heard) else None)
        or (Reason.CONFUSED if modified(found, heard, lang) else None)
        or (Reason.CONFUSED if related(found, heard, lexicon) or confused(found, heard) else None)
        or (Reason.SWAPPED if swapped(found, heard) or crossed(found, heard) else None)
        or (Reason.BOTH if hedged(found, heard, lang) else None)
        or (Reason.STUFFED if stuffed(found, heard, lang) else None)
    )


def denied(found: Match, heard: Heard) -> Reason | None:
    """A word of the reference stands with the other sign: denied, or its contrary."""
    tokens = found.ref.tokens
    for index, spot in found.against:
        token = tokens[index]
        same = heard.items[spot.at].key == token.key
        if same or len(tokens) == 1:
            return Reason.NEGATED if same and not heard.items[spot.at].word.flip else Reason.CONTRARY
        near = {at for place in found.places for at in range(place - 3, place + 4)}
        beside = any(n in found.hits for n in (index - 1, index + 1))
        if spot.at in near and (beside or len(tokens) <= 4):
            return Reason.CONTRARY
    return None


def number_off(found: Match, heard: Heard, lang: Language) -> Reason | None:
    """Another number than the reference's, or its number among others."""
    wanted = found.ref.numbers
    if not wanted:
        return None
    if _bound_left_out(found, lang):
        return Reason.NUMBER_OFF
    said = [token for token in heard.items if token.number is not None and _counts(token, lang)]
    left = [token for token in said if not any(equal(token, number) for number in wanted)]
    absent = [number for number in wanted if not any(equal(token, number) for token in said)]
    if absent:
        return Reason.NUMBER_OFF if said else None
    if not left:
        return None
    words = sum(token.content and token.number is None for token in heard.items)
    together = [token for token in left if token.clause == heard.items[min(found.places, default=0)].clause]
    return Reason.BOTH if together or words < len(left) else None


def _counts(token: Token, lang: Language) -> bool:
    """`the second one` and `single` beside a noun are no figures by themselves, but `two` is."""
    return token.key.startswith("#") or token.word.text in lang.numbers and not token.word.stop


def _signs_off(found: Match, heard: Heard) -> bool:
    """A reference with operator signs (`x ** 2`) needs the same ones in the same order."""
    wanted = found.ref.operators
    return bool(wanted) and not set(wanted) <= set(signs_of(heard))


def _bound_left_out(found: Match, lang: Language) -> bool:
    """ "More than one" without the "more" is another number."""
    tokens = found.ref.tokens
    return any(
        tokens[index - 1].text in lang.bounds and index - 1 not in found.hits
        for index in found.hits
        if index and tokens[index].key.startswith("#")
    )


def modified(found: Match, heard: Heard, lang: Language) -> bool:
    """A word right before the answer makes something else of it: *root* mean squared error."""
    if not found.places:
        return False
    first = min(found.places)
    if not first:
        return False
    before, token = heard.items[first - 1], heard.items[first]
    if token.number is not None and found.ref.tokens[0].key.startswith("#"):
        bounds = {heard.items[at].word.text for at in range(max(0, first - 2), first)} & lang.bounds
        if bounds and not bounds & set(found.ref.source.casefold().split()):
            return True
    near = before.clause == token.clause and token.gap in ("", "-")
    return near and before.word.text in lang.modifiers and not before.word.negation


def related(found: Match, heard: Heard, lexicon: Lexicon) -> bool:
    """Another member of a word's family stands in its place: *red* light for *green* light."""
    for index in found.missing:
        rivals = lexicon.siblings.get(found.ref.tokens[index].key)
        if not rivals:
            continue
        for at, token in enumerate(heard.items):
            if token.key in rivals and token.sign == 1 and at not in found.places:
                return True
    return False


def confused(found: Match, heard: Heard) -> str:
    """A word of a confusable group that stands for one of the reference's; empty if there is none."""
    wanted = {token.key for token in found.ref.tokens}
    for at in heard.content:
        token = heard.items[at]
        rivals = heard.words.rivals.get(token.word.text)
        if rivals is None or token.sign < 0 or at in found.places or not heard.lo <= at < heard.hi:
            continue
        if rivals & wanted:
            if _instead(token, rivals, found, heard):
                return token.raw
        elif _beside(at, found, heard):
            return token.raw
    return ""


def _beside(at: int, found: Match, heard: Heard) -> bool:
    """True if the rival of an accepted word stands near a matched one, in one clause with it."""
    clause = heard.items[at].clause
    return any(abs(at - place) <= 3 and heard.items[place].clause == clause for place in found.places)


def _instead(token: Token, rivals: frozenset[str], found: Match, heard: Heard) -> bool:
    """True if the rival's own word is missing, or stands right beside it ("bias and variance")."""
    for index, ref in enumerate(found.ref.tokens):
        if ref.key in rivals:
            spot = found.hits.get(index)
            if spot is None:
                return True
            return (
                heard.items[spot.at].clause == token.clause
                and abs(heard.items[spot.at].start - token.start) < 25
            )
    return False


_TOWARDS = frozenset(("to", "into", "zu", "in"))
_ORIENTED = (
    _TOWARDS,
    frozenset(("than", "als")),
    frozenset(("per", "pro")),
    frozenset(("minus",)),
    frozenset(("over",)),
)


def swapped(found: Match, heard: Heard) -> bool:
    """What stood before a "to", "than" or "per" stands behind it, and the other way round."""
    source = " ".join(found.ref.source.casefold().split())
    words = source.split()
    for kind in _ORIENTED:
        middle = next((n for n, word in enumerate(words) if word in kind and 0 < n < len(words) - 1), 0)
        if not middle:
            continue
        before, after = _sides(found, len(" ".join(words[:middle])))
        if not before or not after:
            continue
        for place in (at for at, token in enumerate(heard.items) if token.word.text in kind):
            left = [n for n in before | after if n in found.hits and found.hits[n].at < place]
            right = [n for n in before | after if n in found.hits and found.hits[n].at > place]
            if not left or not right:
                continue
            nearest = max(left, key=lambda n: found.hits[n].at)
            following = min(right, key=lambda n: found.hits[n].at)
            if nearest in after and following in before:
                return True
    return False


def crossed(found: Match, heard: Heard) -> bool:
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
    right = wrong = 0
    for number, part in enumerate(parts):
        for n in part[1:]:
            if n not in found.hits or tokens[n].key in keys or _common(tokens[n], n, parts, found):
                continue
            place = found.hits[n].at
            owner = next((who for at, who in reversed(stands) if at <= place), stands[0][1])
            right, wrong = right + (owner == number), wrong + (owner != number)
    return wrong > right


def _common(token: RefToken, index: int, parts: list[list[int]], found: Match) -> bool:
    """True for a word that is said, with this sign, of more than one thing."""
    tokens = found.ref.tokens
    return any(
        tokens[other].key == token.key and tokens[other].sign == token.sign
        for part in parts
        if index not in part
        for other in part
    )


def _sides(found: Match, cut: int) -> tuple[set[int], set[int]]:
    """Indices of the reference's words before and behind a place of its text; words on both sides are in neither."""
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


def hedged(found: Match, heard: Heard, lang: Language) -> bool:
    """Another answer is offered beside this one ("a pipeline or a database")."""
    places = found.places
    for at, token in enumerate(heard.items):
        if token.word.text not in lang.or_words:
            continue
        left, right = _around(at, heard)
        before, after = (
            [n for n in left if heard.items[n].content],
            [n for n in right if heard.items[n].content],
        )
        if not before or not after or not found.ref.tokens:
            continue
        for near, these, those in ((before[-1], before, after), (after[0], after, before)):
            strange = [n for n in those if n not in places and not _small(heard.items[n], lang)]
            lone = len(set(these) - places) <= 2 and len(those) <= 5
            if near in places and strange and lone and not set(those) & places - _shared(found, heard, those):
                return True
    return _undecided(found, heard, lang) or _shrugged(heard, lang)


def _shrugged(heard: Heard, lang: Language) -> bool:
    """ "X or Y, it doesn't matter"."""
    words = tuple(token.word.text for token in heard.items)
    if not lang.or_words & set(words):
        return False
    return any(
        words[at : at + len(hedge)] == hedge
        for hedge in lang.hedges
        if len(hedge) > 1
        for at in range(len(words))
    )


def _shared(found: Match, heard: Heard, those: list[int]) -> set[int]:
    """Places on the other side that only repeat a light word of the reference."""
    light = {token.key for token in found.ref.tokens if token.light}
    return {n for n in those if heard.items[n].key in light}


def _undecided(found: Match, heard: Heard, lang: Language) -> bool:
    """The reference's word stands both as it should and denied, joined by an "or"."""
    if not any(token.word.text in lang.or_words | lang.and_words for token in heard.items):
        return False
    short = len(found.ref.tokens) <= 2
    for index, spot in found.hits.items():
        token = found.ref.tokens[index]
        others = [other for other in heard.spots.get(token.key, ()) if other.sign != token.sign]
        for group, sign in token.concepts:
            if group < SAME and short:
                others += [other for other in heard.concepts.get(group, ()) if other.sign != sign]
        for other in others:
            low, high = sorted((spot.at, other.at))
            between = {heard.items[at].word.text for at in range(low + 1, high)}
            joined = between & lang.or_words or (short and between & lang.and_words)
            if joined and (short or len(between) <= 4):
                return True
    return False


def _around(at: int, heard: Heard) -> tuple[range, range]:
    """The positions of the clause before and behind a word."""
    clause = heard.items[at].clause
    low = at
    while low and heard.items[low - 1].clause == clause:
        low -= 1
    high = at + 1
    last = heard.items[high].clause if high < len(heard.items) else clause
    while high < len(heard.items) and heard.items[high].clause == last:
        high += 1
    return range(low, at), range(at + 1, high)


def _small(token: Token, lang: Language) -> bool:
    return token.word.text in lang.light or token.word.rarity < 1 or token.word.text in lang.both


def stuffed(found: Match, heard: Heard, lang: Language) -> bool:
    """Several short answers thrown together, one of which is right."""
    if babbled((found,), heard):
        return True
    chunks: list[list[int]] = [[]]
    for at, token in enumerate(heard.items):
        if (
            any(sign in _LIST_SIGNS for sign in token.gap)
            or token.word.text in lang.and_words | lang.or_words
        ):
            chunks.append([])
        if token.content:
            chunks[-1].append(at)
    chunks = [chunk for chunk in chunks if chunk]
    if len(chunks) < 3 or max(map(len, chunks)) > 3 or len(heard.items) > 4 * len(chunks):
        return False
    strange = sum(not set(chunk) & found.places for chunk in chunks)
    return strange >= 2 and strange > len(chunks) - strange


def babbled(matches: Iterable[Match], heard: Heard) -> bool:
    """Words of meaning side by side, no small one and no sign between them: keywords, no answer."""
    content = heard.content
    if len(content) < _BABBLE or any(token.word.stop or token.word.negation for token in heard.items):
        return False
    if any(token.gap and not token.tied for token in heard.items[1:]):
        share = 0.5
    else:
        share = 0.5 if len(content) == _BABBLE else 0.75
    places: set[int] = set().union(*(found.places for found in matches))
    fits = len(places & set(content))
    return fits < len(content) * share or (fits == len(content) * share and len(content) == _BABBLE)


def same_as_other(heard: Heard, question: str, lexicon: Lexicon) -> bool:
    """True if the answer is, word for word, the answer to another question of the library and not to this one."""
    owners = lexicon.others.get(heard.exact)
    return owners is not None and question not in owners
