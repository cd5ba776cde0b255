"""say(replies, language): replies become one message."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.app import replies as f
from bot.words import conversation as state
from bot.words.account import account as keeping
from bot.words.account import stats as looking
from bot.words.authoring import inbox, items, roles
from bot.words.calendar import streaks
from bot.words.classes import days, members, report, staff
from bot.words.daily import prompts as daily
from bot.words.daily import subscription as subscribing
from bot.words.learning import closed, comparing, sittings, talk, verdicts
from bot.words.learning import questions as asking
from bot.words.markup import paragraphs
from bot.words.media import alt, attached, media_with
from bot.words.posts import posts
from bot.words.posts import setup as chat_subscription
from bot.words.rounds import commands as groups
from bot.words.rounds import doubts, lobby, outcome, rounds
from bot.words.rounds import talk as seat_talk
from bot.words.spoken import Button, Document, Spoken
from bot.words.translator import Html, Translator, translator

Rows = tuple[tuple[Button, ...], ...]

TEXTS: Mapping[type[Any], Callable[[Translator, Any], Html]] = {
    f.Welcomed: state.welcomed,
    f.WelcomedBack: state.welcomed_back,
    f.CameBack: sittings.came_back,
    f.MoreWait: sittings.more_wait,
    f.LimitReached: sittings.limit_reached,
    f.Put: asking.put,
    f.Picked: asking.picked,
    f.PickFirst: asking.pick_first,
    f.WasRight: verdicts.was_right,
    f.WasPartly: verdicts.was_partly,
    f.WasMissed: verdicts.was_missed,
    f.WasClosed: verdicts.was_closed,
    f.ToCompare: comparing.to_compare,
    f.Compared: comparing.compared,
    f.LeftUnsaid: comparing.left_unsaid,
    f.WasShown: closed.was_shown,
    f.Hinted: asking.hinted,
    f.NoHintLeft: asking.no_hint_left,
    f.CantMark: asking.cant_mark,
    f.WouldBe: closed.would_be,
    f.Talked: talk.talked,
    f.WhichOne: talk.which_one,
    f.Explained: talk.explained,
    f.TermOffered: talk.term_offered,
    f.TermTold: talk.term_told,
    f.Skipped: state.skipped,
    f.SittingOver: sittings.sitting_over,
    f.AllMet: sittings.all_met,
    f.TopicMet: sittings.topic_met,
    f.NothingLeft: sittings.nothing_left,
    f.NothingDue: sittings.nothing_due,
    f.NothingOpen: state.nothing_open,
    f.Rested: state.rested,
    f.MarkedAlready: closed.marked_already,
    f.AppealTaken: closed.appeal_taken,
    f.MoreOffered: asking.more_offered,
    f.PutAway: state.put_away,
    f.ReportAsked: asking.report_asked,
    f.ReportTaken: state.report_taken,
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
    f.DailyOffered: subscribing.offered,
    f.DailyTold: subscribing.told,
    f.HoursAsked: subscribing.hours_asked,
    f.DaysAsked: subscribing.days_asked,
    f.CountAsked: subscribing.count_asked,
    f.DailyMore: subscribing.more_offered,
    f.SourcesAsked: subscribing.sources_asked,
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
    f.NotACommand: state.not_a_command,
    f.NotText: state.not_text,
    f.TooMuch: state.too_much,
    f.OldButton: state.old_button,
    f.OpenAlready: state.open_already,
    f.ClosedAlready: state.closed_already,
    f.RoundCalled: lobby.called,
    f.RoundPut: rounds.put,
    f.SeatAsked: rounds.seat_asked,
    f.SeatMarked: rounds.seat_marked,
    f.SeatRuled: doubts.seat_ruled,
    f.WhetherItCounts: doubts.whether_it_counts,
    f.RulingTaken: doubts.ruling_taken,
    f.RulingLate: doubts.ruling_late,
    f.GroupHas: rounds.has,
    f.PlaceClosed: rounds.closed,
    f.RoundOver: outcome.over,
    f.SeatOver: outcome.seat_over,
    f.RoundDropped: groups.dropped,
    f.RoundRuns: groups.runs,
    f.RoundsElsewhere: groups.elsewhere,
    f.RoundGone: groups.gone,
    f.RoundUnheard: groups.unheard,
    f.NoRound: groups.no_round,
    f.NothingToPlay: groups.nothing_to_play,
    f.NotYours: groups.not_yours,
    f.MembersOnly: groups.members_only,
    f.NearMisses: groups.near_misses,
    f.SeatTaken: groups.seat_taken,
    f.SeatLate: seat_talk.seat_late,
    f.SeatTold: seat_talk.seat_told,
    f.AnswerTaken: groups.answer_taken,
    f.GroupAnswersTold: groups.carrying_told,
    f.TopTold: groups.top_told,
    f.HidingTold: groups.hiding_told,
    f.PlainTold: groups.plain_told,
    f.GroupWelcomed: groups.welcomed,
    f.PrivatelyOnly: groups.privately_only,
    f.ChannelHow: chat_subscription.channel_how,
    f.ChannelsListed: chat_subscription.channels_listed,
    f.ChannelClosed: chat_subscription.channel_closed,
    f.ChannelMute: chat_subscription.channel_mute,
    f.ChatDailyOffered: chat_subscription.offered,
    f.ChatDailyTold: chat_subscription.told,
    f.ChatDailyBegun: chat_subscription.begun,
    f.ChatDailyAsked: chat_subscription.asked,
    f.ChatDailyMisread: chat_subscription.misread,
    f.ChatDailyEnded: chat_subscription.ended,
    f.WeekAhead: chat_subscription.week_ahead,
    f.PostTold: posts.told,
    f.PostPut: posts.put,
    f.CommentMarked: verdicts.comment_marked,
    f.GapsTold: chat_subscription.gaps_told,
    f.GapsFound: posts.gaps_found,
    f.RoleTaken: roles.role_taken,
    f.ClaimOver: roles.claim_over,
    f.RolesTold: roles.roles_told,
    f.ClaimMade: roles.claim_made,
    f.InboxEmpty: inbox.inbox_empty,
    f.AnswersWait: inbox.answers_wait,
    f.ReportsWait: inbox.reports_wait,
    f.LineAsked: inbox.line_asked,
    f.RulingTried: inbox.ruling_tried,
    f.RulingRefused: inbox.ruling_refused,
    f.RulingGiven: inbox.ruling_given,
    f.RuledAlready: inbox.ruled_already,
    f.RulingUndone: inbox.ruling_undone,
    f.AnswersMended: inbox.answers_mended,
    f.HardListed: items.hard_listed,
    f.ItemTold: items.item_told,
    f.DueLeft: days.due_left,
    f.ClassTitleAsked: staff.title_asked,
    f.ClassCourseAsked: staff.course_asked,
    f.ClassLink: staff.class_link,
    f.ClassPicture: staff.class_picture,
    f.ClassTold: staff.class_told,
    f.ClassMore: staff.class_more,
    f.WhichClass: staff.which_class,
    f.ClassHow: staff.class_how,
    f.NoClassTopic: staff.no_topic,
    f.ClassDayAsked: staff.day_asked,
    f.DuePreview: staff.due_preview,
    f.DueSet: staff.due_set,
    f.ExamPreview: staff.exam_preview,
    f.ClassExamSet: staff.exam_set,
    f.ClassLeftAsIs: staff.left_as_is,
    f.HelpersTold: report.helpers_told,
    f.HelperMade: report.helper_made,
    f.ClassReported: report.class_reported,
    f.ParticipationTold: report.participation_told,
    f.CloseAsked: report.close_asked,
    f.ClassClosed: report.class_closed,
    f.JoinAsked: members.join_asked,
    f.JoinDeclined: members.join_declined,
    f.ClassLinkOver: members.link_over,
    f.Joined: members.joined,
    f.MemberTold: members.member_told,
    f.SharesAsked: members.shares_asked,
    f.ClassLeft: members.left,
}
"""The sentence for every reply; a test holds it complete."""

CHOICES: Mapping[type[Any], Callable[[Translator, Any], Rows]] = {
    f.CameBack: sittings.came_back_choices,
    f.MoreWait: sittings.more_wait_choices,
    f.Put: asking.put_choices,
    f.Picked: asking.put_choices,
    f.WasRight: verdicts.right_choices,
    f.WasPartly: verdicts.partly_choices,
    f.WasMissed: verdicts.missed_choices,
    f.WasClosed: verdicts.closed_choices,
    f.ToCompare: comparing.compare_choices,
    f.Compared: comparing.compared_choices,
    f.WasShown: closed.shown_choices,
    f.Hinted: asking.hinted_choices,
    f.NoHintLeft: asking.no_hint_left_choices,
    f.CantMark: asking.cant_mark_choices,
    f.Talked: talk.talked_choices,
    f.WhichOne: talk.which_one_choices,
    f.Explained: talk.explained_choices,
    f.TermOffered: talk.term_choices,
    f.SittingOver: sittings.sitting_choices,
    f.AppealTaken: closed.appeal_choices,
    f.MoreOffered: asking.more_choices,
    f.ReportAsked: asking.report_choices,
    f.TopicsListed: looking.topic_choices,
    f.NoSuchTopic: looking.topic_choices,
    f.SettingsTold: keeping.settings_choices,
    f.HelpTold: keeping.help_choices,
    f.EraseAsked: keeping.erase_choices,
    f.DailyOffered: subscribing.offered_choices,
    f.DailyDeclined: daily.next_choices,
    f.ZoneSet: daily.next_choices,
    f.DailyTold: subscribing.told_choices,
    f.HoursAsked: subscribing.hours_choices,
    f.DaysAsked: subscribing.days_choices,
    f.CountAsked: subscribing.count_choices,
    f.DailyMore: subscribing.more_choices,
    f.SourcesAsked: subscribing.sources_choices,
    f.GuessChecked: daily.guess_choices,
    f.ZoneAsked: daily.places_choices,
    f.PlacesFound: daily.places_choices,
    f.RoundCalled: lobby.called_choices,
    f.RoundPut: rounds.put_choices,
    f.WhetherItCounts: doubts.whether_choices,
    f.RoundOver: outcome.over_choices,
    f.SeatOver: outcome.seat_over_choices,
    f.NearMisses: groups.near_misses_choices,
    f.SeatTaken: groups.seat_taken_choices,
    f.GroupWelcomed: groups.welcomed_choices,
    f.PrivatelyOnly: groups.privately_choices,
    f.ChannelHow: chat_subscription.channel_how_choices,
    f.ChannelsListed: chat_subscription.channels_choices,
    f.ChatDailyOffered: chat_subscription.offered_choices,
    f.ChatDailyTold: chat_subscription.told_choices,
    f.ChatDailyAsked: chat_subscription.asked_choices,
    f.WeekAhead: chat_subscription.week_choices,
    f.PostPut: posts.put_choices,
    f.RoleTaken: roles.role_choices,
    f.RolesTold: roles.roles_choices,
    f.ClaimMade: roles.claim_choices,
    f.InboxEmpty: inbox.empty_choices,
    f.AnswersWait: inbox.answers_choices,
    f.ReportsWait: inbox.reports_choices,
    f.LineAsked: inbox.line_choices,
    f.RulingTried: inbox.tried_choices,
    f.RulingRefused: inbox.refused_choices,
    f.HardListed: items.hard_choices,
    f.ItemTold: items.item_choices,
    f.ClassCourseAsked: staff.course_choices,
    f.ClassLink: staff.link_choices,
    f.ClassTold: staff.told_choices,
    f.ClassMore: staff.more_choices,
    f.WhichClass: staff.which_choices,
    f.ClassDayAsked: staff.day_choices,
    f.DuePreview: staff.preview_choices,
    f.ExamPreview: staff.exam_choices,
    f.HelpersTold: report.helpers_choices,
    f.ClassReported: report.reported_choices,
    f.CloseAsked: report.close_choices,
    f.ClassClosed: report.closed_choices,
    f.JoinAsked: members.join_choices,
    f.MemberTold: members.member_choices,
    f.SharesAsked: members.shares_choices,
}
"""The choices under it, for replies that have some."""

TOAST = 200
"""Telegram's limit for the notice of a tap, in characters."""


