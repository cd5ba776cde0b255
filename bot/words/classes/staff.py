"""A class, to who teaches it: making it, its link, how it stands, what is due."""

from datetime import date

from bot.app import replies as f
from bot.words.calendar.streaks import day_name
from bot.words.classes.days import due_line, questions
from bot.words.markup import lines, paragraphs, soft, strong, tap
from bot.words.spoken import OWN_LINK, Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
FEWEST = 5
"""The smallest number of people that is told."""


def title_asked(t: Translator, _: f.ClassTitleAsked) -> Html:
    """What is it called?"""
    return t("What is the class called? For example: General chemistry, autumn.")


def course_asked(t: Translator, reply: f.ClassCourseAsked) -> Html:
    """With which course?"""
    return t("{title}, with which course?", title=strong(reply.title))


def course_choices(t: Translator, reply: f.ClassCourseAsked) -> Rows:
    """A course each, and others."""
    rows = tuple((tap(title, 0, f"cl-{reply.id}-course-{name}"),) for name, title in reply.decks)
    if reply.further is None:
        return rows
    return (*rows, (tap(t.label("Another"), 0, f"cl-{reply.id}-courses-{reply.further}"),))


def class_link(t: Translator, reply: f.ClassLink) -> Html:
    """The link, to be copied."""
    head = (
        t("It's there. Whoever opens this link is in:")
        if reply.new
        else t("A new link; the one before leads nowhere from now on. Whoever opens this one is in:")
    )
    return paragraphs(lines(head, Html(OWN_LINK)), lines(_until(t, reply), _came(t, reply)))


def link_choices(t: Translator, reply: f.ClassLink) -> Rows:
    """As a picture, another one, the class."""
    return (
        (tap(t.label("As a picture"), 0, f"cl-{reply.id}-pic-{reply.token.partition('_')[2]}"),),
        (tap(t.label("New link"), 0, f"cl-{reply.id}-link"), tap(t.label("More"), 0, f"cl-{reply.id}-show")),
    )


def class_picture(t: Translator, reply: f.ClassPicture) -> Html:
    """The words under the picture say the same."""
    return lines(
        strong(reply.title),
        t("Scan it, or open this link, until {day}:", day=day_name(t, reply.until)),
        Html(OWN_LINK),
    )


def class_told(t: Translator, reply: f.ClassTold) -> Html:
    """How it stands."""
    head = t("{title}, with {course}.", title=strong(reply.title), course=soft(reply.course))
    if reply.closed:
        return lines(head, t("It is closed. It can be opened again for thirty days after that."))
    if reply.paused:
        return lines(head, _paused(t), _members(t, reply.members), _exam(t, reply.exam))
    link = (
        t("The link lets people in until {day}.", day=day_name(t, reply.link_until))
        if reply.link_until
        else t("No link lets anybody in now.")
    )
    return lines(
        head,
        _members(t, reply.members),
        *(due_line(t, line, reply.today) for line in reply.due),
        *(() if reply.due else (t("Nothing is due: /class due, a topic and a day."),)),
        _exam(t, reply.exam),
        link if reply.teacher else "",
    )


def told_choices(t: Translator, reply: f.ClassTold) -> Rows:
    """The week, another link, and more."""
    if reply.closed:
        again = tap(t.label("Open it again"), 0, f"cl-{reply.id}-open")
        return ((again, tap(t.label("As a file"), 0, f"cl-{reply.id}-file")),) if reply.teacher else ()
    week = tap(t.label("Last week"), 0, f"cl-{reply.id}-week")
    more = tap(t.label("More"), 0, f"cl-{reply.id}-more")
    if reply.paused:
        return ((*_go_on(t, reply), week, more),)
    link = (tap(t.label("New link"), 0, f"cl-{reply.id}-link"),) if reply.teacher else ()
    return ((week, *link, more),)


def is_paused(t: Translator, reply: f.ClassIsPaused) -> Html:
    """It waits."""
    return lines(strong(reply.title), _paused(t))


def paused_choices(t: Translator, reply: f.ClassIsPaused) -> Rows:
    """Go on, for who teaches it."""
    return (_go_on(t, reply),) if reply.teacher else ()


def class_more(t: Translator, reply: f.ClassMore) -> Html:
    """What can be typed, and what can be tapped."""
    return paragraphs(strong(reply.title), _how(t, reply.teacher))


def more_choices(t: Translator, reply: f.ClassMore) -> Rows:
    """What is the teacher's alone."""
    if not reply.teacher:
        return ((tap(t.label("Back"), 0, f"cl-{reply.id}-show"),),)
    helpers = tap(t.label("Assistants"), 0, f"cl-{reply.id}-helpers")
    file = tap(t.label("Who took part"), 0, f"cl-{reply.id}-file")
    pause = () if reply.paused else (tap(t.label("Pause"), 0, f"cl-{reply.id}-pause"),)
    close = tap(t.label("Close"), 0, f"cl-{reply.id}-close")
    return ((helpers, file), (*pause, close, tap(t.label("Back"), 0, f"cl-{reply.id}-show")))


def which_class(t: Translator, _: f.WhichClass) -> Html:
    """For which?"""
    return t("For which class?")


def which_choices(_: Translator, reply: f.WhichClass) -> Rows:
    """A class each."""
    return tuple((tap(title, 0, action),) for action, title in reply.classes)


def class_how(t: Translator, reply: f.ClassHow) -> Html:
    """How it is typed."""
    match reply.word:
        case "due":
            return t(
                "Say the topic and the day: /class due atoms friday; /class due atoms off takes it back."
            )
        case "exam":
            return t("Say a day ahead: /class exam 18 december; /class exam off takes it away.")
        case "link":
            return t("Say the last day of the link: /class link 20 december.")
        case "ask":
            return t(
                "Say which question: /class ask and its short name, such as /class ask bonds-02; or reply "
                "/class ask to a question."
            )
        case "new":
            return t("You have no class yet. Say what it is called: /class new General chemistry")
        case _:
            return _how(t, True)


