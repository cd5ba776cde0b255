"""Verdicts in words. How each of them begins is in `bot.words.learning.heads`."""

from bot.app.replies import CommentMarked, WasClosed, WasMissed, WasPartly, WasRight
from bot.domain.marking.verdict import Mark, Reason, Verdict
from bot.domain.question import Choice, ListOf, Question
from bot.words.calendar.streaks import news
from bot.words.calendar.when import back
from bot.words.learning.heads import asked_for, last_line, miss_head, partly_head, quoted
from bot.words.learning.questions import hint_tap, next_and_more, ways_on
from bot.words.learning.reasons import why_folded, why_of
from bot.words.markup import lines, plain, sentence, soft, strong, tap
from bot.words.options import answer_of
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

_SELF_EVIDENT = (Reason.EXACT,)
"""Reasons after which the answer need not be said again: they said it themselves."""


def was_right(t: Translator, reply: WasRight) -> Html:
    """Two lines: the verdict with the answer, and the why, folded."""
    head = _right_head(t, reply)
    again = back(t, reply.back) if reply.misses or reply.completed else Html("")
    day = news(t, reply.streak)
    return lines(
        Html(" ".join(part for part in (head, again, day) if part)),
        why_folded(t, reply.question),
    )


def right_choices(t: Translator, reply: WasRight) -> Rows:
    """For a right answer that waits for a tap."""
    return next_and_more(t, reply.asked)


def was_partly(t: Translator, reply: WasPartly) -> Html:
    """What is there, and what is asked for."""
    return Html(
        " ".join((partly_head(t, reply.question, reply.verdict), asked_for(t, reply.question, reply.verdict)))
    )


def partly_choices(t: Translator, reply: WasPartly) -> Rows:
    """A hint, the answer, or both."""
    return _open_choices(t, reply)


def was_missed(t: Translator, reply: WasMissed) -> Html:
    """What their words would mean; the question stays open."""
    question, verdict = reply.question, reply.verdict
    on = t("Which one is it?") if verdict.reason in (Reason.BOTH, Reason.STUFFED) else t("Another go?")
    if reply.begun:
        still_missing = verdict.missing and not isinstance(question, ListOf)
        on = strong(verdict.missing[0] if still_missing else question.ask)
    return Html(f"{miss_head(t, question, verdict)} {on}")


def missed_choices(t: Translator, reply: WasMissed) -> Rows:
    """Help, or a word against the mark."""
    return _open_choices(t, reply, tap(t.label("I was right"), reply.asked, "right"))


def was_closed(t: Translator, reply: WasClosed) -> Html:
    """The miss, the answer, one reason, and when it returns."""
    return lines(
        _closed_head(t, reply),
        why_of(t, reply.question),
        last_line(t, reply.back, reply.streak),
    )


def closed_choices(t: Translator, reply: WasClosed) -> Rows:
    """On, or a word against the mark, or about the question."""
    right = tap(t.label("I was right"), reply.asked, "right")
    more = tap(t.label("More"), reply.asked, "more")
    return ((tap(t.label("Next"), reply.asked, "next"), right, more),)


def comment_marked(t: Translator, reply: CommentMarked) -> Html:
    """One kind line under somebody's own comment; the answer is kept for the next post."""
    match reply.verdict.mark:
        case Mark.ALMOST if reply.verdict.slip:
            return t("Right, with a slip: {meant}.", meant=soft(reply.verdict.slip.meant))
        case Mark.RIGHT | Mark.ALMOST:
            return t("Right.")
        case Mark.PARTIAL:
            further = asked_for(t, reply.question, reply.verdict)
            return Html(f"{partly_head(t, reply.question, reply.verdict)} {further}")
        case _:
            return miss_head(t, reply.question, reply.verdict)


def _right_head(t: Translator, reply: WasRight) -> Html:
    verdict, answer = reply.verdict, plain(sentence(reply.question.answer), reply.question.marked)
    if verdict.mark is Mark.ALMOST and verdict.slip:
        return _with_slip(t, verdict.slip.meant, reply.question)
    if verdict.reason is Reason.OPINION:
        return t("Right. There is no one answer here: {answer}", answer=answer)
    if verdict.strange:
        return _with_remark(t, reply.question, verdict)
    if reply.misses:
        return t("Right, second try: {answer}", answer=answer)
    if reply.completed:
        return t(
            "Right: now it's whole. {answer}", answer=plain(answer_of(reply.question), reply.question.marked)
        )
    return t("Right.") if verdict.reason in _SELF_EVIDENT else t("Right: {answer}", answer=answer)


def _with_remark(t: Translator, question: Question, verdict: Verdict) -> Html:
    """Enough of it is right; what is not is named."""
    words, because = soft(quoted(verdict.strange)), plain(sentence(verdict.because), question.marked)
    if because:
        return t("Right, but for {words}: {because}", words=words, because=because)
    return t("Right, but for {words}: that's something else.", words=words)


def _with_slip(t: Translator, meant: str, question: Question) -> Html:
    if len(meant) * 2 > len(question.answer):
        return t("Right, with a slip: {meant}.", meant=soft(meant))
    answer = plain(sentence(question.answer), question.marked)
    return t("Right, with a slip: {meant}. In full: {answer}", meant=soft(meant), answer=answer)


def _closed_head(t: Translator, reply: WasClosed) -> Html:
    verdict, question = reply.verdict, reply.question
    answer = strong(sentence(question.answer), question.marked)
    named = verdict.reason in (Reason.OTHER_OPTION, Reason.CONTRARY, Reason.NEGATED)
    if isinstance(question, Choice) and len(question.options) == 2 and named:
        return t("The other way round: {answer}", answer=answer)
    if verdict.mark is Mark.PARTIAL:
        return lines(partly_head(t, question, verdict), t("All of it: {answer}", answer=answer))
    return lines(miss_head(t, question, verdict), t("The answer: {answer}", answer=answer))


def _open_choices(t: Translator, reply: WasPartly | WasMissed, *more: Button) -> Rows:
    show = tap(t.label("Show the answer"), reply.asked, "show")
    return ways_on(t, reply.question, reply.asked, *hint_tap(t, reply), show, *more)
