"""Every reply has its words; every message fits and holds no foreign markup."""

from datetime import UTC, date, datetime, time
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from bot.app import replies as f
from bot.app.events import ChatId, ContentKind, PersonId
from bot.app.ports.calendar import DayReason
from bot.app.ports.daily import Subscription, SubscriptionState
from bot.app.ports.uploads import Found
from bot.app.replies import Back, Place, Reply, StreakNews, WhyLine
from bot.domain.intent import Intent
from bot.domain.marking import Mark, Reason, Slip, Verdict
from bot.domain.question import Choice, DeckId, Question, TopicId
from bot.words.choices import CHOICES
from bot.words.say import say, toast
from bot.words.texts import TEXTS
from bot.words.translator import Html, translator
from tests.conversation import shipped_library
from tests.marking.test_parts import FLAMES, METALS, PARIS

QUESTIONS = [q for deck in shipped_library().current.decks for q in deck.questions()]
QUESTIONS += [METALS, FLAMES, PARIS]
BACKS = [
    Back(soon=True),
    Back(days=1),
    Back(days=5),
    Back(days=9),
    Back(days=30),
    Back(days=90),
    Back(),
    Back(in_turn=True),
]
DAY = date(2026, 3, 2)
MISSED = tuple((title, BACKS[1]) for title in "abcd")
NEWS = StreakNews(
    length=30, freezes=0, milestone=30, held_by=((DAY, DayReason.FREEZE), (DAY, DayReason.EXCUSED))
)
PLACE = Place(zone="Europe/Berlin", name="Berlin", wall=time(19, 5))
TOPIC = f.TopicLine(id=TopicId("t"), title="Tools & more", met=1, of=6)
YEAR = f.Year(
    today=DAY,
    days=((DAY, DayReason.ANSWERED),),
    topics=(f.TopicMemory(title="Tools", recall=0.83, met=3, right=2, of=6),),
    due=(3, 0, 1, *[0] * 11),
    streak=1,
    longest=1,
)
PLAN = Subscription(learner=PersonId(1), chat=ChatId(1), state=SubscriptionState.ON, at=time(8, 0))
HOSTILE = "<b>Robert</b> & {Tables} %s \u202e"
MOST_UNITS = 4096
"""UTF-16 units a Telegram message holds."""


def verdicts(question: Question) -> list[Verdict]:
    """Every mark with every reason, with and without its extras."""
    made = [
        Verdict(mark=mark, reason=reason, credit=0.5, matched=("a", "b"), missing=(HOSTILE,), quote=HOSTILE)
        for mark in Mark
        for reason in Reason
    ]
    slip = Verdict(
        mark=Mark.ALMOST, reason=Reason.SLIP, credit=1, slip=Slip(typed="hiden", meant=HOSTILE), because=""
    )
    because = Verdict(mark=Mark.WRONG, reason=Reason.REJECTED, credit=0, because=HOSTILE)
    return [*made, slip, because]


def all_of(question: Question) -> list[Reply]:
    """Messages about a question, in every shape."""
    told: list[Reply] = [
        f.Put(question=question, asked=1),
        f.Put(question=question, asked=1, first=True),
        f.Put(question=question, asked=1, again=True),
        f.Put(question=question, asked=1, resumed=True),
        f.AppealTaken(question=question, asked=1, streak=NEWS),
    ]
    told += [f.Talked(intent=intent, question=question, asked=1, step=2, steps=5) for intent in Intent]
    told += [f.Talked(intent=intent, lang="en") for intent in Intent]
    told += [
        f.Explained(question=question, asked=1, other=HOSTILE, contrast=(HOSTILE, HOSTILE), example=example)
        for example in (True, False)
    ]
    told += [f.TermOffered(question=question, open=question), f.TermTold(question=question)]
    told += [f.WhichOne(question=question, asked=1)] if question.kind == "choice" else []
    shown = [
        f.WasShown(question=question, asked=1, kindly=kindly, back=back, streak=NEWS)
        for back in BACKS
        for kindly in (True, False)
    ]
    hinted = [
        f.Hinted(question=question, text=hint, step=step, steps=2, asked=1)
        for step, hint in enumerate(question.hints, start=1)
    ]
    return [*told, *shown, *hinted]


