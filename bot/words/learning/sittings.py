"""A sitting ends, or has nothing to ask; what waits, what a limit keeps back, coming back after a silence."""

from collections.abc import Sequence

from bot.app.replies import (
    AllMet,
    CameBack,
    LimitReached,
    MoreWait,
    NothingDue,
    NothingLeft,
    SittingOver,
    TopicMet,
)
from bot.words.calendar.streaks import news, uncounted
from bot.words.calendar.when import in_days
from bot.words.markup import lines, soft, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def sitting_over(t: Translator, reply: SittingOver) -> Html:
    """How it went and what returns."""
    waiting = (
        t.count("{n} more is waiting.", "{n} more are waiting.", reply.waiting) if reply.waiting else Html("")
    )
    day = uncounted(t) if reply.uncounted else Html("")
    if reply.questions + reply.put_off == 1:
        done = t("That's it for today; more if you like.")
        return Html(" ".join(part for part in (done, waiting, day) if part))
    score = _score(t, reply)
    met = t("{met} of {of} met so far.", met=reply.met, of=reply.of) if reply.met < reply.of else Html("")
    return Html(" ".join(part for part in (score, _coming_back(t, reply), met, waiting, day) if part))


def _score(t: Translator, reply: SittingOver) -> Html:
    """How many were right when first asked; and how many more when they came again."""
    if not reply.questions:
        return t("You put all of them off; they come another time.")
    if not reply.mended:
        return t("{right} of {questions}.", right=reply.right, questions=reply.questions)
    return t("{right} of {questions} at once, {n} more when asked again.", right=reply.right,
             questions=reply.questions, n=reply.mended)  # fmt: skip


def sitting_choices(t: Translator, _: SittingOver) -> Rows:
    """On, or enough."""
    return ((tap(t.label("Five more"), 0, "next"), tap(t.label("Enough"), 0, "enough")),)


def all_met(t: Translator, reply: AllMet) -> Html:
    """A moment of its own."""
    return t(
        "That was the last new one: you have met all {count} questions of {deck}. "
        "From here on they come back, each when it helps most. 🎉",
        count=reply.count,
        deck=soft(reply.deck),
    )


def topic_met(t: Translator, reply: TopicMet) -> Html:
    """Nothing in it is new."""
    title = soft(reply.title)
    if not reply.due:
        return t("You have met all {count} of {title}; none is due today.", count=reply.count, title=title)
    return t.count(
        "You have met all {count} of {title}; {n} is due today.",
        "You have met all {count} of {title}; {n} are due today.",
        reply.due,
        count=reply.count,
        title=title,
    )


def nothing_left(t: Translator, reply: NothingLeft) -> Html:
    """Everything is put away."""
    if reply.away:
        return t("There's nothing to ask here: you put all of it away. /settings back brings it back.")
    return t("There's nothing to ask here. /learn lists the topics.")


def nothing_due(t: Translator, reply: NothingDue) -> Html:
    """Nothing is due, and that is good."""
    when = (
        t("The next one comes back {when}.", when=in_days(t, reply.back.days))
        if reply.back.days
        else Html("")
    )
    day = news(t, reply.streak)
    return Html(
        " ".join(part for part in (t("Nothing is due today: you know what you know."), when, day) if part)
    )


def _coming_back(t: Translator, reply: SittingOver) -> Html:
    """What was missed, by title, with the day it is back if one was promised; then the others."""
    if not reply.coming_back:
        return Html("")
    days = [when.days for _, when in reply.coming_back if when.days]
    first = min(days, default=None)
    named = [title for title, when in reply.coming_back if when.days == first]
    titles = _named(t, named)
    if first is None:
        return t.count("{titles} comes back in some days.", "{titles} come back in some days.", len(named),
                       titles=titles)  # fmt: skip
    comes = t.count(
        "{titles} comes back {when}", "{titles} come back {when}", len(named), titles=titles,
        when=in_days(t, first),
    )  # fmt: skip
    others = [when for _, when in reply.coming_back if when.days != first]
    others += [reply.others] if reply.others else []
    last = max((when.days or 0 for when in others), default=0)
    if any(when.in_turn for when in others):
        return t("{comes}, the others in some days.", comes=comes)
    if last <= first:
        return Html(f"{comes}.")
    return t("{comes}, the others {when}.", comes=comes, when=in_days(t, last))


def _named(t: Translator, titles: Sequence[str]) -> Html:
    """Titles at the beginning of a sentence, the last one after an "and"."""
    first, *others = titles
    word = first.partition(" ")[0]
    *some, last = map(soft, (first[:1].upper() + first[1:] if word.isalpha() else first, *others))
    return t("{some} and {last}", some=Html(", ".join(some)), last=last) if some else last


def came_back(t: Translator, reply: CameBack) -> Html:
    """Good to see them, and what waits."""
    if reply.sizes:
        sizes = _sizes(t, reply.sizes)
        return t("Good to have you back. {n} are waiting: {sizes} today?", n=reply.waiting, sizes=sizes)
    if reply.waiting:
        return t("Good to have you back. One is waiting:")
    return t("Good to have you back.")


def came_back_choices(t: Translator, reply: CameBack) -> Rows:
    """How many."""
    return _set_taps(t, reply.sizes)


def more_wait(t: Translator, reply: MoreWait) -> Html:
    """The first is done; how many of the others?"""
    return t("{n} are waiting: {sizes} today?", n=reply.waiting, sizes=_sizes(t, reply.sizes))


def more_wait_choices(t: Translator, reply: MoreWait) -> Rows:
    """How many."""
    return _set_taps(t, reply.sizes)


def limit_reached(t: Translator, reply: LimitReached) -> Html:
    """What comes no more today, and why."""
    new = _new_done(t, reply.new) if reply.new else Html("")
    return lines(new, _reviews_done(t, reply.reviews, reply.waiting) if reply.reviews else Html(""))


def _new_done(t: Translator, limit: int) -> Html:
    return t.count(
        "Today's new question is done; the next one comes tomorrow. For more a day: /settings new {more}",
        "Today's {n} new questions are done; the next ones come tomorrow. "
        "For more a day: /settings new {more}",
        limit,
        more=limit * 2,
    )


def _reviews_done(t: Translator, limit: int, waiting: int) -> Html:
    more = limit * 2
    if not waiting:
        return t(
            "Today's reviews are done, {most} at most. For more a day: /settings reviews {more}",
            most=limit,
            more=more,
        )
    return t.count(
        "Today's reviews are done, {most} at most; {n} more is due and waits until tomorrow. "
        "For more a day: /settings reviews {more}",
        "Today's reviews are done, {most} at most; {n} more are due and wait until tomorrow. "
        "For more a day: /settings reviews {more}",
        waiting,
        most=limit,
        more=more,
    )


def _sizes(t: Translator, sizes: tuple[int, ...]) -> str:
    *some, last = (_number(t, size) for size in sizes)
    return t.label("{some} or {last}", some=", ".join(some), last=last)


def _set_taps(t: Translator, sizes: tuple[int, ...]) -> Rows:
    taps = tuple(tap(_number(t, size).capitalize(), 0, f"set-{size}") for size in sizes)
    return (taps,) if taps else ()


def _number(t: Translator, n: int) -> str:
    return {1: t.label("one"), 2: t.label("two"), 3: t.label("three"), 5: t.label("five")}[n]
