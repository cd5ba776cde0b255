"""What an author has sent: what was read, what has to be looked at, publishing it."""

import json

from bot.app import replies as f
from bot.app.ports.uploads import Found
from bot.words.markup import lines, paragraphs, plain, sentence, soft, strong, tap
from bot.words.options import capital
from bot.words.spoken import Button, Document
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
_KINDS = 5
"""Kinds of what cannot come that are told."""
_NOTES = 3
"""Things about the file as a whole that are told."""
_BUTTON = 64
"""Bytes of what a button carries at most."""


def upload_asked(t: Translator, reply: f.UploadAsked) -> Html:
    """How questions are sent."""
    file = t(
        "Send me a file of questions: Moodle XML, GIFT, CSV, Excel, Anki, a deck of Recall and others, up to "
        "1 MB and 1,000 questions. Write the course beside it."
    )
    pasted = t("Or paste lines, one question each: {line}", line=soft("capital of France = Paris"))
    courses = t("Courses: {names}.", names=Html(", ".join(soft(title) for title in reply.decks)))
    new = t("Another name begins a new course.") if reply.new else Html("")
    return lines(file, pasted, Html(f"{courses} {new}"))


def upload_taken(t: Translator, reply: f.UploadTaken) -> Html:
    """It is at work."""
    return t("I'm publishing it.") if reply.publishing else t("I'm reading it.")


def upload_refused(t: Translator, reply: f.UploadRefused) -> Html:
    """Why it is of no use, and what to do."""
    if reply.too_large:
        return t("That file is larger than 1 MB. Send it in parts.")
    if not reply.why:
        return t("I couldn't fetch the file. Send it once more.")
    head = t("It can't be published as it is:") if reply.upload else t("I can't use this file:")
    kept = t("What you sent is still here, as it was.") if reply.upload else Html("")
    return lines(head, plain(sentence(reply.why)), kept)


def refused_choices(t: Translator, reply: f.UploadRefused) -> Rows:
    """Back to what was sent."""
    return ((tap(t.label("Back to it"), 0, f"ready-{reply.upload}"),),) if reply.upload else ()


def upload_read(t: Translator, reply: f.UploadRead) -> Html:
    """What is in it, in one message."""
    found = reply.found
    course = t("A new course: {title}", title=strong(found.title)) if found.new else strong(found.title)
    read = t.count(
        "{format}, {n} question: {parts}.", "{format}, {n} questions: {parts}.", found.total,
        format=capital(found.format), parts=_parts(t, found),
    )  # fmt: skip
    notes = (plain(sentence(note[:1].upper() + note[1:])) for note in found.notes[:_NOTES])
    return lines(course, read, _changes(t, found), *notes, t("The file has a remark at each row."))


def read_choices(t: Translator, reply: f.UploadRead) -> Rows:
    """Try it, look at what needs a look, leave it."""
    found, number = reply.found, reply.upload
    try_it = (tap(t.label("Try it"), 0, f"tryit-{number}"),) if found.ready else ()
    need = _need(t, number, found.need)
    cancel = tap(t.label("Cancel"), 0, f"upload-{number}")
    other = ((tap(t.label("Another course"), 0, f"course-{number}"),),) if reply.others else ()
    return ((*try_it, *need, cancel), *other)


def remarks_file(reply: f.UploadRead) -> Document:
    """The file, described: `bot.exporting` makes it when it is sent."""
    return Document(name=reply.found.remarks, made_of=json.dumps({"remarks": reply.upload}))


def course_asked(t: Translator, reply: f.CourseAsked) -> Html:
    """For which one is it?"""
    new = t("For a new course, send it again with its name beside it.") if reply.new else Html("")
    return lines(t("For which course is it?"), new)


def course_choices(t: Translator, reply: f.CourseAsked) -> Rows:
    """Theirs."""
    taps = ((title, f"uploadto-{reply.upload}-{deck}") for deck, title in reply.decks)
    return tuple((tap(title[:60], 0, data),) for title, data in taps if len(f"1:0:{data}") <= _BUTTON)


def row_asked(t: Translator, reply: f.RowAsked) -> Html:
    """The question, and what is the matter with it."""
    where = t("{n} of {of}, row {row}.", n=reply.number, of=reply.of, row=reply.row)
    answer = t("The answer: {answer}", answer=sentence(reply.answer))
    return paragraphs(
        lines(Html(f"{where} {strong(reply.ask)}"), answer),
        plain(sentence(reply.remark[:1].upper() + reply.remark[1:])),
    )