def marked(question: Question, verdict: Verdict) -> list[Reply]:
    soon, news = BACKS[0], StreakNews(length=2, freezes=1)
    return [
        f.WasRight(
            question=question, verdict=verdict, asked=1, misses=0, completed=False, back=soon, streak=news
        ),
        f.WasRight(question=question, verdict=verdict, asked=1, misses=1, completed=True, back=soon),
        f.WasPartly(question=question, verdict=verdict, asked=1),
        f.WasMissed(question=question, verdict=verdict, asked=1),
        f.WasClosed(question=question, verdict=verdict, asked=1, back=soon, streak=news),
        f.WouldBe(question=question, verdict=verdict),
        f.ToCompare(question=question, asked=1, streak=news),
        f.ToCompare(question=question, asked=1, again=True),
        f.Compared(question=question, asked=1, same=True, back=soon, streak=news),
        f.Compared(question=question, asked=1, same=False, back=soon),
        f.CantMark(question=question, reason=verdict.reason, asked=1),
    ]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_every_fact_has_its_words() -> None:
    assert set(get_args(Reply)) == set(TEXTS)
    assert set(TEXTS) >= set(CHOICES)


@pytest.mark.parametrize("question", QUESTIONS, ids=[q.id for q in QUESTIONS])
def test_every_message_about_a_question_fits(question: Question) -> None:
    for reply in [*all_of(question), *marked(question, verdicts(question)[0])]:
        spoken = say([reply], "en")
        assert 0 < units(spoken.text) <= MOST_UNITS
        for tap in (tap for row in spoken.choices for tap in row):
            assert len(tap.data.encode()) <= 64
            assert 0 < len(tap.label) <= 40
        assert all(len(row) <= 4 for row in spoken.choices)


@pytest.mark.parametrize("question", QUESTIONS[:12], ids=[q.id for q in QUESTIONS[:12]])
def test_every_verdict_can_be_said_and_is_escaped(question: Question) -> None:
    for verdict in verdicts(question):
        for reply in marked(question, verdict):
            text = say([reply], "en").text
            assert "<b>Robert" not in text
            assert " & " not in text


@pytest.mark.parametrize(
    ("mark", "reason", "begins"),
    [
        (Mark.WRONG, Reason.CONTRARY, "The other way round: "),
        (Mark.WRONG, Reason.NEGATED, "The other way round: "),
        (Mark.WRONG, Reason.BOTH, "Not quite: "),
        (Mark.WRONG, Reason.STUFFED, "Not quite: "),
        (Mark.WRONG, Reason.SWAPPED, "Not quite: "),
        (Mark.WRONG, Reason.NUMBER_OFF, "Not quite: "),
        (Mark.WRONG, Reason.UNIT_OFF, "Not quite: the number fits"),
        (Mark.WRONG, Reason.SYMBOL_OFF, "Not quite: here each sign counts"),
        (Mark.WRONG, Reason.CASE_OFF, "Not quite: with other capitals"),
        (Mark.WRONG, Reason.UNRELATED, "Not quite: "),
    ],
)
def test_a_miss_begins_with_its_words(mark: Mark, reason: Reason, begins: str) -> None:
    question = next(q for q in QUESTIONS if q.kind == "short")
    text = say(marked(question, Verdict(mark=mark, reason=reason, credit=0))[3:4], "en").text

    assert text.startswith(begins)
    assert "!" not in text


