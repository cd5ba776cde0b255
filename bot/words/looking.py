"""What there is to learn, and how far one has come."""

from bot.app.facts import (
    NoSuchTopic,
    StatsTold,
    StreakTold,
    TopicLine,
    TopicMemory,
    TopicsListed,
    Year,
)
from bot.words.markup import lines, paragraphs, plain, soft, strong, tap
from bot.words.spoken import Tap
from bot.words.streaks import freezes_left
from bot.words.tongue import Html, Tongue
from bot.words.when import in_days

Rows = tuple[tuple[Tap, ...], ...]
NAMED = 5
"""How many titles a line names before it sums up."""


def topics_listed(t: Tongue, fact: TopicsListed) -> Html:
    """The topics with how much of each was met."""
    return paragraphs(
        lines(strong(fact.deck), *(_topic(t, topic) for topic in fact.topics)),
        t("Tap one, or type /learn and its name. /learn all takes everything in turn."),
    )


def topic_choices(t: Tongue, fact: TopicsListed | NoSuchTopic) -> Rows:
    """A row for each two topics, then everything, then the other courses."""
    buttons = [tap(topic.title, 0, f"topic-{topic.id}") for topic in fact.topics]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    others = fact.others if isinstance(fact, TopicsListed) else ()
    courses = tuple(
        (tap(t.label("Course: {title}", title=deck.title), 0, f"deck-{deck.id}"),) for deck in others
    )
    return (*pairs, (tap(t.label("Everything"), 0, "all"),), *courses)


def no_such_topic(t: Tongue, fact: NoSuchTopic) -> Html:
    """The name is unknown."""
    return t("I have no topic called {name}. These I have:", name=soft(fact.name[:40]))


def streak_told(t: Tongue, fact: StreakTold) -> Html:
    """The streak in words."""
    if not fact.length:
        start = t("No streak right now. One answered question begins one.")
    elif fact.today:
        start = t.count("Day {n}: today is in.", "{n} days in a row, today included.", fact.length)
    else:
        start = t.count(
            "{n} day so far; one question today makes it two.",
            "{n} days in a row so far; one question today carries it on.",
            fact.length,
        )
    best = (
        t.count("The longest so far: {n} day.", "The longest so far: {n} days.", fact.longest)
        if fact.longest > fact.length
        else Html("")
    )
    learned = (
        t.count("Learned on {n} day in all.", "Learned on {n} days in all.", fact.learned)
        if fact.learned
        else Html("")
    )
    freeze = freezes_left(t, fact.freezes) if fact.learned else Html("")
    return lines(start, best, learned, freeze, t("Your day ends at four in the morning. /streak why"))


def stats_told(t: Tongue, fact: StatsTold) -> Html:
    """How far they have come."""
    met, of = sum(topic.met for topic in fact.topics), sum(topic.of for topic in fact.topics)
    if not fact.answered:
        return t("Nothing answered yet in {deck}. /next brings the first question.", deck=soft(fact.deck))
    head = t("{met} of {of} questions met.", met=met, of=of)
    right = t(
        "{right} of {answered} right when last asked, {unaided} of them at the first go.",
        right=fact.right,
        answered=fact.answered,
        unaided=fact.unaided,
    )
    return paragraphs(
        lines(strong(fact.deck), *(_remembered(t, topic) for topic in fact.year.topics)),
        lines(head, right, _coming(t, fact.coming_back), _due(t, fact.year)),
    )


def _topic(t: Tongue, topic: TopicLine) -> Html:
    return t("{title}: {met} of {of}", title=topic.title, met=topic.met, of=topic.of)


def _remembered(t: Tongue, topic: TopicMemory) -> Html:
    if not topic.met:
        return t("{title}: {met} of {of}", title=topic.title, met=0, of=topic.of)
    return t(
        "{title}: {met} of {of}, about {n} in 10 known today",
        title=topic.title,
        met=topic.met,
        of=topic.of,
        n=int(topic.recall * 10 + 0.5),
    )


def _due(t: Tongue, year: Year) -> Html:
    """The days to come, in words: what the picture draws."""
    soon = [(day, n) for day, n in enumerate(year.due) if n]
    if not soon:
        return t("Nothing is due in the next two weeks.")
    told = ", ".join(f"{n} {in_days(t, day) if day else t.label('today')}" for day, n in soon[:NAMED])
    return t("Due: {told}.", told=told)


def _coming(t: Tongue, titles: tuple[str, ...]) -> Html:
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
