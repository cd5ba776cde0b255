"""Help, settings, privacy, and a person's own data."""

import json

from bot.app.replies import (
    BroughtBack,
    EraseAsked,
    Erased,
    Exported,
    HelpTold,
    KeptAll,
    PrivacyTold,
    SettingsTold,
)
from bot.words.calendar.when import clock
from bot.words.markup import lines, paragraphs, soft, strong, tap
from bot.words.spoken import Button, Document
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def help_told(t: Translator, reply: HelpTold) -> Html:
    """What the tutor can do, on one screen."""
    return lines(
        t("I ask, you type the answer in your own words, I say what's right and why."),
        t("/next: a question. /learn: choose a topic. /mine: questions of your own."),
        t("/hint, /skip, /reveal: help with the open question. The words hint, skip, show me do too."),
        t("/daily: one question a day at your own hour. /pause 2w rests. /exam 18 December aims at a day."),
        t("/streak, /stats: how far you have come. /streak why says what counts."),
        t("/settings: pace, course, your data. /privacy: what I keep."),
        t("In a group: /quiz plays a round, /daily asks one a day. /channel: one a day in your channel."),
        t("For authors: /inbox, answers to rule on; /hard, which questions are hard.") if reply.rules else "",
        t("To answer an older question, just type it, or reply to it."),
        t("If a mark is unfair, say I was right: it counts at once, and the author looks at it."),
    )


def help_choices(t: Translator, _: HelpTold) -> Rows:
    """The three things most wanted."""
    return (
        (
            tap(t.label("Next question"), 0, "next"),
            tap(t.label("Topics"), 0, "topics"),
        ),
    )


def settings_told(t: Translator, reply: SettingsTold) -> Html:
    """How everything stands, and the words that change it."""
    flow = (
        t("After a right answer the next question comes by itself. To be asked first: /settings flow off")
        if reply.flow
        else t("After a right answer I wait for a tap. To go on by itself: /settings flow on")
    )
    away = (
        t.count(
            "{n} question is put away. To bring it back: /settings back",
            "{n} questions are put away. To bring them back: /settings back",
            reply.away,
        )
        if reply.away
        else Html("")
    )
    caps = t(
        "At most {new} new questions and {reviews} reviews a day. /settings new 5, /settings reviews 20",
        new=reply.caps[0],
        reviews=reply.caps[1],
    )
    ahead = (
        t("When nothing is due I ask what helps most. To be told so instead: /settings ahead off")
        if reply.ahead
        else t(
            "When nothing is due I say so, and the day counts. To be asked all the same: /settings ahead on"
        )
    )
    first, last = reply.quiet
    quiet = (
        t("Quiet from {first} to {last}. /settings quiet 23-6", first=clock(t, first), last=clock(t, last))
        if first != last
        else t("No quiet hours. /settings quiet 22-7")
    )
    return paragraphs(
        t("Set.") if reply.changed else Html(""),
        lines(flow, ahead, caps, _second_opinion(t, reply)),
        lines(t("Course: {deck}. To change it: /learn", deck=soft(reply.deck)), away),
        lines(_clock(t, reply), quiet, _weekly(t, reply)),
        t("Everything about you as a file: /export. To remove it all: /erase"),
    )


def _clock(t: Translator, reply: SettingsTold) -> Html:
    at, name = clock(t, reply.place.wall), reply.place.name
    if reply.zone_known:
        return t("Your clock: {at}, {place}. To change it: /zone", at=at, place=name)
    return t("Your clock, I guess: {at}. To set it: /zone", at=at)


def _second_opinion(t: Translator, reply: SettingsTold) -> Html:
    if reply.second_opinion is None:
        return Html("")
    if reply.second_opinion:
        return t(
            "Where I can't tell, I ask a language model: your answer and the question, nothing about you. "
            "To compare by yourself: /settings opinion off"
        )
    return t(
        "Where I can't tell, you compare by yourself. To have a language model asked: /settings opinion on"
    )


def _weekly(t: Translator, reply: SettingsTold) -> Html:
    if reply.weekly:
        return t("The week in a few lines on Sunday evening. /settings weekly off")
    return t("No summary on Sundays. /settings weekly on")


def settings_choices(t: Translator, reply: SettingsTold) -> Rows:
    """What can be changed with a tap."""
    flow = (
        tap(t.label("Don't go on by itself"), 0, "flow-off")
        if reply.flow
        else tap(t.label("Go on by itself"), 0, "flow-on")
    )
    back = ((tap(t.label("Bring questions back"), 0, "back"),),) if reply.away else ()
    return (
        (flow, tap(t.label("Course"), 0, "topics")),
        (tap(t.label("Daily question"), 0, "daily"), tap(t.label("My clock"), 0, "zone")),
        *back,
        (tap(t.label("My data"), 0, "export"), tap(t.label("Erase"), 0, "erase")),
    )


def brought_back(t: Translator, reply: BroughtBack) -> Html:
    """Questions are asked again."""
    if not reply.count:
        return t("No question is put away.")
    return t.count("{n} question is back.", "{n} questions are back.", reply.count)


def privacy_told(t: Translator, reply: PrivacyTold) -> Html:
    """What is kept, for how long, and who sees it."""
    return paragraphs(
        t(
            "I keep your first name, your language, which questions you answered, when and how it went, "
            "and your settings. The words of your answers are removed after {days} days.",
            days=reply.text_days,
        ),
        t(
            "If you say I was right, compare an answer with mine or report a question, its author may read "
            "those words, without your name; they are kept for {days} days at most. Authors see how hard a "
            "question is from thirty people on, and words that three people or more wrote. Nobody else gets "
            "anything, and nothing is sold.",
            days=reply.waiting_days,
        ),
        t(
            "What you answer to a channel's question counts there without your name; your words are repeated "
            "there if three people or more wrote the same. In groups the others see who was right. In a "
            "class the teacher sees numbers, and your name and days if you said so: /class"
        ),
        t(
            "Where I can't tell whether an answer is right, I may ask a language model: it gets the question "
            "and your answer, nothing about you. To say no: /settings opinion off"
        )
        if reply.second_opinion
        else "",
        t("Chats with bots are not end-to-end encrypted: Telegram can technically read them."),
        t("/export gives you all of it as a file. /erase removes all of it at once."),
    )


def exported(t: Translator, _: Exported) -> Html:
    """Goes with the file."""
    return t("Everything I keep about you, as JSON.")


def export_file(reply: Exported) -> Document:
    """The file, described: `bot.exporting` makes it when it is sent."""
    description = json.dumps({"export": reply.learner})
    return Document(name=f"recall-{reply.day.isoformat()}.json", made_of=description)


def erase_asked(t: Translator, reply: EraseAsked) -> Html:
    """What would be gone."""
    what = t.count(
        "This removes {n} answered question, your streak, your settings and your name.",
        "This removes {n} answered questions, your streak, your settings and your name.",
        reply.reviews,
    )
    return lines(
        strong(t.label("Remove everything about you?")),
        what,
        t("It can't be undone. Tap, or type /erase yes"),
    )


def erase_choices(t: Translator, reply: EraseAsked) -> Rows:
    """Sure, or not."""
    return ((tap(t.label("Erase everything"), 0, f"sure-{reply.until}"), tap(t.label("Keep it"), 0, "keep")),)


def erased(t: Translator, _: Erased) -> Html:
    """Farewell."""
    return t("Done: nothing about you is left here. /start begins anew whenever you like.")


def kept_all(t: Translator, _: KeptAll) -> Html:
    """They changed their mind."""
    return t("Nothing was removed.")
