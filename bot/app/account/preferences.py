"""Preferences that are typed after /settings."""

from datetime import time

from bot.app.account.settings import bring_back, settings_told
from bot.app.calendar.plan import reschedule
from bot.app.calendar.zones import read_time
from bot.app.context import LearnerContext
from bot.app.learning.group_answers import set_group_answers_count
from bot.app.replies import Reply
from bot.app.replies.daily import NotUnderstood

Replies = tuple[Reply, ...]
MOST_A_DAY = 500


def prefer(context: LearnerContext, words: list[str]) -> Replies:
    """Change what the words say, and tell how everything stands."""
    match words:
        case [("flow" | "ahead" | "weekly") as what, ("on" | "off") as word]:
            return _changed(context, **{what: word == "on"})
        case ["rounds", ("on" | "off") as word]:
            return set_group_answers_count(context, on=word == "on")
        case ["new", number] if _is_cap(number):
            return _changed(context, new_cap=int(number))
        case ["reviews", number] if _is_cap(number):
            return _changed(context, review_cap=int(number))
        case ["opinion", ("on" | "off") as word] if (second := context.policy.second_opinion) is not None:
            second.want(context, wanted=word == "on")
            return (settings_told(context, changed=True),)
        case ["quiet", *hours]:
            return _quiet(context, hours)
        case ["back"]:
            return (bring_back(context),)
        case []:
            return (settings_told(context),)
        case _:
            return (NotUnderstood(how="settings"),)


def _changed(context: LearnerContext, **values: object) -> Replies:
    context = context.change(**values)
    reschedule(context)
    return (settings_told(context, changed=True),)


def _quiet(context: LearnerContext, words: list[str]) -> Replies:
    if words == ["off"]:
        return _changed(context, quiet_from=time(0), quiet_to=time(0))
    hours = [read_time(word) for word in " ".join(words).replace("-", " ").split()]
    match hours:
        case [time() as first, time() as last]:
            return _changed(context, quiet_from=first, quiet_to=last)
        case _:
            return (NotUnderstood(how="quiet"),)


def _is_cap(number: str) -> bool:
    return number.isdecimal() and len(number) < 4 and 1 <= int(number) <= MOST_A_DAY
