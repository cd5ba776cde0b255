"""Verdicts in words. Each begins with its own fixed words, so that the ear knows it from the first one.

After a miss, in this order: what their words would mean, the contrast, the answer (once the question
is closed), one reason, and when it comes back.
"""

from bot.app.replies import (
    AppealTaken,
    Back,
    CommentMarked,
    Compared,
    LeftUnsaid,
    MarkedAlready,
    StreakNews,
    ToCompare,
    WasClosed,
    WasMissed,
    WasPartly,
    WasRight,
    WasShown,
    WouldBe,
)
from bot.domain.marking.verdict import Mark, Move, Reason, Verdict
from bot.domain.question import Choice, ListOf, Question
from bot.words.calendar.streaks import news
from bot.words.calendar.when import back
from bot.words.learning.questions import answer_of, hint_tap, ways_on
from bot.words.markup import FOLD_FROM, folded, lines, plain, sentence, soft, strong, tap
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
    return lines(Html(" ".join(part for part in (head, again, day) if part)), folded(reply.question.why))


def right_choices(t: Translator, reply: WasRight) -> Rows:
    """For a right answer that waits for a tap."""
    return _next_and_more(t, reply.asked)


def was_partly(t: Translator, reply: WasPartly) -> Html:
    """What is there, and what is asked for."""
    return Html(
        " ".join(
            (_partly_head(t, reply.question, reply.verdict), _asked_for(t, reply.question, reply.verdict))
        )
    )


def partly_choices(t: Translator, reply: WasPartly) -> Rows:
    """A hint, the answer, or both."""
    return _open_choices(t, reply)


def was_missed(t: Translator, reply: WasMissed) -> Html:
    """What their words would mean; the question stays open."""
    question, verdict = reply.question, reply.verdict
    on = t("Another go?")
    if reply.begun:
        still_missing = verdict.missing and not isinstance(question, ListOf)
        on = strong(verdict.missing[0] if still_missing else question.ask)
    return Html(f"{_miss_head(t, question, verdict)} {on}")


def missed_choices(t: Translator, reply: WasMissed) -> Rows:
    """Help, or a word against the mark."""
    return _open_choices(t, reply, tap(t.label("I was right"), reply.asked, "right"))


def was_closed(t: Translator, reply: WasClosed) -> Html:
    """The miss, the answer, one reason, and when it returns."""
    return lines(
        _closed_head(t, reply),
        *_why(reply.question),
        _last_line(t, reply.back, reply.streak),
    )


def closed_choices(t: Translator, reply: WasClosed) -> Rows:
    """On, or a word against the mark, or about the question."""
    right = tap(t.label("I was right"), reply.asked, "right")
    more = tap(t.label("More"), reply.asked, "more")
    return ((tap(t.label("Next"), reply.asked, "next"), right, more),)


def to_compare(t: Translator, reply: ToCompare) -> Html:
    """The answer, and whether theirs is the same; the news of the streak below."""
    answer = soft(answer_of(reply.question))
    if reply.again:
        return t("My answer: {answer} Same as yours?", answer=answer)
    asked = t("I can't tell. My answer: {answer} Same as yours?", answer=answer)
    return lines(asked, news(t, reply.streak))


def compare_choices(t: Translator, reply: ToCompare) -> Rows:
    """It is, or not quite."""
    same = tap(t.label("Yes, the same"), reply.asked, "same")
    return ((same, tap(t.label("Not quite"), reply.asked, "other")),)


def compared(t: Translator, reply: Compared) -> Html:
    """Their word is taken; after a "not quite" the why."""
    head = t("Good.") if reply.same else t("Good to know.")
    last = _last_line(t, reply.back, reply.streak)
    return lines(Html(" ".join(part for part in (head, last) if part)), folded(reply.question.why))


def compared_choices(t: Translator, reply: Compared) -> Rows:
    """On, or about the question."""
    return _next_and_more(t, reply.asked)


def left_unsaid(t: Translator, reply: LeftUnsaid) -> Html:
    """A comparison is left as it stands."""
    return Html(" ".join(part for part in (t("Left at that."), back(t, reply.back)) if part))


def was_shown(t: Translator, reply: WasShown) -> Html:
    """The answer, kindly."""
    head = t("Good to know, that's what this is for.") if reply.kindly else Html("")
    answer = t("The answer: {answer}", answer=strong(sentence(reply.question.answer)))
    return lines(head, answer, *_why(reply.question), _last_line(t, reply.back, reply.streak))


