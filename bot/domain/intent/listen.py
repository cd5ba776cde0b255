"""An answer or not? What the marker knows is an answer, whatever it looks like; else what a text wants."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.intent.glossary import in_english
from bot.domain.intent.intents import ABOUT_A_WORD, BESIDE, ELSEWHERE, WEAK, Intent
from bot.domain.intent.odd import (
    is_correction,
    is_mash,
    is_sum,
    other_language,
    pictures,
    says_nothing,
    typed_picture,
)
from bot.domain.intent.peel import core_of
from bot.domain.intent.read import About, Reading, Sureness, read_in
from bot.domain.intent.tongue import tongues
from bot.domain.intent.words import fold, words_of
from bot.domain.marking import Lexicon, Mark, Reason, Verdict, mark
from bot.domain.marking.language.lexicon import plain
from bot.domain.marking.marker import mark_and_read
from bot.domain.marking.reading.read_answer import ReadAnswer
from bot.domain.question import Option, Question

NOTHING_OPEN = About()
_NOT_KNOWING = Verdict(mark=Mark.UNREADABLE, reason=Reason.DONT_KNOW, credit=0.0)
_ASKED_BACK = Verdict(mark=Mark.UNREADABLE, reason=Reason.ASKED_BACK, credit=0.0)
_CHATTER = Verdict(mark=Mark.UNREADABLE, reason=Reason.CHATTER, credit=0.0)
_NOT_IT = Verdict(mark=Mark.WRONG, reason=Reason.UNRELATED, credit=0.0)
_NAMING = (
    Reason.OPTION,
    Reason.OTHER_OPTION,
    Reason.CONTRARY,
    Reason.CASE_OFF,
    Reason.UNIT_OFF,
    Reason.SYMBOL_OFF,
)
_REASONS = {
    Reason.DONT_KNOW: Intent.DONT_KNOW,
    Reason.ASKED_BACK: Intent.QUESTION_BACK,
    Reason.A_NUMBER: Intent.NUMBER,
}


class Understood(Struct, frozen=True, kw_only=True):
    """What a text is to an open question: an answer with its verdict, or something else with its intent."""

    verdict: Verdict
    """Unreadable where it is no answer."""
    intent: Intent | None = None
    appeals: bool = False
    """They hold besides that they were right."""


def understand(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> Understood:
    """What was said to a question. Pure; never raises on any text. `have` as in `mark`."""
    words = lexicon if lexicon is not None else plain(question.lang)
    verdict, heard = mark_and_read(question, said, words, have=have)
    text = fold(said)
    passed = verdict.passed and question.kind != "choice" and not _asks_what_it_is(said, question)
    if verdict.reason is Reason.EXACT or passed:
        return Understood(verdict=verdict)
    if not words_of(text):
        empty = verdict.mark is Mark.UNREADABLE
        return Understood(verdict=verdict, intent=pictures(said) if empty else None)
    if _is_an_option(text, question):
        return Understood(verdict=verdict)
    reading = read_intent(text, question.lang, _about(question))
    if _names_a_word(text, question, reading):
        return Understood(verdict=_NOT_IT if verdict.mark is Mark.UNREADABLE else verdict)
    for core in _cores(question, said, reading, verdict):
        closer = mark(question, core, words, have=have)
        if _is_better(closer, verdict):
            return Understood(verdict=closer)
    touched = cache(lambda: _touches(heard, words))
    intent = _intent(question, verdict, reading, touched)
    if intent is None and verdict.mark is Mark.UNREADABLE:
        intent = typed_picture(said) or _REASONS.get(verdict.reason, Intent.SMALLTALK)
    if intent is None and _unplaced(verdict) and not touched():
        intent = _odd(said, text, question.lang, words)
    appeals = reading is not None and reading.intent is Intent.APPEAL
    return Understood(verdict=_free(verdict, intent) if intent else verdict, intent=intent, appeals=appeals)


def _asks_what_it_is(said: str, question: Question) -> bool:
    """*What's a hidden layer* has the words of an answer, and asks for what they mean; *what is given up* is
    one."""
    text = fold(said)
    words = words_of(text)
    asking = [tongue for tongue in tongues() if words and words[0] in tongue.asks]
    asks = said.rstrip().endswith("?") or any(not one.any_one.isdisjoint(words[1:3]) for one in asking)
    if not asking or not asks:
        return False
    reading = read_intent(text, question.lang, _about(question))
    return reading is not None and reading.intent is Intent.EXPLAIN_TERM and not reading.rest


def read_intent(text: str, lang: str, about: About = NOTHING_OPEN) -> Reading | None:
    """What a folded text wants by itself, in any language that is known."""
    found = [read_in(text, tongue, about) for tongue in tongues()]
    readings = [reading for reading in found if reading is not None]
    if not any(reading.sureness is Sureness.WHOLE and not reading.rest for reading in readings):
        intent = other_language(text, lang)
        if intent and intent is not Intent.OTHER_LANGUAGE:
            return Reading(intent, Sureness.WHOLE)
    return max(readings, key=lambda one: (not one.rest, one.sureness), default=None)


def intent_of(said: str, lang: str = "en") -> Intent | None:
    """What a text wants while no question is open."""
    text = fold(said)
    if picture := typed_picture(said):
        return picture
    if not words_of(text):
        return pictures(said)
    reading = read_intent(text, lang)
    if reading is not None:
        return reading.intent
    if is_sum(said):
        return Intent.SMALLTALK
    return Intent.MASH if is_mash(text) else None


def _intent(
    question: Question, verdict: Verdict, reading: Reading | None, touched: Callable[[], bool]
) -> Intent | None:
    """The intent if it outweighs the verdict."""
    if reading is None:
        return None
    alone = not reading.rest
    if reading.intent is Intent.APPEAL and not alone:
        return None
    whole = alone and reading.sureness is Sureness.WHOLE and reading.intent not in WEAK
    about = alone and reading.intent in ABOUT_A_WORD
    if verdict.passed:
        term = reading.intent is Intent.EXPLAIN_TERM
        return reading.intent if about and (term or question.kind == "choice") else None
    if _unplaced(verdict) or verdict.mark is Mark.UNREADABLE:
        if not alone and reading.intent in BESIDE and (not reading.to_tutor or touched()):
            return reading.intent if verdict.mark is Mark.UNREADABLE else None
        sure = reading.sureness >= Sureness.SURE and reading.intent is not Intent.DONT_KNOW
        hard = whole or sure or reading.intent in ELSEWHERE | ABOUT_A_WORD
        return reading.intent if hard or not touched() else None
    elsewhere = reading.leads and reading.intent in ELSEWHERE and reading.sureness > Sureness.SHAPE
    return reading.intent if about or elsewhere or (whole and not _named(verdict)) else None


def _cores(question: Question, said: str, reading: Reading | None, verdict: Verdict) -> Iterator[str]:
    """What may be the answer proper: without what is said beside it, and in the question's language."""
    core = core_of(fold(said), reading, verdict, question)
    if core:
        yield core
    unread = verdict.mark in (Mark.DOUBTFUL, Mark.UNREADABLE) or verdict.reason is Reason.UNRELATED
    if question.lang == "en" and unread and (told := in_english(said)):
        yield told
        yield core_of(told, None, verdict, question) or told


