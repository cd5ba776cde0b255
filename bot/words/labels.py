"""The few words on the picture of a learner's year."""

from datetime import date

from babel.dates import format_date, get_day_names, get_month_names

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
