"""How a verdict begins and ends: its own fixed words, so that the ear knows it from the first one.

After a miss, in this order: what their words would mean, the contrast, the answer (once the question
is closed), one reason, and when it comes back.
"""

from bot.app.replies import Back, StreakNews
from bot.domain.marking.verdict import Move, Reason, Verdict
from bot.domain.question import Gaps, ListOf, Match, Question, Select
from bot.words.calendar.streaks import news
from bot.words.calendar.when import back
from bot.words.learning.partly import named_parts, part_asked_for
from bot.words.markup import plain, sentence, soft
from bot.words.translator import Html, Translator

QUOTED = 5
"""So many of their words are quoted at most."""


def partly_head(t: Translator, question: Question, verdict: Verdict) -> Html:
    """What they have: in the author's words where an idea or an item is meant, else in theirs."""
    if verdict.move:
        return t("You have: most of the order. {move}", move=_moved(t, verdict.move))
    if verdict.strange or isinstance(question, Select | Match | Gaps):
        return parts_there(t, question, verdict)
    if verdict.because:
        because = plain(sentence(verdict.because), question.marked)
        return t("You have: a part of it. {because}", because=because)
    if have := they_have(t, question, verdict.matched):
        return have
    if verdict.quote:
        return t("You have: {parts}.", parts=soft(quoted(verdict.quote)))
    return t("You have: the direction.")


def they_have(t: Translator, question: Question, matched: tuple[str, ...]) -> Html:
    """What is right so far, in the author's words; nothing if nothing is."""
    named = named_parts(question, matched)
    parts = soft(_enumerated(t, named), question.marked)
    return t("You have: {parts}.", parts=parts) if named else Html("")


def parts_there(t: Translator, question: Question, verdict: Verdict) -> Html:
    """Which parts are right, and which one is not."""
    have, marked = they_have(t, question, verdict.matched), question.marked
    if not verdict.strange:
        return have or t("You have: the direction.")
    ours = isinstance(question, Select | Match)  # an option or a pair is the author's, and is named whole
    strange = soft(verdict.strange if ours else quoted(verdict.strange), marked)
    because = plain(sentence(verdict.because), marked)
    if because:
        return Html(f"{have} {t('Not {words}: {because}', words=strange, because=because)}")
    return Html(f"{have} {t('Not {words}.', words=strange)}")


def asked_for(t: Translator, question: Question, verdict: Verdict) -> Html:
    """What is still asked for after a partial answer."""
    if verdict.reason is Reason.ORDER_OFF:
        return t("What's the order then?")
    if isinstance(question, ListOf):
        left = max(1, question.need - len(verdict.matched))
        return t.count("One more?", "{n} more?", left)
    if isinstance(question, Select | Match | Gaps):
        return part_asked_for(t, question, verdict.matched)
    if verdict.missing:
        return plain(verdict.missing[0], question.marked)
    if verdict.reason is Reason.UNIT_OFF:
        return t("And in which unit?")
    if verdict.reason is Reason.VAGUE and question.articles:
        return t("And with which article?")
    return t("Can you say it more exactly?")


def miss_head(t: Translator, question: Question, verdict: Verdict) -> Html:
    """What their words would mean; "the other way round" where they said the contrary."""
    because = plain(sentence(verdict.because), question.marked)
    if verdict.reason in (Reason.CONTRARY, Reason.NEGATED):
        if because:
            return t("The other way round: {because}", because=because)
        return t("The other way round: that's the opposite.")
    if because:
        return t("Not quite: {because}", because=because)
    match verdict.reason:
        case Reason.BOTH:
            return t("Not quite: that leaves it open.")
        case Reason.STUFFED:
            return t("Not quite: that names a bit of everything.")
        case Reason.SWAPPED:
            return t("Not quite: those are the right ideas, but they have changed places.")
        case Reason.NUMBER_OFF | Reason.UNIT_OFF | Reason.SYMBOL_OFF | Reason.CASE_OFF | Reason.CODE:
            return _notation_head(t, verdict.reason)
        case Reason.ORDER_OFF if verdict.move:
            return t("Not quite: the order is another one. {move}", move=_moved(t, verdict.move))
        case Reason.CONFUSED if verdict.quote:
            return t("Not quite: {quote} is something else.", quote=soft(quoted(verdict.quote)))
        case _:
            return t("Not quite: I was looking for something else.")


def last_line(t: Translator, when: Back, streak: StreakNews | None) -> Html:
    """When it comes back, and the news of the streak."""
    day = news(t, streak)
    return Html(" ".join(part for part in (back(t, when), day) if part))


def _enumerated(t: Translator, names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return t.label("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


def quoted(words: str) -> str:
    """Their words, of which at most so many are repeated."""
    first = words.split()
    return words if len(first) <= QUOTED else " ".join((*first[:QUOTED], "…"))


def _moved(t: Translator, move: Move) -> Html:
    """The one move that mends most."""
    if move.behind is None:
        return t("{step} comes first.", step=soft(move.step))
    return t("{step} comes right after {behind}.", step=soft(move.step), behind=soft(move.behind))


def _notation_head(t: Translator, reason: Reason) -> Html:
    """What was off where signs, capitals and units count, or where words do."""
    if reason is Reason.CODE:
        return t("Not quite: that's code, and I'm after words.")
    if reason is Reason.NUMBER_OFF:
        return t("Not quite: it's another number.")
    if reason is Reason.UNIT_OFF:
        return t("Not quite: the number fits, the unit is another one.")
    if reason is Reason.CASE_OFF:
        return t("Not quite: with other capitals it is another symbol.")
    return t("Not quite: here each sign counts, and one of them is another.")
