"""Days and topics that are due, as they are said."""

from datetime import date

from babel.dates import get_day_names

from bot.app.replies import DueLeft, DueLine
from bot.words.calendar.streaks import day_name
from bot.words.markup import soft
from bot.words.translator import Html, Translator

WEEK = 7


def due_day(t: Translator, on: date, today: date) -> str:
    """Today, a weekday by its name, or a date, within a sentence."""
    if on == today:
        return t.label("today")
    if 0 < (on - today).days < WEEK:
        return str(get_day_names("wide", locale=t.locale)[on.weekday()])
    return day_name(t, on)


def due_left(t: Translator, reply: DueLeft) -> Html:
    """A line in the daily question's own message."""
    return t.count(
        "For {day}: {n} left.", "For {day}: {n} left.", reply.left, day=due_day(t, reply.on, reply.today)
    )


def questions(t: Translator, n: int) -> Html:
    """So many."""
    return t.count("{n} question", "{n} questions", n)


def due_line(t: Translator, line: DueLine, today: date) -> Html:
    """A topic with its day; to a member with how much is done."""
    day, title = due_day(t, line.on, today), soft(line.title)
    if line.done is None:
        return t("Due {day}: {title}, {questions}.", day=day, title=title, questions=questions(t, line.of))
    return t("Due {day}: {title}, {done} of {of} done.", day=day, title=title, done=line.done, of=line.of)
