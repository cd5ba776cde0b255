"""When something comes back, in a learner's words."""

from datetime import time

from babel.dates import format_time, get_day_names

from bot.app.replies import Back
from bot.words.translator import Html, Translator


def back(t: Translator, when: Back) -> Html:
    """A sentence of its own; nothing for what never comes back."""
    if when.soon:
        return t("Back in a few minutes.")
    if when.in_turn:
        return t("It comes back in some days, after others that need it more.")
    return t("Back {when}.", when=in_days(t, when.days)) if when.days else Html("")


def in_days(t: Translator, days: int) -> Html:
    """So many of their days from now, as people say it."""
    if days == 1:
        return t("tomorrow")
    if days < 7:
        return t("in {n} days", n=days)
    if days < 14:
        return t("next week")
    if days < 60:
        return t("in {n} weeks", n=round(days / 7))
    return t("in {n} months", n=round(days / 30)) if days < 365 else t("in a year or so")


def clock(t: Translator, at: time) -> str:
    """A time of day as their clock shows it."""
    return format_time(at, "HH:mm", locale=t.locale)


def named_days(t: Translator, weekdays: int) -> str:
    """A set of weekdays by their full names, within a sentence."""
    if weekdays == 127:
        return t.label("every day")
    if weekdays == 31:
        return t.label("Monday to Friday")
    names = get_day_names("wide", locale=t.locale)
    return ", ".join(names[day] for day in range(7) if weekdays >> day & 1)