def say(replies: Sequence[f.Reply], language: str | None, *, silent: bool = False) -> Spoken:
    """One message out of the replies, in order; the choices are those of the last reply that has any."""
    t = translator(language)
    choices = [CHOICES[type(reply)](t, reply) for reply in replies if type(reply) in CHOICES]
    asked = next((reply for reply in replies if isinstance(reply, f.RoundPut)), None)
    posted = next((reply for reply in replies if isinstance(reply, f.PostPut)), None)
    files = [file for reply in replies if (file := _file(t, reply))]
    media = media_with(replies)
    sent = [attached(*each) for each in media]
    beside = sent[-1] if sent else None
    return Spoken(
        text=paragraphs(*_texts(t, replies), *(alt(t, medium) for _, medium in media)),
        picture=beside.picture if beside else _link_picture(replies),
        own_link=next((reply.token for reply in replies if isinstance(reply, _WITH_LINK)), None),
        of_deck=beside.of_deck if beside else None,
        sent_as=beside.sent_as if beside else "photo",
        ahead=tuple(sent[:-1]),
        choices=choices[-1] if choices else (),
        document=files[-1] if files else None,
        silent=silent,
        poll=rounds.put_poll(t, asked) if asked else posts.put_poll(t, posted) if posted else None,
        placeholder=rounds.placeholder(t, asked) if asked else None,
    )


def _file(t: Translator, reply: f.Reply) -> Document | None:
    """The file that goes with a reply."""
    match reply:
        case f.Exported():
            return keeping.export_file(reply)
        case f.ParticipationTold():
            return report.participation_file(t, reply)
        case _:
            return None


_WITH_LINK = (f.ClassLink, f.ClassPicture, f.HelperMade)


def _link_picture(replies: Sequence[f.Reply]) -> str | None:
    return report.link_picture() if any(isinstance(reply, f.ClassPicture) for reply in replies) else None


def toast(reply: f.Reply, language: str | None) -> str:
    """The short notice that answers a tap: plain text."""
    return str(TEXTS[type(reply)](translator(language), reply))[:TOAST]


def _texts(t: Translator, replies: Sequence[f.Reply]) -> list[Html]:
    """The text of each reply; the welcome runs on into the first question."""
    texts = [TEXTS[type(reply)](t, reply) for reply in replies]
    match replies:
        case [f.Welcomed(), f.Put(first=True), *_]:
            return [Html(f"{texts[0]} {texts[1]}"), *texts[2:]]
        case _:
            return texts