def shown_choices(t: Translator, reply: WasShown) -> Rows:
    """On, or about the question."""
    return _next_and_more(t, reply.asked)


def would_be(t: Translator, reply: WouldBe) -> Html:
    """An answer that comes after its question was closed; the next step, where it can't be placed."""
    answer = strong(sentence(reply.question.answer))
    match reply.verdict.mark:
        case Mark.RIGHT | Mark.ALMOST if reply.counted:
            return t("Yes, that's it, and it is counted already. /next goes on.")
        case Mark.RIGHT | Mark.ALMOST:
            head, on = t("That's it; next time it counts."), t("/next goes on.")
            return Html(" ".join(part for part in (head, back(t, reply.back), on) if part))
        case Mark.PARTIAL:
            return t("That's part of it. All of it: {answer} /next goes on.", answer=answer)
        case Mark.DOUBTFUL:
            return t("I can't tell. My answer: {answer} /next goes on.", answer=answer)
        case Mark.WRONG if reply.meant:
            return t("The answer was {answer} Say why for more on it, or next to go on.", answer=answer)
        case _:
            return t("Say next for a question, or why for more on the last one.")


def marked_already(t: Translator, reply: MarkedAlready) -> Html:
    """An edit does not change a mark."""
    if reply.passed:
        return t("That answer is marked already, and it was right. An edit doesn't change it.")
    return t("That answer is marked already; an edit doesn't change it. Send it anew, or say I was right.")


def appeal_taken(t: Translator, reply: AppealTaken) -> Html:
    """Their word is taken."""
    head = t("Taken: it counts as right, and the author will look at it. I was expecting: {answer}",
             answer=strong(sentence(reply.question.answer)))  # fmt: skip
    day = news(t, reply.streak)
    return Html(" ".join(part for part in (head, day) if part))


def appeal_choices(t: Translator, reply: AppealTaken) -> Rows:
    """On."""
    return ((tap(t.label("Next"), reply.asked, "next"),),)


def comment_marked(t: Translator, reply: CommentMarked) -> Html:
    """One kind line under somebody's own comment; the answer is kept for the next post."""
    match reply.verdict.mark:
        case Mark.ALMOST if reply.verdict.slip:
            return t("Right, with a slip: {meant}.", meant=soft(reply.verdict.slip.meant))
        case Mark.RIGHT | Mark.ALMOST:
            return t("Right.")
        case Mark.PARTIAL:
            asked_for = _asked_for(t, reply.question, reply.verdict)
            return Html(f"{_partly_head(t, reply.question, reply.verdict)} {asked_for}")
        case _:
            return _miss_head(t, reply.question, reply.verdict)


def _right_head(t: Translator, reply: WasRight) -> Html:
    verdict, answer = reply.verdict, plain(sentence(reply.question.answer))
    if verdict.mark is Mark.ALMOST and verdict.slip:
        return _with_slip(t, verdict.slip.meant, reply.question.answer)
    if verdict.reason is Reason.OPINION:
        return t("Right. There is no one answer here: {answer}", answer=answer)
    if verdict.strange:
        return _with_remark(t, verdict)
    if reply.misses:
        return t("Right, second try: {answer}", answer=answer)
    if reply.completed:
        return t("Right: now it's whole. {answer}", answer=answer_of(reply.question))
    return t("Right.") if verdict.reason in _SELF_EVIDENT else t("Right: {answer}", answer=answer)


def _with_remark(t: Translator, verdict: Verdict) -> Html:
    """Enough of it is right; what is not is named."""
    words, because = soft(verdict.strange), sentence(verdict.because)
    if because:
        return t("Right, but for {words}: {because}", words=words, because=because)
    return t("Right, but for {words}: that's something else.", words=words)


def _with_slip(t: Translator, meant: str, answer: str) -> Html:
    if len(meant) * 2 > len(answer):
        return t("Right, with a slip: {meant}.", meant=soft(meant))
    return t("Right, with a slip: {meant}. In full: {answer}", meant=soft(meant), answer=sentence(answer))


def _partly_head(t: Translator, question: Question, verdict: Verdict) -> Html:
    """What they have: in the author's words where an idea or an item is meant, else in theirs."""
    if verdict.move:
        return t("Partly: most of it stands. {move}", move=_moved(t, verdict.move))
    if verdict.because:
        return t("Partly: {because}", because=sentence(verdict.because))
    if named := _named(question, verdict.matched):
        return t("You have: {parts}.", parts=soft(_enumerated(t, named)))
    if verdict.quote:
        return t("You have: {parts}.", parts=soft(verdict.quote))
    return t("Partly: that's the direction.")