def test_what_cannot_be_told_begins_with_its_words_and_ends_with_the_comparison() -> None:
    question = next(q for q in QUESTIONS if q.kind == "short")
    spoken = say([f.ToCompare(question=question, asked=1)], "en")
    assert spoken.text.startswith("I can't tell. My answer: ")
    assert spoken.text.endswith(" Same as yours?")
    assert [[tap.label for tap in row] for row in spoken.choices] == [["Yes, the same", "Not quite"]]


def test_options_that_are_long_get_letters() -> None:
    question = next(
        q for q in QUESTIONS if isinstance(q, Choice) and any(len(o.text) > 24 for o in q.options)
    )
    spoken = say([f.Put(question=question, asked=1)], "en")

    assert [tap.label for tap in spoken.choices[0]] == list("ABCDEF"[: len(question.options)])
    assert f"A  {question.options[0].text}" in spoken.text


FOUND = Found(
    format="Moodle XML",
    title="<Chemistry>",
    new=False,
    ready=41,
    need=4,
    stayed=tuple((kind, 2) for kind in ("essay", "drag", "calculated", "hotspot", "file", "unfit", "empty")),
    added=12,
    changed=3,
    same=26,
    gone=2,
    remarks="chem.csv",
    notes=("the column “<x>” is not read",) * 9,
)
AT = datetime(2026, 3, 2, 18, 5, tzinfo=UTC)
OTHERS: list[Any] = [
    *(
        f.OwnTold(title="My questions", upload=1, count=count, as_number=count // 3, by_idea=count // 4)
        for count in (0, 1, 3, 300)
    ),
    f.OwnTold(
        title="My questions",
        upload=1,
        count=300,
        as_number=0,
        by_idea=0,
        left_out=("plain " * 10,) * 9,
        full=True,
    ),
    f.OwnListed(start=0, of=9, lines=tuple((n, "What is x?", "y") for n in range(8)), further=8),
    f.OwnListed(start=8, of=9, lines=((8, "What is x?", "y"),), further=0),
    f.OwnQuestionTold(place=0, ask="What is x?", answer="y", accept=()),
    f.OwnQuestionTold(place=0, ask="What is x?", answer="y", accept=("z", "w"), change=True),
    f.OwnQuestionGone(ask="What is x?", left=0),
    f.OwnQuestionGone(ask="What is x?", left=2),
    f.StatusTold(
        version="1",
        people=999_999,
        lately=1,
        unsent=7,
        unhandled=1,
        dead=9,
        away=(AT, AT),
        backed_up=None,
        decks=2,
        questions=33,
        wrong=(HOSTILE * 3, HOSTILE * 3, HOSTILE),
    ),
    f.WasAway(start=AT, end=AT),
    *(f.UpdatesDied(count=count) for count in (1, 2)),
    f.BackupFailed(at=AT),
    f.RepliesStuck(since=AT),
    f.DecksBroken(wrong=(HOSTILE,)),
    *(f.AnnounceHow(most=3000, too_long=long) for long in (False, True)),
    f.AnnouncePreview(id=2**50, words=HOSTILE, people=999_999, minutes=833),
    *(f.AnnounceTold(id=7, state=state, reached=1, people=2, waits=True) for state in f.AnnouncementShown),
    f.AnnounceDropped(),
    f.Announced(words=HOSTILE),
    f.Welcomed(),
    f.WelcomedBack(),
    f.Skipped(),
    *(f.TopicMet(title="Tools", count=6, due=due) for due in (0, 1, 3)),
    *(f.LeftUnsaid(back=back) for back in BACKS),
    f.SittingOver(right=4, questions=5, coming_back=(("tensor", BACKS[1]),), others=BACKS[3], met=5, of=33),
    f.SittingOver(
        right=1, questions=5, coming_back=tuple((x, BACKS[1]) for x in "abcd"), others=None, met=33, of=33
    ),
    f.SittingOver(
        right=1, questions=5, coming_back=(("x", BACKS[0]), ("y", BACKS[7])), others=BACKS[2], met=5, of=33
    ),
    f.SittingOver(
        right=3, questions=5, coming_back=tuple((x, BACKS[7]) for x in "ab"), others=None, met=5, of=33
    ),
    f.SittingOver(right=1, questions=1, coming_back=(), others=None, met=33, of=33),
    f.SittingOver(right=0, questions=0, put_off=5, coming_back=(), others=None, met=0, of=33),
    f.SittingOver(right=1, questions=3, mended=2, coming_back=(), others=None, met=3, of=33),
    f.AllMet(deck="ML", count=33),
    f.NothingLeft(away=0),
    f.NothingLeft(away=3),
    f.NothingOpen(),
    f.Rested(),
    f.MarkedAlready(asked=1, passed=True),
    f.MarkedAlready(asked=1, passed=False),
    f.MoreOffered(asked=1, title="tensor"),
    f.PutAway(title="tensor"),
    f.ReportAsked(asked=1, title="tensor"),
    f.ReportTaken(),
    f.StreakTold(length=0, longest=0, today=False, since=None, learned=0),
    f.StreakTold(length=1, longest=4, today=False, since=date(2026, 3, 2), learned=9),
    f.StreakTold(length=8, longest=8, today=True, since=date(2026, 3, 2), learned=9, year=YEAR),
    f.StatsTold(
        deck="ML",
        topics=(),
        answered=9,
        right=8,
        unaided=7,
        coming_back=tuple("abcdefgh"),
        year=YEAR,
        compared=2,
    ),
    f.TopicsListed(deck="ML", topics=(TOPIC,), others=(f.DeckLine(id=DeckId("d"), title="Other"),)),
    f.NoSuchTopic(name="<x>", topics=(TOPIC,)),
    *(
        f.SettingsTold(
            flow=on,
            deck="ML",
            away=2 * on,
            place=PLACE,
            zone_known=on,
            quiet=(time(22), time(7) if on else time(22)),
            caps=(10, 30),
            ahead=on,
            weekly=on,
            changed=on,
        )
        for on in (True, False)
    ),
    f.NothingDue(back=BACKS[2], streak=NEWS),
    f.DailyOffered(at=time(8, 30), unasked=True),
    f.DailyOffered(at=time(8, 30), unasked=False),
    f.DailyOffered(at=time(8, 0), unasked=True, now=False),
    f.DailyTold(plan=PLAN, place=PLACE, title="ML", next_on=DAY, today=DAY, changed=True),
    f.DailyTold(
        plan=PLAN,
        place=None,
        title="ML",
        next_on=None,
        today=DAY,
        paused_until=DAY,
        crowd=9,
        quieter=time(8, 5),
    ),
    f.HoursAsked(),
    f.DaysAsked(),
    f.CountAsked(),
    f.HoursAsked(further=True),
    f.DailyMore(),
    f.SourcesAsked(
        deck="ML",
        sources=(
            f.Source(action="dcourse-ml", title=None),
            f.Source(action="dtopic-a", title="<A>"),
            f.Source(action="dcourse-b", title="B", course=True),
        ),
        further=3,
    ),
    f.GuessChecked(place=PLACE),
    f.ZoneAsked(places=(PLACE,)),
    f.PlacesFound(places=(PLACE,)),
    f.PlaceUnknown(name="<x>"),
    f.ZoneSet(place=PLACE, daily_at=time(8, 30)),
    *(
        f.NotUnderstood(how=how)
        for how in ("hour", "days", "count", "topic", "pause", "exam", "quiet", "settings")
    ),
    f.InQuietHours(at=time(23), quiet_from=time(22), quiet_to=time(7)),
    f.DailyEnded(),
    f.DailyDeclined(),
    f.PauseTold(until=DAY),
    f.Resumed(was_paused=True),
    f.Resumed(was_paused=False),
    f.Nudged(freezes=1, open=False),
    f.Nudged(freezes=0),
    f.Nudged(freezes=1, open=False),
    f.Nudged(freezes=1),
    *(f.Collapsed(question=QUESTIONS[0], again=again) for again in (True, False)),
    f.ForEarlier(question=QUESTIONS[0]),
    f.GoneWeekly(),
    f.LastPrompt(),
    f.ExamTold(on=None, recall=None),
    *(f.ExamTold(on=DAY, recall=0.82, days=12, new=new) for new in (0, 7, 30)),
    f.ExamTold(on=DAY, recall=0.82, days=-2, past=True),
    f.WeekTold(answered=9, right=8, days=5, streak=12, due=4),
    f.WhyTold(lines=(), earlier=(), length=0, freezes=0, place=PLACE, zone_known=True),
    f.WhyTold(
        lines=tuple(WhyLine(reason=reason, first=DAY, last=DAY) for reason in (*DayReason, None)),
        earlier=(WhyLine(reason=None, first=DAY, last=DAY),),
        length=3,
        freezes=2,
        place=PLACE,
        zone_known=False,
    ),
    f.BroughtBack(count=0),
    f.BroughtBack(count=2),
    f.HelpTold(),
    f.HelpTold(rules=True),
    f.PrivacyTold(text_days=90, waiting_days=180),
    f.Exported(learner=PersonId(1), day=date(2026, 3, 2)),
    f.EraseAsked(reviews=1, until=1),
    f.Erased(),
    f.KeptAll(),
    f.NotACommand(name="x"),
    f.TooMuch(),
    *(f.NotText(what=what, open=open) for what in ContentKind for open in (True, False)),
    f.OldButton(),
    f.OpenAlready(),
    f.ClosedAlready(),
    f.UploadAsked(decks=("<Chemistry>", "Physics"), new=True),
    f.UploadTaken(),
    f.UploadTaken(publishing=True),
    f.UploadRefused(why="", too_large=True),
    f.UploadRefused(why=""),
    f.UploadRefused(why="It has no <rows>.", upload=7),
    f.UploadRead(upload=7, found=FOUND, others=True),
    f.UploadRead(upload=7, found=replace(FOUND, new=True, stayed=()), others=False),
    f.CourseAsked(upload=7, decks=(("chem", "<Chemistry>"), ("x" * 60, "Too long for a button")), new=True),
    f.RowAsked(upload=7, place=3, number=1, of=4, row=17, ask="<Ice>?", answer="273 K", remark="<not> so"),
    *(f.UploadReady(upload=7, title="<C>", coming=n, need=n, tried=n, words=n) for n in (0, 1, 3)),
    f.UploadDropped(),
    f.TryLineAsked(upload=7, at="3.1", said="<Kalium>"),
    f.TryRefused(upload=7, at="3.1", against=("<K>",), deaf=()),
    f.TryRefused(upload=7, at="3.1", against=(), deaf=("<K>",)),
    f.Published(upload=7, title="<C>", deck="chem", version=2, questions=1, added=1, changed=0),
    f.PublishUndone(title="<C>", done=True, gone=True),
    *(f.PublishUndone(title="<C>", done=done, before=n) for done, n in ((True, 2), (True, 0), (False, 0))),
]


@pytest.mark.parametrize("reply", OTHERS, ids=lambda reply: type(reply).__name__)
def test_everything_else_fits_too(reply: Reply) -> None:
    spoken = say([reply], "en")

    assert 0 < units(spoken.text) <= 1024
    assert spoken.text.count("\n") < 20
    assert len(toast(reply, "en")) <= 200


def test_help_is_short() -> None:
    assert len(say([f.HelpTold(rules=True)], "en").text.split("\n")) <= 12


def test_what_people_say_is_escaped_once() -> None:
    t = translator(None)

    assert t("{x}", x="<i>&") == "&lt;i&gt;&amp;"
    assert t("{x}", x=Html("<i>")) == "<i>"
    assert t("{x}", x="{y}") == "{y}"


def test_an_unknown_language_speaks_english() -> None:
    assert say([f.Rested()], "tlh").text == say([f.Rested()], None).text
