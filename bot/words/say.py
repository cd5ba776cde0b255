"""say(facts, language): facts become one message."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.app import facts as f
from bot.words import asking, daily, going, groups, keeping, looking, rounds, streaks, verdicts
from bot.words.markup import paragraphs
from bot.words.spoken import Spoken, Tap
from bot.words.tongue import Html, Tongue, tongue

Rows = tuple[tuple[Tap, ...], ...]

TEXTS: Mapping[type[Any], Callable[[Tongue, Any], Html]] = {
    f.Welcomed: going.welcomed,
    f.WelcomedBack: going.welcomed_back,
    f.Put: asking.put,
    f.WasRight: verdicts.was_right,
    f.WasPartly: verdicts.was_partly,
    f.WasMissed: verdicts.was_missed,
    f.WasClosed: verdicts.was_closed,
    f.WasShown: verdicts.was_shown,
    f.Hinted: asking.hinted,
    f.NoHintLeft: asking.no_hint_left,
    f.CantMark: asking.cant_mark,
    f.WouldBe: verdicts.would_be,
    f.Skipped: going.skipped,
    f.SittingOver: going.sitting_over,
    f.AllMet: going.all_met,
    f.NothingLeft: going.nothing_left,
    f.NothingDue: going.nothing_due,
    f.NothingOpen: going.nothing_open,
    f.Rested: going.rested,
    f.MarkedAlready: verdicts.marked_already,
    f.AppealTaken: verdicts.appeal_taken,
    f.MoreOffered: asking.more_offered,
    f.PutAway: going.put_away,
    f.ReportAsked: asking.report_asked,
    f.ReportTaken: going.report_taken,
    f.TopicsListed: looking.topics_listed,
    f.NoSuchTopic: looking.no_such_topic,
    f.StreakTold: looking.streak_told,
    f.StatsTold: looking.stats_told,
    f.SettingsTold: keeping.settings_told,
    f.BroughtBack: keeping.brought_back,
    f.HelpTold: keeping.help_told,
    f.PrivacyTold: keeping.privacy_told,
    f.Exported: keeping.exported,
    f.EraseAsked: keeping.erase_asked,
    f.Erased: keeping.erased,
    f.KeptAll: keeping.kept_all,
    f.DailyOffered: daily.offered,
    f.DailyTold: daily.told,
    f.HoursAsked: daily.hours_asked,
    f.DaysAsked: daily.days_asked,
    f.CountAsked: daily.count_asked,
    f.GuessChecked: daily.guess_checked,
    f.ZoneAsked: daily.zone_asked,
    f.PlacesFound: daily.places_found,
    f.PlaceUnknown: daily.place_unknown,
    f.ZoneSet: daily.zone_set,
    f.NotUnderstood: daily.not_understood,
    f.InQuietHours: daily.in_quiet_hours,
    f.DailyEnded: daily.ended,
    f.DailyDeclined: daily.declined,
    f.PauseTold: daily.pause_told,
    f.Resumed: daily.resumed,
    f.Nudged: daily.nudged,
    f.Collapsed: daily.collapsed,
    f.GoneWeekly: daily.gone_weekly,
    f.LastPrompt: daily.last_prompt,
    f.ExamTold: daily.exam_told,
    f.WeekTold: daily.week_told,
    f.WhyTold: streaks.why_told,
    f.NotACommand: going.not_a_command,
    f.NotText: going.not_text,
    f.OldButton: going.old_button,
    f.OpenAlready: going.open_already,
    f.ClosedAlready: going.closed_already,
    f.RoundCalled: rounds.called,
    f.RoundPut: rounds.put,
    f.SeatAsked: rounds.seat_asked,
    f.SeatMarked: rounds.seat_marked,
    f.GroupHas: rounds.has,
    f.PlaceClosed: rounds.closed,
    f.RoundOver: rounds.over,
    f.RoundDropped: groups.dropped,
    f.RoundRuns: groups.runs,
    f.RoundsElsewhere: groups.elsewhere,
    f.RoundGone: groups.gone,
    f.NoRound: groups.no_round,
    f.NothingToPlay: groups.nothing_to_play,
    f.NotYours: groups.not_yours,
    f.NearMisses: groups.near_misses,
    f.SeatTaken: groups.seat_taken,
    f.SeatLate: groups.seat_late,
    f.AnswerTaken: groups.answer_taken,
    f.CarryingTold: groups.carrying_told,
    f.TopTold: groups.top_told,
    f.HidingTold: groups.hiding_told,
    f.PlainTold: groups.plain_told,
    f.GroupWelcomed: groups.welcomed,
    f.PrivatelyOnly: groups.privately_only,
}
"""The sentence for every fact; a test holds it complete."""

CHOICES: Mapping[type[Any], Callable[[Tongue, Any], Rows]] = {
    f.Put: asking.put_choices,
    f.WasRight: verdicts.right_choices,
    f.WasPartly: verdicts.partly_choices,
    f.WasMissed: verdicts.missed_choices,
    f.WasClosed: verdicts.closed_choices,
    f.WasShown: verdicts.shown_choices,
    f.Hinted: asking.hinted_choices,
    f.NoHintLeft: asking.no_hint_left_choices,
    f.CantMark: asking.cant_mark_choices,
    f.SittingOver: going.sitting_choices,
    f.AppealTaken: verdicts.appeal_choices,
    f.MoreOffered: asking.more_choices,
    f.ReportAsked: asking.report_choices,
    f.TopicsListed: looking.topic_choices,
    f.NoSuchTopic: looking.topic_choices,
    f.SettingsTold: keeping.settings_choices,
    f.HelpTold: keeping.help_choices,
    f.EraseAsked: keeping.erase_choices,
    f.DailyOffered: daily.offered_choices,
    f.DailyTold: daily.told_choices,
    f.HoursAsked: daily.hours_choices,
    f.DaysAsked: daily.days_choices,
    f.CountAsked: daily.count_choices,
    f.GuessChecked: daily.guess_choices,
    f.ZoneAsked: daily.places_choices,
    f.PlacesFound: daily.places_choices,
    f.RoundCalled: rounds.called_choices,
    f.RoundPut: rounds.put_choices,
    f.RoundOver: rounds.over_choices,
    f.NearMisses: groups.near_misses_choices,
    f.SeatTaken: groups.seat_taken_choices,
    f.GroupWelcomed: groups.welcomed_choices,
    f.PrivatelyOnly: groups.privately_choices,
}
"""The choices under it, for facts that have some."""

TOAST = 200
"""Telegram's limit for the notice of a tap, in characters."""


