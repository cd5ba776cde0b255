"""Preferences that are typed after /settings."""

from datetime import time

from bot.app.carrying import carry_on
from bot.app.desk import Desk
from bot.app.facts import Fact
from bot.app.facts.daily import NotUnderstood
from bot.app.planning import reschedule
from bot.app.settling import bring_back, settings_told
from bot.app.zones import read_time

Facts = tuple[Fact, ...]
MOST_A_DAY = 500


def prefer(desk: Desk, words: list[str]) -> Facts:
    """Change what the words say, and tell how everything stands."""
    match words:
        case ["flow", ("on" | "off") as word]:
            return _changed(desk, flow=word == "on")
        case ["ahead", ("on" | "off") as word]:
            return _changed(desk, ahead=word == "on")
        case ["weekly", ("on" | "off") as word]:
            return _changed(desk, weekly=word == "on")
        case ["rounds", ("on" | "off") as word]:
            return carry_on(desk, on=word == "on")
        case ["new", number] if _is_cap(number):
            return _changed(desk, new_cap=int(number))
        case ["reviews", number] if _is_cap(number):
            return _changed(desk, review_cap=int(number))
        case ["quiet", *hours]:
            return _quiet(desk, hours)
        case ["back"]:
            return (bring_back(desk),)
        case []:
            return (settings_told(desk),)
        case _:
            return (NotUnderstood(how="settings"),)


def _changed(desk: Desk, **values: object) -> Facts:
    desk = desk.change(**values)
    reschedule(desk)
    return (settings_told(desk, changed=True),)


def _quiet(desk: Desk, words: list[str]) -> Facts:
    if words == ["off"]:
        return _changed(desk, quiet_from=time(0), quiet_to=time(0))
    hours = [read_time(word) for word in " ".join(words).replace("-", " ").split()]
    match hours:
        case [time() as first, time() as last]:
            return _changed(desk, quiet_from=first, quiet_to=last)
        case _:
            return (NotUnderstood(how="quiet"),)


def _is_cap(number: str) -> bool:
    return number.isdecimal() and len(number) < 4 and 1 <= int(number) <= MOST_A_DAY
