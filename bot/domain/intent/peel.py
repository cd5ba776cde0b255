"""The answer in a text that says other things beside it."""

from functools import cache

from bot.domain.intent.intents import BESIDE, Intent
from bot.domain.intent.read import Reading, Sureness
from bot.domain.intent.tongue import Phrase, tongues
from bot.domain.intent.words import without_words, words_of
from bot.domain.marking import Verdict
from bot.domain.question import Question


def core_of(text: str, reading: Reading | None, verdict: Verdict, question: Question) -> str:
    """What may be the answer proper; empty if nothing is said beside it.

    Of an answer that is right already only what turns its sense is taken off: a doubt ("not sure tho"),
    a proposal ("why not …"), on a choice.
    """
    words = words_of(text)
    proposed = _without(words, _all("proposals"), front=True)
    if verdict.passed and question.kind != "choice":
        return ""
    if proposed != words:
        return without_words(text, len(words) - len(proposed), 0)
    beside = reading is not None and reading.rest and reading.intent in BESIDE
    if reading and beside and (not verdict.passed or reading.intent is Intent.DONT_KNOW):
        return reading.rest
    if verdict.passed or (reading is not None and not reading.rest and reading.sureness >= Sureness.SURE):
        return ""
    bare = _without(words, _all("tags"), front=False) if not _denies(text, words) else words
    return " ".join(bare) if bare != words else ""


def _denies(text: str, words: Phrase) -> bool:
    """*No oxygen* denies it; *no, oxygen* and *no its oxygen* are about what was said before."""
    denial = len(words) > 1 and any(words[0] in tongue.denies_things for tongue in tongues())
    if not denial or words[:1] not in _all("tags"):
        return False
    small = any(words[1] in tongue.function for tongue in tongues())
    return not small and text.partition(words[0])[2].startswith(" ")


@cache
def _all(name: str) -> tuple[Phrase, ...]:
    found = {phrase for tongue in tongues() for phrase in getattr(tongue, name)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def _without(words: Phrase, phrases: tuple[Phrase, ...], *, front: bool) -> Phrase:
    """The words without the phrases at their front, or at both ends."""
    for phrase in phrases:
        size = len(phrase)
        if len(words) <= size:
            continue
        if words[:size] == phrase:
            return _without(words[size:], phrases, front=front)
        if not front and words[-size:] == phrase:
            return _without(words[:-size], phrases, front=front)
    return words
