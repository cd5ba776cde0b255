"""What a text wants, by itself: what it says, how it begins, of what shape it is."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct
from rapidfuzz.distance import OSA

from bot.domain.intent.intents import BESIDE, DONE, ELSEWHERE, JUDGEMENTS, ORDER, WEAK, Intent
from bot.domain.intent.refusal import not_refused
from bot.domain.intent.shapes import shape_of
from bot.domain.intent.tongue import Phrase, Phrases, Tongue, tongues
from bot.domain.intent.words import clauses_of, shorter, words_of
from bot.domain.marking.language.language_file import language

_LONG, _LONG_REST = 9, 6
"""Words of a clause, and of what stands beside it, in which an answer may be told."""
_BARE = 2
"""Words of a text in which "what" says that somebody doesn't understand."""
_BEGUN = 4
"""Words of an answer that may not have come to its end."""
_SLIP_FROM, _SLIP_WORDS = 4, 3
"""A word of so many letters may have a slip, in a text of so few words."""


class Sureness(IntEnum):
    """How it was told."""

    SHAPE = 1
    """By the shape of a sentence: a question, a remark about oneself."""
    OPENED = 2
    """By how it begins."""
    SURE = 3
    """By a phrase that is said for nothing else."""
    WHOLE = 4
    """Nothing else is said."""


class Reading(Struct, frozen=True):
    """What a text wants."""

    intent: Intent
    sureness: Sureness
    rest: str = ""
    """What stands in clauses of its own beside it, and may be an answer."""
    leads: bool = True
    """The text begins with it."""
    to_tutor: bool = False
    """The tutor is spoken to ("you")."""


class About(Struct, frozen=True):
    """The open question, as far as it matters here."""

    ask: frozenset[str] = frozenset()
    """Its own words without those of its answer: repeating them says nothing."""
    answer: frozenset[str] = frozenset()
    """The words of its answer, which want nothing."""
    dated: bool = False
    """It asks for a time or a number."""


def read_in(text: str, tongue: Tongue, about: About) -> Reading | None:
    """What a folded text wants as this language hears it."""
    clauses = clauses_of(text, tongue.breaks)
    wanted = [(clause, not_refused(words_of(clause), tongue)) for clause in clauses]
    if any(left is not None for _, left in wanted):
        return _refused(wanted, tongue, about)
    words = [_known_form(word, tongue) for word in words_of(text)]
    if intent := _whole(words, tongue, about):
        return Reading(intent, Sureness.WHOLE)
    found = [(clause, _of_clause(clause, tongue, about)) for clause in clauses]
    readings = [reading for _, reading in found if reading is not None]
    if not readings:
        return None
    best = min(readings, key=lambda one: (one.intent in WEAK, ORDER[one.intent], -one.sureness))
    rest = ", ".join(clause for clause, reading in found if reading is None)
    if (
        rest
        and best.intent not in BESIDE | {Intent.APPEAL}
        and _may_tell(rest, best, leads=found[0][1] is not None)
    ):
        return None
    to_tutor = bool(set(words) & tongue.you)
    return Reading(best.intent, best.sureness, rest, found[0][1] is not None, to_tutor)


def _refused(wanted: Sequence[tuple[str, list[str] | None]], tongue: Tongue, about: About) -> Reading | None:
    """Some clauses say what is not to be done: what else is wanted goes before that."""
    rest = ", ".join(clause if left is None else " ".join(left) for clause, left in wanted if left != [])
    other = read_in(rest, tongue, about) if rest else None
    if other is not None and other.intent not in WEAK:
        return other
    if not rest or (other is not None and not other.rest):
        return Reading(Intent.LEAVE_IT, Sureness.WHOLE)
    return Reading(Intent.LEAVE_IT, Sureness.SURE, rest, wanted[0][1] is not None)


def _may_tell(rest: str, best: Reading, *, leads: bool) -> bool:
    """True if what stands beside a remark may be the answer, and the remark one on it."""
    words = words_of(rest)
    digits = any(word.isdigit() for word in words)
    return len(words) > _LONG_REST or digits or not (leads or best.intent in ELSEWHERE)


def _of_clause(clause: str, tongue: Tongue, about: About) -> Reading | None:
    words = [_known_form(word, tongue) for word in words_of(clause)]
    bare = _without_lead(words, tongue)
    for start in (words, bare):
        if intent := _whole(start, tongue, about):
            return Reading(intent, Sureness.WHOLE)
    if words[0] in tongue.explaining:
        return None
    sure = next((i for at in range(len(words)) for _, i in _at(words, at, tongue.sure)), None)
    told = about.dated and sure is Intent.DONT_KNOW and any(word.isdigit() for word in words)
    if told:
        return None
    if sure is not None and len(words) <= _LONG:
        return Reading(sure, Sureness.SURE)
    for start in (words, bare):
        begun = next((i for phrase, i in _at(start, 0, tongue.opened) if len(start) > len(phrase)), None)
        if begun is not None:
            return Reading(begun, Sureness.OPENED)
    if 1 < len(words) <= _BEGUN and words[-1] in tongue.dangling:
        return Reading(Intent.FILLER, Sureness.SHAPE)
    shape = shape_of(bare or words, tongue)
    return Reading(shape, Sureness.SHAPE) if shape else None