def no_topic(t: Translator, reply: f.NoClassTopic) -> Html:
    """These there are."""
    if not reply.titles:
        return t("The course of this class isn't here any more, so nothing can be due from it.")
    titles = Html(", ".join(soft(title) for title in reply.titles))
    return t("I find no topic in {name}. There are: {titles}.", name=soft(reply.name[:40]), titles=titles)


def day_asked(t: Translator, reply: f.ClassDayAsked) -> Html:
    """By which day?"""
    if reply.again:
        return t(
            "I can't read a day ahead of us there. By which day is {title} due? For example: friday, "
            "5 December.",
            title=soft(reply.title),
        )
    return t("By which day is {title} due? For example: friday, 5 December.", title=soft(reply.title))


def day_choices(t: Translator, reply: f.ClassDayAsked) -> Rows:
    """Or not at all."""
    return ((_leave(t, reply.id),),)


def due_preview(t: Translator, reply: f.DuePreview) -> Html:
    """What it would mean."""
    day = t(
        "{title}, {questions}, by {day}, 23:59 ({place}), in {klass}.",
        title=strong(reply.title),
        questions=questions(t, reply.questions),
        day=day_name(t, reply.on),
        place=reply.place,
        klass=soft(reply.klass),
    )
    if reply.daily is None:
        daily = t("Fewer than {n} people have a daily question; it goes first there.", n=FEWEST)
    elif reply.daily:
        daily = t.count(
            "{n} person has it in their daily question from tomorrow.",
            "{n} people have it in their daily question from tomorrow.",
            reply.daily,
        )
    else:
        daily = t("Nobody has a daily question yet; it goes first there.")
    return lines(day, daily)


def preview_choices(t: Translator, reply: f.DuePreview) -> Rows:
    """Right, another day, or not."""
    right = tap(t.label("Right"), 0, f"cl-{reply.id}-setdue-{reply.key}-{reply.on:%Y%m%d}")
    other = tap(t.label("Other day"), 0, f"cl-{reply.id}-day-{reply.key}")
    return ((right, other, _leave(t, reply.id)),)


def due_set(t: Translator, reply: f.DueSet) -> Html:
    """It is due."""
    if reply.on is None:
        return t("{title} isn't due any more.", title=soft(reply.title))
    return t(
        "{title} is due by {day}. No message is sent for it: it comes first in each daily question.",
        title=soft(reply.title),
        day=day_name(t, reply.on),
    )


def exam_preview(t: Translator, reply: f.ExamPreview) -> Html:
    """What it would mean."""
    return t(
        "The exam of {klass} is on {day}. Whoever set a day of their own keeps it.",
        klass=soft(reply.klass),
        day=day_name(t, reply.on),
    )


def exam_choices(t: Translator, reply: f.ExamPreview) -> Rows:
    """Right, or not."""
    right = tap(t.label("Right"), 0, f"cl-{reply.id}-setexam-{reply.on:%Y%m%d}")
    return ((right, _leave(t, reply.id)),)


def exam_set(t: Translator, reply: f.ClassExamSet) -> Html:
    """It is kept."""
    if reply.on is None:
        return t("No exam is set for {klass}.", klass=soft(reply.klass))
    return t(
        "Kept: {klass} has its exam on {day}, and questions come closer together before it.",
        klass=soft(reply.klass),
        day=day_name(t, reply.on),
    )


def left_as_is(t: Translator, _: f.ClassLeftAsIs) -> Html:
    """Nothing was changed."""
    return t("Fine, it stays as it was.")


def _how(t: Translator, teacher: bool) -> Html:
    return lines(
        t("/class due atoms friday: a topic and its last day."),
        t("/class exam 18 december: the day it all has to be known."),
        t("/class ask bonds-02: a question to everybody in the lecture, now."),
        t("/class week: the last week in numbers."),
        t(
            "/class link, /class helper, /class file, /class pause, /class close: the link, assistants, who "
            "took part, a break, the end."
        )
        if teacher
        else "",
    )


def _paused(t: Translator) -> Html:
    return t("It is paused: nobody comes in, nothing is due, no report comes. All of it is kept.")


def _go_on(t: Translator, reply: f.ClassTold | f.ClassIsPaused) -> tuple[Button, ...]:
    return (tap(t.label("Go on"), 0, f"cl-{reply.id}-resume"),) if reply.teacher else ()


def _exam(t: Translator, exam: date | None) -> Html:
    return t("The exam is on {day}.", day=day_name(t, exam)) if exam else Html("")


def _members(t: Translator, members: int | None) -> Html:
    if members is None:
        return t("Fewer than {n} people are in.", n=FEWEST)
    if not members:
        return t("Nobody is in yet.")
    return t.count("{n} person is in.", "{n} people are in.", members)


def _until(t: Translator, reply: f.ClassLink) -> Html:
    return t("It ends on {day}.", day=day_name(t, reply.until))


def _came(t: Translator, reply: f.ClassLink) -> Html:
    if reply.new or reply.came == 0:
        return Html("")
    if reply.came is None:
        return t("Fewer than {n} people came in by the one before.", n=FEWEST)
    return t.count(
        "{n} person came in by the one before.", "{n} people came in by the one before.", reply.came
    )


def _leave(t: Translator, id: int) -> Button:
    return tap(t.label("Cancel"), 0, f"cl-{id}-keep")
