"""Joining a class, and being in one: what the teacher sees is said before it is shown."""

from bot.app import replies as f
from bot.app.ports.classes import Shares
from bot.words.calendar.streaks import day_name
from bot.words.classes.days import due_day, due_line, questions
from bot.words.markup import lines, paragraphs, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def join_asked(t: Translator, reply: f.JoinAsked) -> Html:
    """What they would see."""
    return paragraphs(
        t(
            "This is {title}, a class of your teacher. They see how many took part and which questions are "
            "hard, never your answers or marks.",
            title=strong(reply.title),
        ),
        t("May they see your name and on how many days you practised?"),
    )


def join_choices(t: Translator, reply: f.JoinAsked) -> Rows:
    """With a name, without, or not now."""
    return (
        (tap(t.label("Yes"), 0, f"cj-days-{reply.token}"),),
        (tap(t.label("Count me without a name"), 0, f"cj-nothing-{reply.token}"),),
        (tap(t.label("Not now"), 0, f"cj-no-{reply.token}"),),
    )


def join_declined(t: Translator, reply: f.JoinDeclined) -> Html:
    """Not now."""
    return t("Fine, nobody is told. The link works until {day}.", day=day_name(t, reply.until))


def join_paused(t: Translator, reply: f.JoinPaused) -> Html:
    """Not before it goes on."""
    return t(
        "{title} is paused, so nobody comes in now. Open the link again when your teacher says that it goes "
        "on; /next brings a question anyway.",
        title=strong(reply.title),
    )


def link_over(t: Translator, _: f.ClassLinkOver) -> Html:
    """Nobody comes in by it."""
    return t(
        "This link lets nobody in any more. Ask your teacher for the new one; /next brings a question anyway."
    )


def joined(t: Translator, reply: f.Joined) -> Html:
    """In; what is due; the question follows."""
    head = t(
        "You're in {title}. /class shows what's due, and leads out again; /class lecture brings questions in "
        "the lecture too.",
        title=soft(reply.title),
    )
    if reply.due is None:
        return head
    due = t(
        "Due by {day}: {title}, {questions}.",
        day=due_day(t, reply.due.on, reply.today),
        title=soft(reply.due.title),
        questions=questions(t, reply.due.of),
    )
    return lines(head, due)


def member_told(t: Translator, reply: f.MemberTold) -> Html:
    """Where it stands, and what the teacher sees."""
    if reply.closed:
        return lines(t("{title} is closed; what you learned stays yours.", title=strong(reply.title)))
    return lines(
        t("You're in {title}.", title=strong(reply.title)),
        *(due_line(t, line, reply.today) for line in reply.due),
        *(() if reply.due else (_nothing_due(t, reply),)),
        t("The exam is on {day}.", day=day_name(t, reply.exam)) if reply.exam else "",
        _seen(t, reply.shares),
    )


def member_choices(t: Translator, reply: f.MemberTold) -> Rows:
    """What is due, what they see, and the way out."""
    leave = tap(t.label("Leave"), 0, f"cm-{reply.id}-leave")
    if reply.closed:
        return ((leave,),)
    due = tap(t.label("What's due") if reply.due else t.label("Next"), 0, f"cm-{reply.id}-due")
    see = tap(t.label("Change what they see"), 0, f"cm-{reply.id}-see")
    return ((due,), (see, leave))


def shares_asked(t: Translator, reply: f.SharesAsked) -> Html:
    """What may be seen?"""
    return lines(
        strong(reply.title),
        _seen(t, reply.shares),
        t("Answers and marks are never shown to them. What may they see?"),
        t("Questions in the lecture come to you.") if reply.lecture else "",
    )


def shares_choices(t: Translator, reply: f.SharesAsked) -> Rows:
    """Two ways."""
    days = tap(t.label("My name and my days"), 0, f"cm-{reply.id}-days")
    nothing = tap(t.label("Count me without a name"), 0, f"cm-{reply.id}-nothing")
    lecture = (
        tap(t.label("No questions in the lecture"), 0, f"cm-{reply.id}-nolecture")
        if reply.lecture
        else tap(t.label("Questions in the lecture too"), 0, f"cm-{reply.id}-lecture")
    )
    return ((days,), (nothing,), (lecture,))


def left(t: Translator, reply: f.ClassLeft) -> Html:
    """Out, and told to nobody."""
    return t(
        "You've left {title}. Nobody is told, and what you learned stays yours.", title=soft(reply.title)
    )


def _nothing_due(t: Translator, reply: f.MemberTold) -> Html:
    if reply.paused:
        return t("It is paused; nothing is due until it goes on.")
    return t("Nothing is due.")


def _seen(t: Translator, shares: Shares) -> Html:
    if shares is Shares.DAYS:
        return t("Your teacher sees your name and on how many days you practised.")
    return t("Your teacher sees counts, without your name.")