def _named(question: Question, matched: tuple[str, ...]) -> tuple[str, ...]:
    """Ideas in the author's own words, items by their names; none that is part of another's words."""
    ideas = {idea.name: idea.texts[0] for idea in getattr(question, "ideas", ()) if idea.texts}
    texts = [ideas.get(name, name) for name in matched]
    return tuple(text for text in texts if not any(text != other and text in other for other in texts))


def _moved(t: Translator, move: Move) -> Html:
    """The one move that mends most."""
    if move.behind is None:
        return t("{step} comes first.", step=soft(move.step))
    return t("{step} comes right after {behind}.", step=soft(move.step), behind=soft(move.behind))


def _asked_for(t: Translator, question: Question, verdict: Verdict) -> Html:
    if verdict.reason is Reason.ORDER_OFF:
        return t("What's the order then?")
    if isinstance(question, ListOf):
        left = max(1, question.need - len(verdict.matched))
        return t.count("One more?", "{n} more?", left)
    if verdict.missing:
        return plain(verdict.missing[0])
    if verdict.reason is Reason.UNIT_OFF:
        return t("And in which unit?")
    return t("Can you say it more exactly?")


def _miss_head(t: Translator, question: Question, verdict: Verdict) -> Html:
    if verdict.reason in (Reason.CONTRARY, Reason.NEGATED):
        if verdict.because:
            return t("The other way round: {because}", because=sentence(verdict.because))
        return t("The other way round: that's the opposite.")
    if verdict.because:
        return t("Not quite: {because}", because=sentence(verdict.because))
    match verdict.reason:
        case Reason.BOTH:
            return t("Not quite: that leaves it open. Which one is it?")
        case Reason.STUFFED:
            return t("Not quite: that names a bit of everything. Which would you pick?")
        case Reason.SWAPPED:
            return t("Not quite: those are the right ideas, but they have changed places.")
        case Reason.NUMBER_OFF | Reason.UNIT_OFF | Reason.SYMBOL_OFF | Reason.CASE_OFF:
            return _notation_head(t, verdict.reason)
        case Reason.ORDER_OFF if verdict.move:
            return t("Not quite: the order is another one. {move}", move=_moved(t, verdict.move))
        case Reason.CONFUSED if verdict.quote:
            return t("Not quite: {quote} is something else.", quote=soft(verdict.quote))
        case _:
            return t("Not quite: I was looking for something else.")


def _notation_head(t: Translator, reason: Reason) -> Html:
    """What was off where signs, capitals and units count."""
    if reason is Reason.NUMBER_OFF:
        return t("Not quite: it's another number.")
    if reason is Reason.UNIT_OFF:
        return t("Not quite: the number fits, the unit is another one.")
    if reason is Reason.CASE_OFF:
        return t("Not quite: with other capitals it is another symbol.")
    return t("Not quite: here each sign counts, and one of them is another.")


def _closed_head(t: Translator, reply: WasClosed) -> Html:
    verdict, question = reply.verdict, reply.question
    answer = strong(sentence(question.answer))
    named = verdict.reason in (Reason.OTHER_OPTION, Reason.CONTRARY, Reason.NEGATED)
    if isinstance(question, Choice) and len(question.options) == 2 and named:
        return t("The other way round: {answer}", answer=answer)
    if verdict.mark is Mark.PARTIAL:
        return lines(_partly_head(t, question, verdict), t("All of it: {answer}", answer=answer))
    return lines(_miss_head(t, question, verdict), t("The answer: {answer}", answer=answer))


def _why(question: Question) -> tuple[Html, ...]:
    if len(question.why) > FOLD_FROM:
        return (folded(question.why),)
    return (plain(question.why),) if question.why else ()


def _last_line(t: Translator, when: Back, streak: StreakNews | None) -> Html:
    day = news(t, streak)
    return Html(" ".join(part for part in (back(t, when), day) if part))


def _enumerated(t: Translator, names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return t.label("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


def _open_choices(t: Translator, reply: WasPartly | WasMissed, *more: Button) -> Rows:
    show = tap(t.label("Show the answer"), reply.asked, "show")
    return ways_on(t, reply.question, reply.asked, *hint_tap(t, reply), show, *more)


def _next_and_more(t: Translator, asked: int) -> Rows:
    return ((tap(t.label("Next"), asked, "next"), tap(t.label("More"), asked, "more")),)
