"""A question's accepted texts as notation, compiled with its deck; and the verdict on an answer to them."""

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.ways import any_of
from bot.domain.marking.kinds.notation import scripts
from bot.domain.marking.kinds.notation.amounts import Amount
from bot.domain.marking.kinds.notation.answers import held
from bot.domain.marking.kinds.notation.looks import ReadAs, charge
from bot.domain.marking.kinds.notation.outcome import RIGHT, VAGUE, Asked, Outcome
from bot.domain.marking.kinds.notation.said import Said
from bot.domain.marking.kinds.notation.signs import GREEK_NAMES, spelled
from bot.domain.marking.kinds.notation.symbols import tree
from bot.domain.marking.kinds.notation.units import unit_of
from bot.domain.marking.kinds.notation.wanted import Wanted, wanted
from bot.domain.marking.language.language import Language
from bot.domain.marking.reading.tokens import read
from bot.domain.marking.verdict import Mark, Reason, Slip, Verdict
from bot.domain.question import Number, Question

_LONGEST_QUOTE = 60
_OF_A_NUMBER = re.compile(r"\d\s*(?:%|per ?cent\b|prozent\b)", re.IGNORECASE)
_COUNTED = re.compile(r"\d+[a-z]")
"""`1x` beside phrases is a number of times, no formula."""


class Notation(Struct, frozen=True):
    """What of a question is notation."""

    wanted: tuple[Wanted, ...]
    rejects: tuple[tuple[Wanted, str], ...]
    asked: Asked
    contrasts: frozenset[str]
    """Words that are other terms than those of the accepted texts."""
    articles: tuple[tuple[str, str], ...]
    """Where they count: each accepted text as its article and the rest."""
    leading: frozenset[str]
    """What may be an article there, also of another language than the question is in."""
    cores: tuple[str, ...]
    """Accepted texts in the one form of their script, where marks decide."""
    code: str
    """Language, ISO 639-1."""

    @property
    def signs(self) -> bool:
        """True if signs alone may be an answer."""
        return any(one.kind not in (ReadAs.WORDS, ReadAs.NUMBER) for one in self.wanted)

    @property
    def refused(self) -> frozenset[str]:
        """Formulas that are rejected: by their signs alone, never by the words that are in them."""
        return frozenset(one.source for one, _ in self.rejects if one.kind is ReadAs.FORMULA)


class Ruling(Struct, frozen=True):
    """What notation comes to: a verdict, or accepted texts that words must not pass for."""

    verdict: Verdict | None
    spoilt: frozenset[str] = frozenset()


def notation_of(question: Question, lang: Language) -> Notation | None:
    """The question's notation; None if none of its texts has any."""
    texts = tuple(
        one for text in (question.answer, *question.accept) for one in any_of(text, lang) or (text,)
    )
    percent = _names_percent(question.ask, lang)
    given = percent and not _names_percent(_OF_A_NUMBER.sub(" ", question.ask), lang)
    numbers = frozenset(one.number for one in read(question.ask, lang).items if one.number is not None)
    asked = Asked(question.ask, lang, percent, given, numbers=numbers)
    made = tuple(wanted(text, lang, question.as_kind) for text in texts)
    if any(one.kind is ReadAs.WORDS and len(one.names) > 1 for one in made):
        made = tuple(_as_words(one, lang) if _COUNTED.fullmatch(one.plain) else one for one in made)
    if isinstance(question, Number):
        asked = replace(asked, tolerance=abs(question.tolerance), number=True)
        made = (_number(question), *(one for one in made[1:] if one.amount is not None))
    cores = _cores(texts, lang) if all(one.kind in (ReadAs.WORDS, ReadAs.NUMBER) for one in made) else ()
    rejects = tuple(
        (wanted(text, lang, question.as_kind), one.why) for one in question.reject for text in one.texts
    )
    leading = _articles_of(texts, lang) if question.articles else frozenset[str]()
    articles = tuple(_divided(text, lang, leading) for text in texts) if question.articles else ()
    if not cores and not articles and not any(_tells(one) for one in made):
        return None
    return Notation(
        wanted=made,
        rejects=tuple(one for one in rejects if one[0].kind is not ReadAs.WORDS),
        asked=asked,
        contrasts=frozenset(word for one in made for word in one.contrasts),
        articles=articles,
        leading=leading,
        cores=cores,
        code=lang.code,
    )


def _names_percent(ask: str, lang: Language) -> bool:
    return "%" in ask or any(lang.fold(word.strip("?.,")) in lang.percent for word in ask.split())


def _as_words(one: Wanted, lang: Language) -> Wanted:
    return wanted(one.source, lang, "words")


def _number(question: Number) -> Wanted:
    units = unit_of(question.unit)
    percent = question.unit.strip() in ("%", "percent", "per cent", "Prozent")
    amount = Amount(Fraction(question.value), percent, () if percent else units, question.unit, 0, 0)
    return Wanted(question.answer, ReadAs.AMOUNT, "", amount=amount)


def _tells(one: Wanted) -> bool:
    return (
        one.kind is not ReadAs.WORDS
        or one.deciding is not None
        or bool(one.contrasts or one.joined or charge(one.source))
        or one.names <= GREEK_NAMES
    )


def _bears(one: Wanted) -> bool:
    return (
        bool(one.joined or charge(one.source))
        or one.kind is not ReadAs.WORDS
        or one.deciding is not None
        or one.names <= GREEK_NAMES
    )


def _cores(texts: tuple[str, ...], lang: Language) -> tuple[str, ...]:
    """Single words, and words of a script without capitals; in English marks don't decide."""
    if lang.code == "en":
        return ()
    found = [scripts.core(text, lang.code) for text in texts]
    return tuple(one for one in found if one and (" " not in one or (not lang.known and len(one) < 60)))


