"""What there is to learn, and how far one has come."""

from math import sqrt

from bot.app.replies import NoSuchTopic, StatsTold, StreakTold, TopicLine, TopicMemory, TopicsListed, Year
from bot.words.calendar.streaks import freezes_left
from bot.words.calendar.when import in_days
from bot.words.markup import lines, paragraphs, plain, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]
ENOUGH = 5
"""Questions met from which it is said how far a guess may be off."""
TWO_SIGMA = 1.96
NAMED = 5
"""How many titles a line names before it sums up."""


def topics_listed(t: Translator, reply: TopicsListed) -> Html:
    """What the course is about and by whom, its topics with how much of each was met, and what others are
    about."""
    by = t("By {people}.", people=", ".join(reply.authors)) if reply.authors else Html("")
    source = t("Source: {source}", source=reply.source) if reply.source else Html("")
    about = lines(plain(reply.description), Html(" ".join(part for part in (by, source) if part)))
    others = [deck for deck in reply.others if deck.description][:NAMED]
    topics = lines(*(_topic(t, topic) for topic in reply.topics))
    return paragraphs(
        *((lines(strong(reply.deck), about), topics) if about else (lines(strong(reply.deck), topics),)),
        lines(*(t("{course}: {about}", course=soft(d.title), about=d.description) for d in others)),
        t("Tap one, or type /learn and its name. /learn all takes everything in turn."),
    )


def topic_choices(t: Translator, reply: TopicsListed | NoSuchTopic) -> Rows:
    """A row for each two topics, then everything, then the other courses."""
    buttons = [tap(topic.title, 0, f"topic-{topic.id}") for topic in reply.topics]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    others = reply.others if isinstance(reply, TopicsListed) else ()
    courses = tuple(
        (tap(t.label("Course: {title}", title=deck.title), 0, f"deck-{deck.id}"),) for deck in others
    )
    return (*pairs, (tap(t.label("Everything"), 0, "all"),), *courses)


def no_such_topic(t: Translator, reply: NoSuchTopic) -> Html:
    """The name is unknown."""
    return t("I have no topic called {name}. These I have:", name=soft(reply.name[:40]))


def streak_told(t: Translator, reply: StreakTold) -> Html:
    """The streak in words."""
    if not reply.length:
        start = t("No streak right now. One answered question begins one.")
    elif reply.today:
        start = t.count("Day {n}: today is in.", "{n} days in a row, today included.", reply.length)
    else:
        start = t.count(
            "{n} day so far; one question today makes it two.",
            "{n} days in a row so far; one question today carries it on.",
            reply.length,
        )
    best = (
        t.count("The longest so far: {n} day.", "The longest so far: {n} days.", reply.longest)
        if reply.longest > reply.length
        else Html("")
    )
    learned = (
        t.count("Learned on {n} day in all.", "Learned on {n} days in all.", reply.learned)
        if reply.learned
        else Html("")
    )
    freeze = freezes_left(t, reply.freezes) if reply.learned else Html("")
    return lines(start, best, learned, freeze, t("Your day ends at four in the morning. /streak why"))


def stats_told(t: Translator, reply: StatsTold) -> Html:
    """How far they have come."""
    met, of = sum(topic.met for topic in reply.topics), sum(topic.of for topic in reply.topics)
    if not reply.answered:
        return t("Nothing answered yet in {deck}. /next brings the first question.", deck=soft(reply.deck))
    head = t("{met} of {of} questions met.", met=met, of=of)
    right = t(
        "{right} of {answered} right when last asked, {unaided} of them at the first go.",
        right=reply.right,
        answered=reply.answered,
        unaided=reply.unaided,
    )
    return paragraphs(
        lines(
            strong(reply.deck),
            t("Questions met, right when last asked, and about how many in 10 of those you'd know today:"),
            *(_remembered(t, topic) for topic in reply.year.topics),
        ),
        lines(
            head,
            right,
            _how_sure(t, reply.year),
            _compared(t, reply),
            _coming(t, reply.coming_back),
            _due(t, reply.year),
        ),
    )


def _compared(t: Translator, reply: StatsTold) -> Html:
    if not reply.compared:
        return Html("")
    return t.count(
        "In {n} case I couldn't tell, and you compared.", "In {n} cases I couldn't tell, and you compared.",
        reply.compared,
    )  # fmt: skip


def _topic(t: Translator, topic: TopicLine) -> Html:
    return t("{title}: {met} of {of}", title=topic.title, met=topic.met, of=topic.of)


def _remembered(t: Translator, topic: TopicMemory) -> Html:
    if not topic.met:
        return t("{title}: {met} of {of}", title=topic.title, met=0, of=topic.of)
    return t(
        "{title}: {met} of {of}, {right} right, {n} in 10",
        title=topic.title,
        met=topic.met,
        of=topic.of,
        right=topic.right,
        n=int(topic.recall * 10 + 0.5),
    )


def _how_sure(t: Translator, year: Year) -> Html:
    """What is measured and what is a guess, and how good a guess it is."""
    met, right = sum(topic.met for topic in year.topics), sum(topic.right for topic in year.topics)
    if not met:
        return Html("")
    if met < ENOUGH:
        return t("What you'd know today is a guess, so far from few answers.")
    share = (right + 1) / (met + 2)
    off = max(1, round(10 * TWO_SIGMA * sqrt(share * (1 - share) / met)))
    return t(
        "What you'd know today is a guess from {n} answers; it may be off by {off} in 10.", n=met, off=off
    )


def _due(t: Translator, year: Year) -> Html:
    """The days to come, in words: what the picture draws."""
    soon = [(day, n) for day, n in enumerate(year.due) if n]
    if not soon:
        return t("Nothing is due in the next two weeks.")
    told = ", ".join(f"{n} {in_days(t, day) if day else t.label('today')}" for day, n in soon[:NAMED])
    return t("Due: {told}.", told=told)


def _coming(t: Translator, titles: tuple[str, ...]) -> Html:
    if not titles:
        return Html("")
    named = plain(", ".join(titles[:NAMED]))
    rest = len(titles) - NAMED
    if rest > 0:
        return t.count(
            "Coming back: {titles} and {n} other.",
            "Coming back: {titles} and {n} others.",
            rest,
            titles=named,
        )
    return t("Coming back: {titles}.", titles=named)
