"""What no likeness outvotes: denials, contraries, numbers, confusable words, two answers at once,
swapped roles.
"""

from bot.domain.marking.align import Match
from bot.domain.marking.heard import Heard, signs_of
from bot.domain.marking.hedges import hedged, stuffed
from bot.domain.marking.language import Language
from bot.domain.marking.lexicon import Lexicon
from bot.domain.marking.piece import Token, equal
from bot.domain.marking.roles import crossed, swapped
from bot.domain.marking.sheet import ABOUT_PERSON
from bot.domain.marking.verdict import Reason


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
        or (Reason.CONFUSED if modified(found, heard, lang) or another_name(found, heard, lang) else None)
        or (Reason.CONFUSED if related(found, heard, lexicon) or confused(found, heard) else None)
        or (Reason.SWAPPED if swapped(found, heard) or crossed(found, heard) else None)
        or (Reason.BOTH if hedged(found, heard, lang) or paired(found, heard, lexicon) else None)
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
    return token.key.startswith("#") or (token.word.text in lang.numbers and not token.word.stop)


def _signs_off(found: Match, heard: Heard) -> bool:
    """A reference with operator signs (`x ** 2`) needs the same ones in the same order."""
    wanted = found.ref.operators
    return bool(wanted) and not set(wanted) <= set(signs_of(heard))


def another_name(found: Match, heard: Heard, lang: Language) -> bool:
    """*Ian* Fleming is not Alexander Fleming; Fleming alone is."""
    tokens = found.ref.tokens
    if ABOUT_PERSON not in heard.words.asked or not found.missing or len(tokens) - 1 not in found.hits:
        return False
    at = found.hits[len(tokens) - 1].at
    before = heard.items[at - 1] if at else None
    if before is None or before.clause != heard.items[at].clause or not before.content:
        return False
    return before.word.text not in lang.light and at - 1 not in found.places and before.raw[:1].isupper()


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


def paired(found: Match, heard: Heard, lexicon: Lexicon) -> bool:
    """ "Bacteria and viruses": a member of the answer's family joined to it."""
    if len(found.ref.tokens) > 1 or not found.places:
        return False
    rivals = lexicon.siblings.get(found.ref.tokens[0].key, frozenset())
    last = max(found.places)
    near = heard.items[max(0, last - 3) : last + 4]
    joined = any(token.word.text in lexicon.language.and_words | lexicon.language.or_words for token in near)
    return joined and any(token.key in rivals and token.sign == 1 for token in near)


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


def same_as_other(heard: Heard, question: str, lexicon: Lexicon) -> bool:
    """True if the answer is, word for word,
    the answer to another question of the library and not to this one.
    """
    owners = lexicon.others.get(heard.exact)
    return owners is not None and question not in owners