def _whole(words: Sequence[str], tongue: Tongue, about: About) -> Intent | None:
    """The intent of a text that says nothing else; None if a word stands in it that says something."""
    covered, votes = _votes(words, tongue, about)
    greets = len(words) == 1 and any(intent is Intent.GREET for _, intent in votes)
    if not about.dated and not greets and _on_time(words, tongue):
        votes.append((1, Intent.TIME))
    if not votes and len(words) <= _SLIP_WORDS:
        votes = list(_with_slip(words, covered, tongue))
    if not votes:
        return None
    size, best = min(votes, key=lambda vote: (vote[1] in WEAK, -vote[0], ORDER[vote[1]]))
    silent = tongue.function | tongue.fillers | (frozenset() if best in WEAK else tongue.meta | about.ask)
    for at, word in enumerate(words):
        timely = not about.dated and _is_time(word, tongue)
        if at not in covered and word not in silent and not timely:
            return None
    explains = words[0] in tongue.explaining and best is not Intent.TIME
    asks = best in WEAK and len(words) > _BARE and words[0] in tongue.asks
    if explains or asks or not _judges(best, size, words, tongue):
        return None
    asks_how = best in DONE and len(words) > 1 and words[0] in tongue.asks and words[1] in tongue.auxiliaries
    return Intent.HELP if asks_how else best


def _votes(words: Sequence[str], tongue: Tongue, about: About) -> tuple[set[int], list[tuple[int, Intent]]]:
    """The places of words that say an intent, and each intent with the length of what says it."""
    covered: set[int] = set()
    votes: list[tuple[int, Intent]] = []
    end = 0
    for at, word in enumerate(words):
        for phrase, intent in _at(words, at, tongue.said):
            inside = len(phrase) == 1 and at < end
            end = max(end, at + len(phrase))
            covered.update(range(at, at + len(phrase)))
            asks = word in tongue.asks and len(words) > _BARE
            if len(phrase) > 1 or not (inside or asks or word in about.ask | about.answer):
                votes.append((len(phrase), intent))
        if at and word in tongue.languages and words[at - 1] in tongue.language_joints:
            covered.update((at - 1, at))
            votes.append((2, Intent.LANGUAGE))
    for phrase, intent in _at(words, 0, tongue.opened):
        if intent is Intent.EXPLAIN_TERM and set(words[len(phrase) :]) & about.ask:
            covered.update(range(len(phrase)))
            votes.append((len(phrase) + 1, intent))
    return covered, votes


def _judges(intent: Intent, size: int, words: Sequence[str], tongue: Tongue) -> bool:
    """False for a word of praise or blame that stands in another sentence ("cool it down")."""
    if intent not in JUDGEMENTS or size > 1:
        return True
    said = [word for word in words if word not in tongue.fillers]
    return len(said) <= 2 or bool(set(words) & (tongue.pointing | tongue.meta | tongue.you))


def _on_time(words: Sequence[str], tongue: Tongue) -> bool:
    """A day or an hour, and nothing else."""
    some = any(":" in word or word in tongue.time_words for word in words)
    some = some or any(a.isdigit() and b in tongue.units for a, b in pairwise(words))
    return some and all(_is_time(word, tongue) or word in tongue.fillers for word in words)


def _is_time(word: str, tongue: Tongue) -> bool:
    digits = word.replace(":", "").replace(".", "").removesuffix("am").removesuffix("pm").removesuffix("h")
    known = word in tongue.time_words or word in tongue.time_joints or word in tongue.units
    return known or digits.isdigit()


def _with_slip(words: Sequence[str], covered: set[int], tongue: Tongue) -> Iterator[tuple[int, Intent]]:
    unsure = JUDGEMENTS | (WEAK - {Intent.GREET, Intent.THANKS} if len(words) == 1 else WEAK)
    for at, word in enumerate(words):
        if len(word) < _SLIP_FROM - 1 or word in tongue.function or word in tongue.fillers or _is_word(word):
            continue
        for length in range(max(_SLIP_FROM, len(word) - 1), len(word) + 2):
            for meant, intent in tongue.single.get(length, ()):
                if intent not in unsure and _is_slip(meant, word):
                    covered.add(at)
                    yield 1, intent


def _is_slip(meant: str, typed: str) -> bool:
    return meant[0] == typed[0] and OSA.distance(meant, typed, score_cutoff=1) == 1


def _is_word(word: str) -> bool:
    """A word as it stands is no slip, in whichever language."""
    return any(language(tongue.code).is_word(word) for tongue in tongues())


def _at(words: Sequence[str], at: int, phrases: Phrases) -> Iterator[tuple[Phrase, Intent]]:
    if at >= len(words):
        return
    for phrase, intent in phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            yield phrase, intent


def _known_form(word: str, tongue: Tongue) -> str:
    """*hello* for *helloooo*, if the language has it."""
    known = (tongue.said, tongue.function, tongue.fillers, tongue.meta)
    return next((form for form in shorter(word) if any(form in some for some in known)), word)


def _without_lead(words: list[str], tongue: Tongue) -> list[str]:
    """Without what is said before anything: *but*, *sorry*, *ok so*."""
    at = 0
    while at < len(words) and words[at] in tongue.fillers | tongue.breaks | tongue.joints:
        at += 1
    return words[at:] if 0 < at < len(words) else words
