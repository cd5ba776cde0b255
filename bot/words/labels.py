"""The few words on pictures: a learner's year, the questions that are hard."""

from datetime import date

from babel.dates import format_date, get_day_names, get_month_names

from bot.app.replies import HardListed
from bot.words.translator import translator


def year_labels(language: str | None, today: date) -> dict[str, str | tuple[str, ...]]:
    """By name, as `bot.pictures.figures.Labels` takes them."""
    t = translator(language)
    days, months = get_day_names("short", locale=t.locale), get_month_names("abbreviated", locale=t.locale)
    return {
        "date": format_date(today, "d MMMM y", locale=t.locale),
        "streak": t.label("Streak"),
        "longest": t.label("Longest"),
        "answered": t.label("answered"),
        "nothing_due": t.label("nothing due"),
        "freeze": t.label("freeze"),
        "excused": t.label("bot was down"),
        "pause": t.label("pause"),
        "rest": t.label("rest"),
        "memory": t.label("Expected today"),
        "out_of_ten": t.label("{n} in 10", n="{n}"),
        "met": t.label("{met} of {of} met", met="{met}", of="{of}"),
        "more": t.label("and {n} more", n="{n}"),
        "due": t.label("Due, two weeks"),
        "weekdays": tuple(days[n] for n in range(7)),
        "months": tuple(months[n] for n in range(1, 13)),
    }


def hard_labels(language: str | None, reply: HardListed) -> tuple[str, tuple[str, ...]]:
    """The head, and the numbers of each question."""
    t = translator(language)
    numbers = (
        t.label("{share} % of {n} people", share=round(item.share * 100), n=item.people)
        for _, _, item in reply.items
    )
    return t.label("{deck}: right at first go", deck=reply.deck), tuple(numbers)