def ruled(notation: Notation, said: str) -> Ruling:
    """The verdict where it is definite; else which accepted texts the answer is not, whatever its words."""
    if notation.articles:
        verdict = _by_article(notation, said)
        if verdict is not None:
            return Ruling(verdict)
    if notation.cores:
        verdict = _by_script(notation, said)
        if verdict is not None:
            return Ruling(verdict)
    answer = Said(said, notation.asked.lang)
    refused = _refused(notation, answer)
    if refused is not None:
        return Ruling(refused)
    alike = bool(notation.contrasts) and bool(notation.contrasts & answer.known)
    outcomes = [(one, held(one, answer, notation.asked)) for one in notation.wanted if alike or _bears(one)]
    for mark in (Mark.RIGHT, Mark.ALMOST):
        hits = [(one, found) for one, found in outcomes if found is not None and found.mark is mark]
        if hits:
            as_it_stands = any(one.source.casefold() == said.strip(" .!").casefold() for one, _ in hits)
            return Ruling(_verdict(RIGHT if as_it_stands else hits[0][1], said))
    spoilt = [(one.source, found) for one, found in outcomes if found is not None]
    if len(spoilt) < len(notation.wanted):
        if spoilt and all(found.sure for _, found in spoilt) and _of_their_letters(notation, answer):
            return Ruling(None, frozenset(one.source for one in notation.wanted))
        return Ruling(None, frozenset(source for source, found in spoilt if found.sure))
    partly = next((found for _, found in spoilt if found.mark is Mark.PARTIAL), None)
    return Ruling(_verdict(partly or spoilt[0][1], said)) if spoilt else Ruling(None)


def _of_their_letters(notation: Notation, said: Said) -> bool:
    """Another formula in the letters of those that are wanted, which words beside them say nothing of."""
    letters = frozenset().union(*(one.names for one in notation.wanted if one.kind is ReadAs.FORMULA))
    words = frozenset().union(*(one.names for one in notation.wanted if one.kind is ReadAs.WORDS))
    typed = {name.casefold() for name in re.findall(r"[^\W\d_]+", said.text)}
    return len(typed) > 1 and typed <= letters - words and tree(said.stripped) is not None


def _refused(notation: Notation, said: Said) -> Verdict | None:
    """A foreseen miss is compared as strictly as the answer; what is accepted as it stands is none."""
    plain = "".join(spelled(said.text).split())
    if any(one.plain == plain for one in notation.wanted if one.kind is ReadAs.FORMULA):
        return None
    for one, why in notation.rejects:
        found = held(one, said, notation.asked)
        loose = (
            one.kind in (ReadAs.SYMBOLS, ReadAs.CODE)
            and found is not None
            and found.reason is not Reason.EXACT
        )
        if found is not None and found.mark is Mark.RIGHT and not loose:
            return Verdict(
                mark=Mark.WRONG, reason=Reason.REJECTED, credit=0.0, quote=_quote(said.text), because=why
            )
    return None


def _articles_of(texts: tuple[str, ...], lang: Language) -> frozenset[str]:
    """The articles of the question's language, and of those in which an accepted text begins with one, for
    *die Tür* is asked for in English too."""
    firsts = (scripts.core(text, lang.code).replace("'", " ").partition(" ")[0] for text in texts)
    return lang.articles | scripts.leads(lang.code) | scripts.leads_like(firsts)


def _divided(text: str, lang: Language, known: frozenset[str]) -> tuple[str, str]:
    """The article before a word, empty if there is none, and the word."""
    core = scripts.core(text, lang.code)
    first, _, rest = core.replace("'", "' ").partition(" ")
    return (first, rest.strip()) if rest and (first in known or first.strip("'") in known) else ("", core)


def _by_article(notation: Notation, said: str) -> Verdict | None:
    """Another article is another answer; without one the rest is right."""
    article, rest = _divided(said, notation.asked.lang, notation.leading)
    fits = {one for one, word in notation.articles if word == rest}
    if article and article not in {one for one, _ in notation.articles}:
        return _verdict(Outcome(Mark.WRONG, Reason.CONFUSED, quote=article), said)
    if not fits or article in fits:
        return None
    return _verdict(VAGUE if not article else Outcome(Mark.WRONG, Reason.CONFUSED, quote=article), said)


def _by_script(notation: Notation, said: str) -> Verdict | None:
    worst: Outcome | None = None
    for form in dict.fromkeys(scripts.forms(said, notation.code)):
        for core in notation.cores:
            marks = scripts.compared(core, form, notation.code)
            figure = scripts.number(core) if marks is None else None
            if marks is scripts.Marks.SAME or (figure is not None and figure == scripts.number(form)):
                return _verdict(Outcome(Mark.RIGHT, Reason.EXACT), said)
            if marks is scripts.Marks.LEFT_OUT:
                worst = Outcome(Mark.ALMOST, Reason.SLIP, quote=form, meant=core)
            elif marks is scripts.Marks.OTHER and worst is None:
                worst = Outcome(Mark.WRONG, Reason.CONFUSED, quote=form)
    return _verdict(worst, said) if worst is not None else None


def _verdict(found: Outcome, said: str) -> Verdict:
    passed = found.mark in (Mark.RIGHT, Mark.ALMOST)
    credit = 1.0 if passed else 0.3 if found.mark is Mark.PARTIAL else 0.0
    slip = Slip(typed=found.quote, meant=found.meant) if found.mark is Mark.ALMOST else None
    quote = found.quote or _quote(said)
    return Verdict(mark=found.mark, reason=found.reason, credit=credit, slip=slip, quote=quote)


def _quote(said: str) -> str:
    return " ".join(said.split()[:5])[:_LONGEST_QUOTE]