def say(facts: Sequence[f.Fact], language: str | None, *, silent: bool = False) -> Spoken:
    """One message out of the facts, in order; the choices are those of the last fact that has any."""
    t = tongue(language)
    choices = [CHOICES[type(fact)](t, fact) for fact in facts if type(fact) in CHOICES]
    asked = next((fact for fact in facts if isinstance(fact, f.RoundPut)), None)
    files = [keeping.export_file(fact) for fact in facts if isinstance(fact, f.Exported)]
    return Spoken(
        text=paragraphs(*_texts(t, facts)),
        choices=choices[-1] if choices else (),
        document=files[-1] if files else None,
        silent=silent,
        poll=rounds.put_poll(t, asked) if asked else None,
        placeholder=rounds.placeholder(t, asked) if asked else None,
    )


def toast(fact: f.Fact, language: str | None) -> str:
    """The short notice that answers a tap: plain text."""
    return str(TEXTS[type(fact)](tongue(language), fact))[:TOAST]


def _texts(t: Tongue, facts: Sequence[f.Fact]) -> list[Html]:
    """The text of each fact; the welcome runs on into the first question."""
    texts = [TEXTS[type(fact)](t, fact) for fact in facts]
    match facts:
        case [f.Welcomed(), f.Put(first=True), *_]:
            return [Html(f"{texts[0]} {texts[1]}"), *texts[2:]]
        case _:
            return texts
