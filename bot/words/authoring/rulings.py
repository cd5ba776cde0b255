"""What came of a ruling: told to who ruled, and to whom it counts."""

from bot.app import replies as f
from bot.domain.rulings import RulingKind
from bot.words.authoring.inbox import quoted
from bot.words.learning import heads
from bot.words.markup import lines, plain, soft
from bot.words.translator import Html, Translator


def ruling_given(t: Translator, reply: f.RulingGiven) -> Html:
    """It counts; where, and what of it is somebody else's."""
    if reply.proposed:
        head = t("Proposed to who teaches {title}: {texts}.", title=plain(reply.klass or ""),
                 texts=quoted(t, reply.texts))  # fmt: skip
        return head if reply.texts else t("Proposed to who teaches {title}.", title=plain(reply.klass or ""))
    klass = (
        t("It counts in {title}; the author of the course reads it as a proposal.", title=plain(reply.klass))
        if reply.klass
        else Html("")
    )
    otherwise = t.count(
        "In {n} class it was ruled otherwise, and stays so there.",
        "In {n} classes it was ruled otherwise, and stays so there.",
        reply.otherwise,
    )
    parts = (_given(t, reply), klass, otherwise if reply.otherwise and not reply.klass else "")
    return Html(" ".join(part for part in parts if part))


def _given(t: Translator, reply: f.RulingGiven) -> Html:
    match reply.kind:
        case RulingKind.RIGHT | RulingKind.EXACTLY if reply.gained and reply.people:
            people = t.count(
                "Done: {n} answer is marked anew.", "Done: {n} people are marked anew.", reply.people
            )
            news = t.count(
                "{n} of them gets it back, and is told with the next message.",
                "{n} of them get it back, each told with their next message.",
                reply.gained,
            )
            return Html(f"{people} {news}")
        case RulingKind.RIGHT | RulingKind.EXACTLY if reply.people is None or reply.gained is None:
            return t("Done: they are marked anew, each told with their next message.")
        case RulingKind.FINE:
            return t("Done: it stays as it is.")
        case RulingKind.WORDING:
            return t("Done: it reads so from now on.")
        case RulingKind.OUT:
            return t("Done: it isn't asked any more until you undo this.")
        case RulingKind.RIGHT:
            return t("Done: from now on this counts as right: {texts}.", texts=quoted(t, reply.texts))
        case RulingKind.EXACTLY:
            return t("Done: from now on these words alone count: {texts}.", texts=quoted(t, reply.texts))
        case RulingKind.PARTLY:
            return t("Done: from now on this counts as a part of it: {texts}.", texts=quoted(t, reply.texts))
        case _:
            return t("Done: from now on this doesn't count: {texts}.", texts=quoted(t, reply.texts))


def ruled_already(t: Translator, reply: f.RuledAlready) -> Html:
    """Somebody was first."""
    return t("Somebody else has just ruled on {texts}; that stands.", texts=quoted(t, reply.texts))


def author_asked(t: Translator, reply: f.AuthorAsked) -> Html:
    """It waits there."""
    return t(
        "{texts} waits for the author now; what they rule counts here too.", texts=quoted(t, reply.texts)
    )


def ruling_undone(t: Translator, reply: f.RulingUndone) -> Html:
    """Taken back, or too late."""
    if reply.done:
        return t("Undone: everything is as it was before.")
    return t("That is more than a week ago and stands. Rule anew, or change the course's files.")


def answers_mended(t: Translator, reply: f.AnswersMended) -> Html:
    """Their answer counts after all, or somebody has looked at what they reported."""
    return lines(_mended(t, reply) if reply.answers else "", *(_reported(t, *one) for one in reply.reports))


def _reported(t: Translator, kind: RulingKind, title: str) -> Html:
    about = soft(title)
    match kind:
        case RulingKind.WORDING:
            return t("The author has looked at your report on {title}: it reads otherwise now.", title=about)
        case RulingKind.OUT:
            return t("The author has looked at your report on {title}: it isn't asked for now.", title=about)
        case _:
            return t("The author has looked at your report on {title}: it stays as it is.", title=about)


def _mended(t: Translator, reply: f.AnswersMended) -> Html:
    said, title = reply.answers[0]
    more = len(reply.answers) - 1
    words = heads.quoted(said) if said else None
    first = (
        t("{said} for {title} was right after all; it counts.", said=soft(words), title=soft(title))
        if words
        else t("Your answer to {title} was right after all; it counts.", title=soft(title))
    )
    if not more:
        return first
    others = t.count("So was {n} more answer of yours.", "So were {n} more answers of yours.", more)
    return Html(f"{first} {others}")
