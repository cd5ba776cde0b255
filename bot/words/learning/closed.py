"""The answer shown, and what is said about a question that is closed: tried after all, edited, appealed."""

from bot.app.replies import AppealTaken, ForEarlier, LastStood, MarkedAlready, WasShown, WouldBe
from bot.domain.marking.verdict import Mark
from bot.words.calendar.streaks import news, uncounted
from bot.words.calendar.when import back
from bot.words.learning.heads import last_line
from bot.words.learning.questions import next_and_more
from bot.words.learning.reasons import why_of
from bot.words.markup import lines, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def was_shown(t: Translator, reply: WasShown) -> Html:
    """The answer, kindly."""
    head = t("Good to know, that's what this is for.") if reply.kindly else Html("")
    answer = t("The answer: {answer}", answer=strong(sentence(reply.question.answer), reply.question.marked))
    day = uncounted(t) if reply.uncounted else Html("")
    return lines(head, answer, why_of(t, reply.question), last_line(t, reply.back, reply.streak), day)


def shown_choices(t: Translator, reply: WasShown) -> Rows:
    """On, or about the question."""
    return next_and_more(t, reply.asked)


def would_be(t: Translator, reply: WouldBe) -> Html:
    """An answer that comes after its question was closed; the next step, where it can't be placed."""
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    match reply.verdict.mark:
        case Mark.RIGHT | Mark.ALMOST if reply.counted:
            return t("Yes, that's it, and it is counted already. /next goes on.")
        case Mark.RIGHT | Mark.ALMOST:
            head, on = t("That's it; next time it counts."), t("/next goes on.")
            return Html(" ".join(part for part in (head, back(t, reply.back), on) if part))
        case Mark.PARTIAL:
            return t("That's part of it. All of it: {answer} /next goes on.", answer=answer)
        case Mark.DOUBTFUL if not reply.kept:
            return t("I can't tell. My answer: {answer} /next goes on.", answer=answer)
        case Mark.WRONG if reply.meant:
            return t("The answer was {answer} Say why for more on it, or next to go on.", answer=answer)
        case _:
            return t("Say next for a question, or why for more on the last one.")


def for_earlier(t: Translator, reply: ForEarlier) -> Html:
    """Which question an answer was taken for."""
    return t("I take that for: {question}", question=soft(reply.question.ask, reply.question.marked))


def marked_already(t: Translator, reply: MarkedAlready) -> Html:
    """An edit does not change a mark."""
    if reply.passed:
        return t("That answer is marked already, and it was right. An edit doesn't change it.")
    return t("That answer is marked already; an edit doesn't change it. Send it anew, or say I was right.")


def appeal_taken(t: Translator, reply: AppealTaken) -> Html:
    """Their word is taken."""
    if reply.already:
        return t("That one counts as right already.")
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    if reply.own:
        head = t("Taken: it is right from now on. I was expecting: {answer}", answer=answer)
    else:
        head = t("Taken: it counts as right, and the author will look at it. I was expecting: {answer}",
                 answer=answer)  # fmt: skip
    day = news(t, reply.streak)
    return Html(" ".join(part for part in (head, day) if part))


def last_stood(t: Translator, reply: LastStood) -> Html:
    """Whether it was right."""
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    if reply.passed:
        return t("Yes, that was right: {answer}", answer=answer)
    return t("Not that one. The answer was {answer}", answer=answer)


def appeal_choices(t: Translator, reply: AppealTaken | LastStood) -> Rows:
    """On."""
    return ((tap(t.label("Next"), reply.asked, "next"),),)
