"""What no likeness outvotes: denials, contraries, numbers, confusable words, two answers at once,
swapped roles.
"""

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.asked import ABOUT_PERSON
from bot.domain.marking.comparing.directions import Turn, turn_of
from bot.domain.marking.comparing.hedges import contradicted, contraries_of, hedged, stuffed
from bot.domain.marking.comparing.rivals import competed, paired
from bot.domain.marking.comparing.roles import crossed, figures_exchanged, levelled, outdone, swapped
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer, signs_of
from bot.domain.marking.reading.token import Token, equal
from bot.domain.marking.verdict import Reason

_TERM = 3
"""A reference of so few words names a thing."""
_UNSAID = 0.5
"""If more of a reference than this was not said, its contrary was not said for certain either."""


def spoilt(found: Match, answer: ReadAnswer, lang: Language) -> Reason | None:
    """The vetoes that hold for an option too: denied, another number, made into something else."""
    return (
        denied(found, answer)
        or number_off(found, answer, lang)
        or (Reason.CONFUSED if _signs_off(found, answer) or modified(found, answer, lang) else None)
    )


def veto(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> Reason | None:
    """The first reason why an answer that looks like the reference isn't it; None if there is none."""
    lang = lexicon.language
    turn = turn_of(found, answer, lang)
    return (
        (Reason.CONTRARY if turn is Turn.SOME else None)
        or (denied(found, answer) if turn is not Turn.ALL else None)
        or number_off(found, answer, lang)
        or (Reason.CONFUSED if _signs_off(found, answer) else None)
        or (Reason.CONFUSED if modified(found, answer, lang) or another_name(found, answer, lang) else None)
        or (Reason.CONTRARY if undone(found, answer, lang) else None)
        or (Reason.CONFUSED if competed(found, answer, lexicon) else None)
        or (Reason.SWAPPED if swapped(found, answer, lang) or crossed(found, answer) else None)
        or (Reason.SWAPPED if figures_exchanged(found, answer) or outdone(found, answer, lang) else None)
        or (Reason.SWAPPED if levelled(found, answer, lang) else None)
        or (Reason.BOTH if contradicted(found, answer) else None)
        or (Reason.BOTH if hedged(found, answer, lang) or paired(found, answer, lexicon) else None)
        or (Reason.STUFFED if stuffed(found, answer, lang) else None)
    )


def modified(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """A word right before the answer makes something else of it: *root* mean squared error."""
    first = min(found.places, default=0)
    if not first:
        return False
    before, token = answer.items[first - 1], answer.items[first]
    near = before.clause == token.clause and token.gap in ("", "-")
    return near and before.word.text in lang.modifiers and not before.word.negation


def sure(reason: Reason | None, found: Match) -> Reason | None:
    """The reason if it can be told to a person: a contrary or a denial only of what was nearly all said."""
    if reason not in (Reason.CONTRARY, Reason.NEGATED):
        return reason
    against = {index for index, _ in found.against}
    unsaid = sum(found.ref.tokens[n].weight for n in found.missing if n not in against)
    return reason if unsaid <= _UNSAID * found.ref.total else None


def denied(found: Match, answer: ReadAnswer) -> Reason | None:
    """A word of the reference stands with the other sign: denied, or its contrary."""
    tokens = found.ref.tokens
    if _denied_to_be_it(found, answer):
        return Reason.NEGATED
    for index, spot in found.against:
        token = tokens[index]
        same = answer.items[spot.at].key == token.key
        if same or len(tokens) == 1:
            return Reason.NEGATED if same and not answer.items[spot.at].word.flip else Reason.CONTRARY
        near = {at for place in found.places for at in range(place - 3, place + 4)}
        beside = any(n in found.hits for n in (index - 1, index + 1))
        if spot.at in near and (beside or len(tokens) <= 4) and not _said_for_itself(index, found, answer):
            return Reason.CONTRARY
    return None


def _said_for_itself(index: int, found: Match, answer: ReadAnswer) -> bool:
    """The *row* of "columns that identify a row" is no contrary of *columns*: it is a matched word."""
    beside = [found.hits[n].at for n in (index - 1, index + 1) if n in found.hits]
    places = {spot.at for spot in contraries_of(found.ref.tokens[index], answer)}
    return places <= found.places and all(abs(at - place) != 1 for at in places for place in beside)


def _denied_to_be_it(found: Match, answer: ReadAnswer) -> bool:
    """ "Sequential isn't the simpler one": behind the whole answer only words of the question, denied."""
    places = found.places
    if not places or found.missing or len(found.ref.tokens) > _TERM:
        return False
    last = max(places)
    clause = answer.items[last].clause
    rest = [token for token in answer.items[last + 1 :] if token.clause == clause]
    said = [token for token in rest if token.content]
    denied = said and any(token.word.negation for token in rest) and all(token.sign < 0 for token in said)
    return bool(denied) and all(token.key in answer.vocabulary.asked for token in said)


def number_off(found: Match, answer: ReadAnswer, lang: Language) -> Reason | None:
    """Another number than the reference's, or its number among others."""
    wanted = found.ref.numbers
    if not wanted:
        beside = found.ref.sequence and any(token.raw[0].isdigit() for token in answer.items)
        return Reason.NUMBER_OFF if beside else None
    if _bounded(found, answer, lang):
        return Reason.NUMBER_OFF
    said = [token for token in answer.items if token.number is not None and _counts(token, lang)]
    left = [token for token in said if not any(equal(token, number) for number in wanted)]
    if len(left) == 1 and not answer.vocabulary.asked.isdisjoint((left[0].key, left[0].word.key)):
        left = []  # one number of the question, said again
    absent = [number for number in wanted if not any(equal(token, number) for token in said)]
    if absent:
        return Reason.NUMBER_OFF if said else None
    if not left:
        return None
    words = sum(token.content and token.number is None for token in answer.items)
    together = [token for token in left if token.clause == answer.items[min(found.places, default=0)].clause]
    return Reason.BOTH if together or words < len(left) else None


def _bounded(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """*Below* seven is not seven."""
    first = min(found.places, default=0)
    before = {answer.items[at].word.text for at in range(max(0, first - 2), first)} & lang.bounds
    return (
        bool(before)
        and answer.items[first].number is not None
        and not before & set(found.ref.source.casefold().split())
    )


def some_numbers(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Of several numbers (*9. November 1989*) some are said, and no other."""
    wanted = found.ref.numbers
    said = [token for token in answer.items if token.number is not None and _counts(token, lang)]
    known = bool(said) and all(any(equal(token, number) for number in wanted) for token in said)
    return (
        known
        and len(wanted) > 1
        and not found.against
        and not any(token.word.negation for token in answer.items)
    )


def _counts(token: Token, lang: Language) -> bool:
    """`the second one` and `single` beside a noun are no figures by themselves, but `two` is."""
    return token.key.startswith("#") or (token.word.text in lang.numbers and not token.word.stop)


def _signs_off(found: Match, answer: ReadAnswer) -> bool:
    """A reference with operator signs (`x ** 2`) needs the same ones in the same order."""
    wanted = found.ref.operators
    if not wanted or any(answer.items[spot.at].key not in found.ref.keys for spot in found.hits.values()):
        return False
    return not set(wanted) <= set(signs_of(answer))


def another_name(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """*Ian* Fleming is not Alexander Fleming; Fleming alone is."""
    tokens = found.ref.tokens
    if ABOUT_PERSON not in answer.vocabulary.asked or not found.missing or len(tokens) - 1 not in found.hits:
        return False
    at = found.hits[len(tokens) - 1].at
    before = answer.items[at - 1] if at else None
    if before is None or before.clause != answer.items[at].clause or not before.content:
        return False
    if before.word.text in lang.light or before.key in answer.vocabulary.asked or at - 1 in found.places:
        return False
    if any(tokens[n].text.startswith(before.word.text) for n in found.missing):
        return False
    return before.raw[:1].isupper() or (answer.text.islower() and answer.content == [at - 1, at])


def undone(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """A verb that undoes stands before a lone term (*avoids* overfitting); behind it in German."""
    if len(found.ref.tokens) > _TERM or found.ref.reducing or not found.places:
        return False
    ways = [range(min(found.places) - 1, -1, -1)]
    if lang.separable:
        ways.append(range(max(found.places) + 1, len(answer.items)))
    clause = answer.items[min(found.places)].clause
    for way in ways:
        words = (answer.items[at] for at in way)
        near = next((word for word in words if word.content or word.word.text in lang.undoing), None)
        if near is None or near.clause != clause or near.sign < 0:
            continue
        if (
            near.word.text in lang.undoing
            and near.key not in answer.vocabulary.asked | answer.vocabulary.keys
        ):
            return True
    return False
