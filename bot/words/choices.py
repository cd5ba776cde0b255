"""The choices under what a reply says."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.app import replies as f
from bot.words.account import account as keeping
from bot.words.account import stats as looking
from bot.words.authoring import inbox, items, own, proposals, rehearsing, rewording, roles, uploads
from bot.words.classes import lecture, members, report, staff
from bot.words.daily import prompts as daily
from bot.words.daily import subscription as subscribing
from bot.words.learning import closed, comparing, sittings, talk, verdicts
from bot.words.learning import questions as asking
from bot.words.operating import operating
from bot.words.posts import posts
from bot.words.posts import setup as chat_subscription
from bot.words.rounds import commands as groups
from bot.words.rounds import doubts, lobby, outcome, rounds
from bot.words.spoken import Button
from bot.words.translator import Translator

Rows = tuple[tuple[Button, ...], ...]

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
    f.SecondOpinionTold: comparing.second_opinion_choices,
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
    f.LastStood: closed.appeal_choices,
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
    f.InboxMore: inbox.more_choices,
    f.WordingsTold: inbox.wordings_choices,
    f.Proposed: proposals.proposed_choices,
    f.ReportsWait: inbox.reports_choices,
    f.LineAsked: inbox.line_choices,
    f.WordingAsked: rewording.wording_choices,
    f.RulingTried: inbox.tried_choices,
    f.RulingRefused: inbox.refused_choices,
    f.HardListed: items.hard_choices,
    f.ItemTold: items.item_choices,
    f.ClassCourseAsked: staff.course_choices,
    f.ClassLink: staff.link_choices,
    f.ClassTold: staff.told_choices,
    f.ClassIsPaused: staff.paused_choices,
    f.ClassMore: staff.more_choices,
    f.WhichClass: staff.which_choices,
    f.ClassDayAsked: staff.day_choices,
    f.DuePreview: staff.preview_choices,
    f.ExamPreview: staff.exam_choices,
    f.HelpersTold: report.helpers_choices,
    f.ClassReported: report.reported_choices,
    f.CloseAsked: report.close_choices,
    f.LectureTold: lecture.told_choices,
    f.LectureAsked: lecture.asked_choices,
    f.LectureOver: lecture.over_choices,
    f.ClassClosed: report.closed_choices,
    f.JoinAsked: members.join_choices,
    f.MemberTold: members.member_choices,
    f.SharesAsked: members.shares_choices,
    f.UploadRefused: uploads.refused_choices,
    f.UploadRead: uploads.read_choices,
    f.CourseAsked: uploads.course_choices,
    f.RowAsked: uploads.row_choices,
    f.UploadReady: uploads.ready_choices,
    f.TryPut: rehearsing.put_choices,
    f.TryHinted: rehearsing.hinted_choices,
    f.TryMarked: rehearsing.marked_choices,
    f.TryShown: rehearsing.shown_choices,
    f.TryRefused: rehearsing.try_refused_choices,
    f.Published: uploads.published_choices,
    f.OwnTold: own.told_choices,
    f.OwnListed: own.listed_choices,
    f.OwnQuestionTold: own.question_choices,
    f.AnnouncePreview: operating.announce_preview_choices,
    f.AnnounceTold: operating.announce_told_choices,
}
"""The choices under it, for replies that have some."""