def _is_better(closer: Verdict, verdict: Verdict) -> bool:
    """The answer proper was heard more clearly than all of the text."""
    if closer.mark is Mark.UNREADABLE or (verdict.passed and closer.mark is verdict.mark):
        return False
    asked_with_a_not = verdict.reason is Reason.NEGATED and closer.mark is not Mark.WRONG
    clearer = closer.passed or verdict.passed or verdict.mark is Mark.UNREADABLE or _named(closer)
    return clearer or asked_with_a_not


def _unplaced(verdict: Verdict) -> bool:
    """Not right, and not known why."""
    known = (Mark.RIGHT, Mark.ALMOST, Mark.PARTIAL, Mark.UNREADABLE)
    return verdict.mark not in known and not verdict.because and not _named(verdict)


def _is_an_option(text: str, question: Question) -> bool:
    """The very words of an option: `Why not ask the manager?` is no question there."""
    said = words_of(text)
    return any(words_of(fold(option.text)) == said for option in getattr(question, "options", ()))


def _named(verdict: Verdict) -> bool:
    """An option, a contrary, or the answer itself but for its capitals, unit or signs."""
    return verdict.reason in _NAMING


def _odd(said: str, text: str, lang: str, words: Lexicon) -> Intent | None:
    if is_correction(said):
        return Intent.CORRECTION
    if picture := typed_picture(said):
        return picture
    if said.lstrip().startswith(("/", "／")):
        return Intent.MENU
    if is_mash(text) and not any(words.language.is_word(word) for word in words_of(text)):
        return Intent.MASH
    return other_language(text, lang) or (Intent.HELP if says_nothing(words_of(text), lang) else None)


