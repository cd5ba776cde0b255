"""Questions asked in the lecture: to who asks, and to who answers."""

import json

from bot.app import replies as f
from bot.domain.lecture import LectureFigures
from bot.domain.question import Choice, Question
from bot.words.classes.staff import FEWEST
from bot.words.learning.questions import listed
from bot.words.learning.talk import options_again
from bot.words.markup import lines, sentence, shortened, soft, strong, tap
from bot.words.options import on_buttons
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_LONGEST_MISS = 60
"""Signs of an answer that are shown to who asks."""


def told(t: Translator, reply: f.LectureTold) -> Html:
    """The question, and how far it is."""
    ask = strong(reply.question.ask, reply.question.marked)
    answer = t("The answer: {answer}", answer=sentence(reply.question.answer)) if reply.shown else Html("")
    if not reply.over:
        time = t("{n} seconds for each, from when it arrives.", n=reply.seconds)
        return lines(ask, Html(f"{_in(t, reply.figures)} {time}"))
    told = (_in(t, reply.figures), _right(t, reply.figures), _misses(t, reply.figures))
    return lines(ask, Html(" ".join(part for part in told if part)), answer)


def told_choices(t: Translator, reply: f.LectureTold) -> Rows:
    """The answer, and once more; while it is asked nothing."""
    if not reply.over:
        return ()
    show = (tap(t.label("Show the answer"), 0, f"cl-{reply.klass}-lshow-{reply.id}"),)
    again = tap(t.label("Again"), 0, f"cl-{reply.klass}-ask-{reply.question.id}")
    return ((*(() if reply.shown else show), again),)


def bars(t: Translator, reply: f.LectureBars) -> Html:
    """The words under the picture say the same."""
    return lines(*(Html(f"{soft(title)}: {numbers}") for title, _, numbers in _bars(t, reply)))


def bars_picture(t: Translator, reply: f.LectureBars) -> str:
    """What is drawn."""
    drawn = [
        {"title": title, "share": share, "low": share, "high": share, "numbers": numbers}
        for title, share, numbers in _bars(t, reply)
    ]
    return json.dumps({"head": reply.question.title, "hard": drawn})


def _tapped(question: Question) -> bool:
    return isinstance(question, Choice) and on_buttons(question)


def nobody(t: Translator, reply: f.LectureNobody) -> Html:
    """Who wants it says so."""
    return t(
        "In {title} nobody has said yes to questions in the lecture yet. Whoever wants them says "
        "/class lecture.",
        title=soft(reply.title),
    )


def no_question(t: Translator, reply: f.NoClassQuestion) -> Html:
    """Not there, or not to be asked so."""
    return t(
        "I can't ask {name} here: it has to be a question of the class's course that has a right answer. "
        "Its short name stands in /hard and in the course's files.",
        name=soft(reply.name[:40]),
    )


def asked(t: Translator, reply: f.LectureAsked) -> Html:
    """The question first, for the lock screen."""
    tail = t("{title}: {n} seconds. Then you read how it was.", title=soft(reply.title), n=reply.seconds)
    ask = strong(reply.question.ask, reply.question.marked)
    return lines(ask, listed(t, reply.question, taps=_tapped(reply.question)), tail)


def asked_choices(_: Translator, reply: f.LectureAsked) -> Rows:
    """The options."""
    if not isinstance(reply.question, Choice) or not on_buttons(reply.question):
        return ()
    return tuple(
        (tap(option.text, 0, f"lq-{reply.id}-{place}"),)
        for place, option in enumerate(reply.question.options)
    )


def answered(t: Translator, reply: f.LectureAnswered) -> Html:
    """It is in."""
    if reply.again:
        return t("In, instead of the one before. When the time is up you read how it was.")
    return t("In. When the time is up you read how it was.")


def waits(t: Translator, _: f.LectureWaits) -> Html:
    """Not yet."""
    return t("You read the answer when the time is up. Until then whatever you write can be right.")


def which(t: Translator, reply: f.LectureWhich) -> Html:
    """The options once more."""
    return options_again(t, reply.question)


def too_late(t: Translator, _: f.LectureTooLate) -> Html:
    """Too late."""
    return t("The time for this one is up. It costs nothing.")


def over(t: Translator, reply: f.LectureOver) -> Html:
    """Who did not answer can do it still."""
    return lines(strong(reply.question.ask, reply.question.marked), t("The time is up; it costs nothing."))


def over_choices(t: Translator, reply: f.LectureOver) -> Rows:
    """As an ordinary question."""
    return (
        ((tap(t.label("Answer it now"), 0, f"ask-{reply.question.id}"),),)
        if len(reply.question.id) <= 50
        else ()
    )


def lecture_set(t: Translator, reply: f.LectureSet) -> Html:
    """Whether they come."""
    if reply.on:
        return t(
            "Questions in the lecture of {title} come to you from now on. Your teacher sees counts, without "
            "your name. /class lecture off ends it.",
            title=soft(reply.title),
        )
    return t("No questions in the lecture of {title}. /class lecture brings them.", title=soft(reply.title))


def _in(t: Translator, figures: LectureFigures) -> Html:
    if figures.people is None:
        return t("Fewer than {n} people have it: too few to tell.", n=FEWEST)
    if not figures.people:
        return t("Nobody has it.")
    if figures.nearly_all:
        return t("Nearly all of {of} in.", of=figures.people)
    if figures.answered is None:
        return t("A few of {of} in.", of=figures.people)
    return t("{n} of {of} in.", n=figures.answered, of=figures.people)


def _right(t: Translator, figures: LectureFigures) -> Html:
    return Html("") if figures.right is None else t("Right {share} %.", share=round(figures.right * 100))


def _misses(t: Translator, figures: LectureFigures) -> Html:
    if not figures.misses:
        return Html("")
    told = [
        t("{text} ({n})", text=soft(text), n=people) if people else soft(text)
        for text, people in _shown(figures)
    ]
    return t("Commonest: {texts}.", texts=Html(", ".join(told)))


def _shown(figures: LectureFigures) -> list[tuple[str, int | None]]:
    """What goes wrong, short enough for a message and a caption."""
    return [(shortened(text, _LONGEST_MISS), people) for text, people in figures.misses]


def _bars(t: Translator, reply: f.LectureBars) -> list[tuple[str, float, str]]:
    figures = reply.figures
    right = figures.right or 0.0
    rows = [(t.label("Right"), right, t.label("{share} %", share=round(right * 100)))]
    if not figures.answered:
        return rows
    shares = [(text, people / figures.answered) for text, people in _shown(figures) if people]
    return [*rows, *((text, share, t.label("{share} %", share=round(share * 100))) for text, share in shares)]
