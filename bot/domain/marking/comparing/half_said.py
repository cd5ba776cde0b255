"""Half of it: of several things that a wording joins, one is said and another isn't."""

from collections.abc import Sequence

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.asked import ABOUT_PERSON
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer


def half_said(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Of the things a reference joins by "and", one is named and another isn't, nor anything in its place.

    Of persons each is named in full: *Marie Curie* holds a word of "Marie and Pierre Curie" twice.
    """
    tokens = found.ref.tokens
    if _of_one_only(found, answer):
        return True
    heads = [head for head in found.ref.heads if any(not tokens[n].light for n in head)]
    unsaid = [head for head in heads if not any(n in found.hits for n in head)]
    if not any(_is_named(head, found) for head in heads):
        return False
    one_name = ABOUT_PERSON in answer.vocabulary.asked and not _joins(answer, lang)
    if one_name:
        unsaid = [head for head in heads if not all(n in found.hits for n in head)]
    if not unsaid or (len(unsaid) == len(heads) and not one_name):
        return False
    places = found.places
    others = [
        at
        for at in answer.content
        if at not in places and answer.items[at].key not in answer.vocabulary.asked
    ]
    return not others or not _joins(answer, lang)


def one_for_another(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Of the things a reference joins one isn't named, and something else is said in its place: "marx and
    lenin". Whether that is another name of it can't be told."""
    heads = [head for head in found.ref.heads if any(not found.ref.tokens[n].light for n in head)]
    unsaid = [head for head in heads if not any(n in found.hits for n in head)]
    return 0 < len(unsaid) < len(heads) and _joins(answer, lang)


def _is_named(head: Sequence[int], found: Match) -> bool:
    """More than half of it is said: of "it saves uncommitted changes aside" more than *changes*."""
    weights = {n: found.ref.tokens[n].weight for n in head}
    return 2 * sum(weight for n, weight in weights.items() if n in found.hits) > sum(weights.values())


def _of_one_only(found: Match, answer: ReadAnswer) -> bool:
    """Of the things of the question that are told apart ("a stack …; a queue …") one isn't spoken of."""
    tokens, parts = found.ref.tokens, found.ref.pieces
    firsts = {part: parts.index(part) for part in parts if parts.count(part) > 1}
    things = [n for n in firsts.values() if tokens[n].key in answer.vocabulary.asked]
    unsaid = [n for n in things if n not in found.hits]
    if not unsaid or len(unsaid) == len(things):
        return False
    places = [
        {found.hits[n].at for n in found.hits if (parts[n] == parts[one]) is own}
        for one in unsaid
        for own in (True, False)
    ]
    return any(own <= others for own, others in zip(places[::2], places[1::2], strict=True))


def _joins(answer: ReadAnswer, lang: Language) -> bool:
    return any(
        token.word.text in lang.and_words
        or (at and not token.tied and any(sign in ",;&+" for sign in token.gap))
        for at, token in enumerate(answer.items)
    )