def row_choices(t: Translator, reply: f.RowAsked) -> Rows:
    """Keep it, or leave it out."""
    row = f"{reply.upload}-{reply.place}"
    return (
        (
            tap(t.label("Keep it"), 0, f"row-{row}-keep"),
            tap(t.label("Leave it out"), 0, f"row-{row}-leave"),
            tap(t.label("Later"), 0, f"rows-{reply.upload}-{reply.place + 1}"),
        ),
    )


def upload_ready(t: Translator, reply: f.UploadReady) -> Html:
    """How far it is."""
    coming = t.count(
        "{n} question for {title}.", "{n} questions for {title}.", reply.coming, title=strong(reply.title)
    )
    tried = t.count("You have tried {n}.", "You have tried {n}.", reply.tried) if reply.tried else Html("")
    words = t.count("{n} answer is decided.", "{n} answers are decided.", reply.words)
    need = t.count("{n} still needs you, and stays out.", "{n} still need you, and stay out.", reply.need)
    parts = (coming, tried, words if reply.words else "", need if reply.need else "")
    return Html(" ".join(part for part in parts if part))


def ready_choices(t: Translator, reply: f.UploadReady) -> Rows:
    """Publish it, try on, look at the rest, leave it."""
    number = reply.upload
    publish = (tap(t.label("Publish"), 0, f"publish-{number}"),)
    label = t.label("Try more") if reply.tried else t.label("Try it")
    more = (tap(label, 0, f"tryit-{number}"),)
    rest = (*_need(t, number, reply.need), tap(t.label("Cancel"), 0, f"upload-{number}"))
    return ((*publish, *more), rest) if reply.coming else (rest,)


def upload_dropped(t: Translator, _: f.UploadDropped) -> Html:
    """Left."""
    return t("Left: nothing of it is kept.")


def published(t: Translator, reply: f.Published) -> Html:
    """It is taught."""
    head = t("Published: {title}, version {version}.", title=strong(reply.title), version=reply.version)
    count = t.count(
        "It has {n} question: {added} new, {changed} changed.",
        "It has {n} questions: {added} new, {changed} changed.",
        reply.questions,
        added=reply.added,
        changed=reply.changed,
    )
    return lines(head, count, t("It is asked from now on: /learn {deck}", deck=reply.deck))


def published_choices(t: Translator, reply: f.Published) -> Rows:
    """Take it back, or teach it."""
    undo = tap(t.label("Undo"), 0, f"unpublish-{reply.upload}")
    return ((undo, tap(t.label("Make a class"), 0, "newclass")),) if reply.teaches else ((undo,),)


def publish_undone(t: Translator, reply: f.PublishUndone) -> Html:
    """Taken back, or too late."""
    if not reply.done:
        return t(
            "Another version of {title} is asked by now; this one can't be undone.", title=soft(reply.title)
        )
    if reply.before:
        return t("Undone: version {n} of {title} is asked again.", n=reply.before, title=soft(reply.title))
    if reply.gone:
        return t("Undone: {title} is asked no more.", title=soft(reply.title))
    return t("Undone: {title} is as it was before your file.", title=soft(reply.title))


def _parts(t: Translator, found: Found) -> Html:
    stayed = sum(count for _, count in found.stayed)
    told_kinds = [f"{count} {plain(kind)}" for kind, count in found.stayed[:_KINDS]]
    kinds = Html(", ".join([*told_kinds, *(["…"] if len(found.stayed) > _KINDS else [])]))
    told = [
        t.count("{n} is ready", "{n} are ready", found.ready),
        t.count("{n} needs you", "{n} need you", found.need) if found.need else "",
        t.count("{n} can't come ({kinds})", "{n} can't come ({kinds})", stayed, kinds=kinds)
        if stayed
        else "",
    ]
    return Html(", ".join(part for part in told if part))


def _changes(t: Translator, found: Found) -> Html:
    if found.new:
        return Html("")
    here = t(
        "{added} are new, {changed} change, {same} are as they were.",
        added=found.added,
        changed=found.changed,
        same=found.same,
    )
    gone = t.count(
        "{n} of the course is not in the file; it stays.",
        "{n} of the course are not in the file; they stay.",
        found.gone,
    )
    return Html(f"{here} {gone}") if found.gone else here


def _need(t: Translator, number: int, need: int) -> tuple[Button, ...]:
    if not need:
        return ()
    label = t.label("The one") if need == 1 else t.label("The {n}", n=need)
    return (tap(label, 0, f"rows-{number}-0"),)
