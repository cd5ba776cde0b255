"""Messages that are no answers: nothing at all, "idk", a question back, small talk."""

from collections.abc import Iterable
from unicodedata import category

from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.read_answer import ReadAnswer, signs_of
from bot.domain.marking.verdict import Mark, Reason, Verdict

_NEAR_ENDS = 40
"""Who doesn't know says so in the first words."""


def nothing(reason: Reason) -> Verdict:
    """The verdict on a message that can't be marked."""
    return Verdict(mark=Mark.UNREADABLE, reason=reason, credit=0.0)


def no_answer(answer: ReadAnswer, lang: Language, *, signs: bool) -> Verdict | None:
    """What can be told before marking: an empty message, small talk, "idk" and no more.

    `signs`: the question may be answered by a sign, such as `**`.
    """
    words = tuple(token.word.text for token in answer.items)
    if not words:
        typed = signs_of(answer) or any(category(char) == "Sm" for char in answer.text)
        return None if signs and typed else nothing(Reason.EMPTY)
    if words in lang.chatter:
        return nothing(Reason.CHATTER)
    left = _without(words, lang.dont_know)
    if len(left) < len(words) and not answer.spots and not any(_weighs(word, lang) for word in left):
        return nothing(Reason.DONT_KNOW)
    return None


def asked_back(answer: ReadAnswer, lang: Language) -> bool:
    """True if the message begins like a question put to the tutor."""
    words = tuple(token.word.text for token in answer.items)
    return any(words[: len(start)] == start for start in lang.asks_back) and len(words) > 2


def dont_know(answer: ReadAnswer, lang: Language) -> bool:
    """True if the person says somewhere that they don't know."""
    words = tuple(token.word.text for token in answer.items)
    return len(_without(words, lang.dont_know)) < len(words)


def _weighs(word: str, lang: Language) -> bool:
    return word not in lang.stop and word not in lang.negations and (word,) not in lang.chatter


def _without(words: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The words without the first of the phrases that stands in them."""
    here = set(words[:_NEAR_ENDS])
    for phrase in phrases:
        if phrase[0] not in here:
            continue
        size = len(phrase)
        for at in range(min(len(words) - size + 1, _NEAR_ENDS)):
            if words[at : at + size] == phrase:
                return words[:at] + words[at + size :]
    return words
