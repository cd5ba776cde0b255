"""What has the words of the answer and may still not be it: such an answer is compared, not told right.

Each of these says that something is odd; none says what is meant. So nobody is refused by them.
"""

from collections.abc import Mapping

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.half_said import one_for_another
from bot.domain.marking.comparing.references import spans_in
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer

_TERM = 3
"""A reference of so few words names a thing."""


def left_open(
    found: Match, answer: ReadAnswer, asked: Mapping[int, frozenset[int]], lexicon: Lexicon
) -> bool:
    """Whether the answer says something besides that may make another thing of it. `asked` is what the
    question says of pairs of contraries."""
    lang = lexicon.language
    return (
        one_for_another(found, answer, lang)
        or _lessened(found, answer, lang)
        or _hindered(found, answer, lang)
        or _of_the_contrary(found, answer, asked, lexicon)
    )


def _lessened(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """*Less fertile* for "fertile"."""
    if not lang.lessening.isdisjoint(token.text for token in found.ref.tokens):
        return False
    before = (answer.items[spot.at - 1] for spot in found.hits.values() if spot.at)
    return any(token.word.text in lang.lessening and token.sign > 0 for token in before)


def _hindered(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "It *stops* names from being turned into addresses": a verb that undoes stands before what it does."""
    undoes = any(token.text in lang.undoing for token in found.ref.tokens)
    if found.ref.reducing or undoes or not found.places:
        return False
    first = min(found.places)
    known = answer.vocabulary.asked | answer.vocabulary.keys
    return any(
        token.word.text in lang.undoing
        and token.sign > 0
        and token.key not in known
        and token.clause == answer.items[first].clause
        for token in answer.items[:first]
    )


def _of_the_contrary(
    found: Match, answer: ReadAnswer, asked: Mapping[int, frozenset[int]], lexicon: Lexicon
) -> bool:
    """Asked which is closest: "Mercury is the *farthest*"."""
    if len(found.ref.tokens) > _TERM:
        return False
    own = {group for token in found.ref.tokens for group, _ in token.concepts}
    if asked.keys() <= own:
        return False
    clauses = {answer.items[at].clause for at in found.places}
    return any(
        group in asked.keys() - own and sign not in asked[group] and answer.items[at].clause in clauses
        for at, _, group, sign in spans_in(answer.items, lexicon.spans)
    )
