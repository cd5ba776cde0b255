"""Options that share a word and are told apart by what it says of each: "high bias, low variance"."""

from bot.domain.marking.comparing.compiled import CompiledQuestion
from bot.domain.marking.comparing.hedges import contraries_of
from bot.domain.marking.comparing.references import Reference, ReferenceToken
from bot.domain.marking.reading.read_answer import ReadAnswer


def contrasted(answer: ReadAnswer, compiled: CompiledQuestion) -> int | None:
    """The one option that is named as it is while of another the contrary is said. None where the options
    share no word, or an answer says something else.
    """
    options = [group[0] for group in compiled.groups if group]
    if len(options) < 2 or len(options) != len(compiled.groups):
        return None
    shared = set.intersection(*({token.key for token in option.tokens} for option in options))
    said = [_signs(option, shared, answer) for option in options]
    clear = {True} in said and {False} in said and said.count({True}) == 1 and {True, False} not in said
    return said.index({True}) if clear else None


def _signs(option: Reference, shared: set[str], answer: ReadAnswer) -> set[bool]:
    """True where the shared word stands before the option's own words, False where its contrary does; both
    where they stand without either."""
    common = [token for token in option.tokens if token.key in shared]
    own = [token for token in option.tokens if token.key not in shared]
    signs: set[bool] = set()
    if len(common) != 1 or not own:
        return signs
    for first in answer.spots.get(own[0].key, ()):
        before = first.at - 1
        if first.sign == own[0].sign and all(_stands(t, first.at + n, answer) for n, t in enumerate(own)):
            as_it_is = _stands(common[0], before, answer)
            contrary = before in {spot.at for spot in contraries_of(common[0], answer)}
            signs |= {True} if as_it_is else {False} if contrary else {True, False}
    return signs


def _stands(token: ReferenceToken, at: int, answer: ReadAnswer) -> bool:
    return any(spot.at == at and spot.sign == token.sign for spot in answer.spots.get(token.key, ()))
