"""What a teacher is told of a week, who took part, who assists, and the end of a class. What could give
somebody away has been left out before it comes here."""

import csv
import json
from io import StringIO

from bot.app import replies as f
from bot.domain.class_week import WeekFigures
from bot.words.calendar.streaks import day_name
from bot.words.classes.staff import FEWEST
from bot.words.markup import lines, name, paragraphs, soft, strong, tap
from bot.words.spoken import OWN_LINK, Button, Document
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would reckon with."""
_LONGEST_NAME = 50
"""Letters of a deck's name that a button carries."""


def class_reported(t: Translator, reply: f.ClassReported) -> Html:
    """The week."""
    head = t(
        "{title}, {first} to {last}:",
        title=strong(reply.title),
        first=day_name(t, reply.first),
        last=day_name(t, reply.last),
    )
    if reply.figures is None:
        return lines(head, t("There was no answer."))
    if reply.figures.members is None:
        return lines(head, t("The class is too small: fewer than {n} people are too few to tell.", n=FEWEST))
    return paragraphs(
        lines(head, _took_part(t, reply.figures), _hardest(t, reply)), _waiting(t, reply.waiting)
    )


def reported_choices(t: Translator, reply: f.ClassReported) -> Rows:
    """The answers to rule on, the hard questions, the file."""
    rule = (tap(t.label("Rule on them"), 0, "inbox-0"),) if reply.waiting else ()
    hard = (
        (tap(t.label("Hard questions"), 0, f"hard-{reply.deck}"),)
        if 0 < len(reply.deck) <= _LONGEST_NAME
        else ()
    )
    file = (tap(t.label("As a file"), 0, f"cl-{reply.id}-file"),) if reply.teacher else ()
    return ((*rule, *hard), file) if rule and file else ((*rule, *hard, *file),)


def participation_told(t: Translator, reply: f.ParticipationTold) -> Html:
    """What the file has."""
    if not reply.rows:
        return t("In {title} nobody has agreed to be named, so there is no file.", title=soft(reply.title))
    return t(
        "Who took part in {title}, of those who agreed to be named. There are no marks in it.",
        title=soft(reply.title),
    )


def participation_file(t: Translator, reply: f.ParticipationTold) -> Document | None:
    """The first row says what it contains."""
    if not reply.rows:
        return None
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            t.label(
                "{title}, {day}: the names of those who agreed to be named, and on how many days they "
                "practised since they joined. Nobody else is in it, and no marks.",
                title=_inert(reply.title),
                day=reply.on.isoformat(),
            )
        ]
    )
    rows.writerow([t.label("name"), t.label("days")])
    for called, days in reply.rows:
        rows.writerow([_inert(called), days])
    return Document(
        name=f"participation-{reply.on.isoformat()}.csv",
        content=f"\ufeff{out.getvalue()}",
        media_type="text/csv",
    )


def helpers_told(t: Translator, reply: f.HelpersTold) -> Html:
    """Who assists."""
    if not reply.names:
        return t("Nobody assists in {title}. A link for one works once.", title=soft(reply.title))
    names = Html(", ".join(name(each) for _, each in reply.names))
    return lines(
        t("Assistants of {title}: {names}.", title=soft(reply.title), names=names),
        t("They see the week and say what is due; who took part they don't see."),
    )


def helpers_choices(t: Translator, reply: f.HelpersTold) -> Rows:
    """Take the role away, or give it."""
    out = tuple(
        (tap(t.label("Remove {name}", name=each), 0, f"cl-{reply.id}-drop-{person}"),)
        for person, each in reply.names
    )
    add = tap(t.label("Add one"), 0, f"cl-{reply.id}-helper")
    return (*out, (add, tap(t.label("Back"), 0, f"cl-{reply.id}-show")))


def helper_made(t: Translator, reply: f.HelperMade) -> Html:
    """What the link does."""
    head = (
        t(
            "Whoever opens this link first assists in {title}. It works once, within {n} hours:",
            title=soft(reply.title),
            n=reply.hours,
        )
        if reply.title
        else t(
            "Whoever opens this link first may make classes. It works once, within {n} hours:", n=reply.hours
        )
    )
    return lines(head, Html(OWN_LINK))


def close_asked(t: Translator, reply: f.CloseAsked) -> Html:
    """What would be gone."""
    return lines(
        strong(t.label("Close {title}?", title=reply.title)),
        t(
            "The link ends, nothing is due any more, and no report comes. "
            "After thirty days it is forgotten who was in it."
        ),
    )


def close_choices(t: Translator, reply: f.CloseAsked) -> Rows:
    """Close, or not."""
    close = tap(t.label("Close it"), 0, f"cl-{reply.id}-closed")
    return ((close, tap(t.label("Keep it"), 0, f"cl-{reply.id}-keep")),)


def class_closed(t: Translator, reply: f.ClassClosed) -> Html:
    """It is."""
    return t(
        "{title} is closed. Who was in it is forgotten on {day}; what people learned stays theirs.",
        title=soft(reply.title),
        day=day_name(t, reply.gone_on),
    )


def closed_choices(t: Translator, reply: f.ClassClosed) -> Rows:
    """The file, or open again."""
    file = tap(t.label("As a file"), 0, f"cl-{reply.id}-file")
    return ((file, tap(t.label("Open it again"), 0, f"cl-{reply.id}-open")),)


def link_picture() -> str:
    """What is drawn of the link of a message: the address stands in for itself until it is sent."""
    return json.dumps({"qr": OWN_LINK})


def _took_part(t: Translator, figures: WeekFigures) -> Html:
    if figures.nearly_all:
        took = t("Of {members} people nearly all took part.", members=figures.members)
    elif figures.took_part is None:
        return t("Of {members} people a few took part.", members=figures.members)
    else:
        took = t("{n} of {members} took part.", n=figures.took_part, members=figures.members)
    if figures.several is None:
        return took
    several = t("{share} % of them on three days or more.", share=round(figures.several * 100))
    return Html(f"{took} {several}")


def _hardest(t: Translator, reply: f.ClassReported) -> Html:
    if not reply.hardest:
        return Html("")
    told = [
        soft(title)
        if share is None
        else t("{title} ({share} % at first go)", title=soft(title), share=round(share * 100))
        for title, share in reply.hardest
    ]
    return t("Hardest: {titles}.", titles=Html(", ".join(told)))


def _waiting(t: Translator, waiting: int | None) -> Html:
    if waiting is None:
        return Html("")
    if not waiting:
        return t("Nothing waits for a ruling.")
    return t.count("{n} group of answers waits for you.", "{n} groups of answers wait for you.", waiting)


def _inert(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
