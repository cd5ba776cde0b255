"""Is so much of a wording said that it is right, and is nothing else said by it?"""

import itertools

from bot.domain.marking.comparing.align import Match
from bot.domain.marking.comparing.asked import COUNTED, IN_FULL
from bot.domain.marking.comparing.directions import Turn, turn_of
from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.comparing.roles import ends_exchanged
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon
from bot.domain.marking.reading.read_answer import ReadAnswer

RIGHT_CUTS = (0.99, 0.99, 0.6, 0.64, 0.62, 0.6, 0.58, 0.56, 0.55)
"""The weighted share of a reference that must be said, by the number of its words that count."""
SUBSTITUTED = 0.14
"""So much more is asked for when a word was put in the place of another instead of being left out."""
_LONG = 0.52
_SHORT, _REPLACED = 3, 0.25
"""In a reference of so few words, so much more is asked for when a word of the question was replaced."""


def cut(ref: Reference, substituted: bool) -> float:
    """The share of the reference that makes it right."""
    count = len(ref.tokens)
    base = RIGHT_CUTS[count] if count < len(RIGHT_CUTS) else _LONG
    return min(0.99, base + (SUBSTITUTED if substituted else 0.0))


def is_enough(found: Match, answer: ReadAnswer, lexicon: Lexicon, *, instead: bool) -> bool:
    """Whether the share that is said makes it right; more of it where words stand `instead` of others."""
    lang = lexicon.language
    needed = cut(found.ref, instead) + (_REPLACED if found.missing and _replaced(found, answer) else 0.0)
    return (
        found.score >= min(0.99, needed)
        and not (found.missing and _asked_in_full(found, answer, lang))
        and not _vague(found, answer, lang)
        and (not found.ref.sequence or _in_sequence(found.ref.sequence, answer))
        and _strict(found, answer, lexicon)
    )


def says_otherwise(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """Whether its words may say something else, though nothing speaks against them for certain."""
    lang = lexicon.language
    return (
        turn_of(found, answer, lang) is Turn.ALL
        or _of_something_else(found, answer, lexicon)
        or _is_let_go(found, answer, lang)
        or _counts_others(found, answer, lang)
        or ends_exchanged(found, answer, lang)
    )


def substituted(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """A heavy word is missing, and a strange one stands beside the matched ones."""
    tokens = found.ref.tokens
    if all(tokens[index].light for index in found.missing):
        return False
    places = found.places
    if not places:
        return False
    light = lexicon.language.light
    for at in range(min(places) - 2, max(places) + 3):
        if 0 <= at < len(answer.items) and at not in places:
            token = answer.items[at]
            again = at > max(places) and token.key in answer.vocabulary.asked
            known = again or token.word.text in light or len(token.raw) == 1
            if token.content and not known:
                return True
    return False


def half_denied(found: Match) -> bool:
    """Of a denial ("not more than once") all of it must be there: "not once" is another one."""
    tokens = found.ref.tokens
    there = any(tokens[n].sign < 0 for n in found.hits)
    return there and any(tokens[n].sign < 0 and not tokens[n].light for n in found.missing)


def _asked_in_full(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """The question asks what letters stand for, and they are those of the reference."""
    asked, letters = answer.vocabulary.asked, found.ref.initials
    return IN_FULL in asked and bool(letters) and lang.word(letters).key in asked


def _is_let_go(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """What the reference says is *prevented* is said here as if nothing did."""
    tokens = found.ref.tokens
    if not found.ref.reducing or not any(tokens[n].reducing for n in found.missing):
        return False
    words = lang.reducing | lang.hindering
    hindered = any(token.word.negation or token.word.text in words for token in answer.items)
    return not hindered and not any(tokens[n].reducing for n in found.hits)


def _counts_others(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """Asked how many chromosomes there are: 46 *pairs*, 46 %. Words for anything (*people*) count alike."""
    asked = answer.vocabulary.asked
    counted = {key.removeprefix(COUNTED) for key in asked if key.startswith(COUNTED)}
    if not counted or not found.ref.numbers or len(found.ref.tokens) > 1 or not found.places:
        return False
    number = answer.items[max(found.places)]
    if number.percent and not found.ref.numbers[0].percent:
        return counted.isdisjoint(lang.word(word).key for word in lang.percent)
    behind = list(answer.items[max(found.places) + 1 :])
    nouns = list(itertools.takewhile(lambda one: one.content and one.clause == number.clause, behind))
    alike = any(
        one.word.text in lang.light or any(whole.endswith(one.key) for whole in counted) for one in nouns
    )
    return bool(nouns) and not alike


def _vague(found: Match, answer: ReadAnswer, lang: Language) -> bool:
    """ "Freeze something": what it is done to is left open."""
    behind = answer.items[max(found.places) + 1 :][:2] if found.places else []
    return len(behind) == 1 and behind[0].word.text in lang.placeholders


def _in_sequence(sequence: tuple[str, ...], answer: ReadAnswer) -> bool:
    """The words of a term are said side by side, one after the other."""
    texts = [token.word.text for token in answer.items]
    size = len(sequence)
    return any(tuple(texts[at : at + size]) == sequence for at in range(len(texts) - size + 1))


def _of_something_else(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """A lone word, and right behind it what it is said of: *freeze* the learning rate."""
    if len(found.ref.tokens) > 1 or not found.places:
        return False
    last = max(found.places)
    clause = answer.items[last].clause
    strange = 0
    for token in answer.items[last + 1 : last + 5]:
        if token.clause != clause or token.word.text in lexicon.language.reasons:
            break
        known = token.key in answer.vocabulary.asked or token.key in answer.vocabulary.keys
        strange += token.content and not known and token.word.text not in lexicon.language.light
    return strange > 1


def _replaced(found: Match, answer: ReadAnswer) -> bool:
    """A word of the question is missing, and a strange one stands where it would: it ends the *program*."""
    places = found.places
    if not places or len(found.ref.tokens) > _SHORT:
        return False
    if not any(found.ref.tokens[index].key in answer.vocabulary.asked for index in found.missing):
        return False
    near = answer.items[max(places) + 1 : max(places) + 4]
    following = next((token for token in near if token.content), None)
    if following is None or following.clause != answer.items[max(places)].clause:
        return False
    known = following.key in answer.vocabulary.keys or following.key in answer.vocabulary.asked
    return not known


def _strict(found: Match, answer: ReadAnswer, lexicon: Lexicon) -> bool:
    """Without a data file of the language, every content word must be there and no other."""
    if lexicon.language.known:
        return True
    return not found.missing and len(answer.content) == len(found.ref.tokens)