def _names_a_word(text: str, question: Question, reading: Reading | None) -> bool:
    """The question asks for a word, and a single one was said that could be one: `continue`, `pass`."""
    words = words_of(text)
    if len(words) != 1 or reading is None or reading.intent not in _ALSO_WORDS:
        return False
    ask = words_of(fold(question.ask))
    pairs = list(pairwise(ask))
    named = any(one in t.asks and two in t.naming for t in tongues() for one, two in pairs)
    return named or ("say" in ask and "how" in ask) or bool(set(ask) & _TRANSLATED)


_TRANSLATED = frozenset(("translate", "translation", "ubersetze", "ubersetzt", "heisst", "spell"))
_ALSO_WORDS = frozenset(
    (
        Intent.NEXT,
        Intent.SKIP,
        Intent.STOP,
        Intent.MENU,
        Intent.HELP,
        Intent.REPEAT,
        Intent.LATER,
        Intent.WHO,
        Intent.NO,
        Intent.YES_NO_OK,
        Intent.GREET,
        Intent.THANKS,
        Intent.LEFT,
        Intent.TIME,
        Intent.DONT_KNOW,
    )
)


def _about(question: Question) -> About:
    ask = _words(question.ask)
    answer = _words(question.answer, *question.accept, *(option.text for option in _options(question)))
    dated = any(ask & tongue.dates or answer & tongue.time_words for tongue in tongues())
    dated = dated or any(char.isdigit() for char in question.answer)
    return About(ask=ask - answer, answer=answer, dated=dated)


def _options(question: Question) -> tuple[Option, ...]:
    return question.options if question.kind == "choice" else ()


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(fold(text)))


def _touches(heard: ReadAnswer, lexicon: Lexicon) -> bool:
    """True if a word of an answer is said, one that is none of the question's own."""
    light = lexicon.language.light
    return any(
        heard.items[spot.at].content and heard.items[spot.at].word.text not in light
        for key, spots in heard.spots.items()
        if key not in heard.vocabulary.asked
        for spot in spots
    )


def _free(verdict: Verdict, intent: Intent) -> Verdict:
    """The verdict on what is no answer."""
    if intent is Intent.DONT_KNOW:
        return replace(_NOT_KNOWING, version=verdict.version)
    if intent in ABOUT_A_WORD:
        return replace(_ASKED_BACK, version=verdict.version)
    return replace(_CHATTER, version=verdict.version)


def listen(
    question: Question, said: str, lexicon: Lexicon | None = None, *, have: Sequence[str] = ()
) -> Verdict:
    """The verdict of `understand`, for where nothing is answered to an intent."""
    return understand(question, said, lexicon, have=have).verdict


def same_text(one: str, other: str) -> bool:
    """Equal but for case, signs and accents."""
    return words_of(fold(one)) == words_of(fold(other)) and bool(words_of(fold(one)))
