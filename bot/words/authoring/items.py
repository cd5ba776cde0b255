"""Hard questions. What could give somebody away has been left out before it comes here."""

from bot.app.replies import HardListed, ItemTold
from bot.domain.items import K_SHARES, Flag, Item
from bot.words.authoring.inbox import quoted
from bot.words.markup import lines, paragraphs, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator, translator

_LONGEST_NAME = 50
"""Letters of a deck's name that a button carries."""
Rows = tuple[tuple[Button, ...], ...]


def hard_listed(t: Translator, reply: HardListed) -> Html:
    """A line each."""
    if not reply.items:
        return t(
            "Of {deck} no question has been met by {n} people yet; fewer are too few to tell.",
            deck=soft(reply.deck),
            n=K_SHARES,
        )
    return lines(
        t("{deck}: right at first go", deck=strong(reply.deck)),
        *(Html(f"{soft(title)}: {_share(t, item)}{_marked(t, item)}") for _, title, item in reply.items),
    )


def hard_choices(t: Translator, reply: HardListed) -> Rows:
    """Each can be looked at."""
    return tuple(
        (tap(t.label("Look at {title}", title=title)[:60], 0, f"look-{id}"),)
        for id, title, _ in reply.items
        if len(id) <= 50
    )


def item_told(t: Translator, reply: ItemTold) -> Html:
    """The question as it is marked, and how it went."""
    accept = t("Also right: {texts}", texts=quoted(t, reply.accept)) if reply.accept else Html("")
    return paragraphs(
        lines(strong(reply.ask), t("The answer: {answer}", answer=sentence(reply.answer)), accept),
        _numbers(t, reply.item),
        _misses(t, reply),
    )


def item_choices(t: Translator, reply: ItemTold) -> Rows:
    """Back, and what waits for those who rule on it."""
    hard = f"hard-{reply.deck}" if 0 < len(reply.deck) <= _LONGEST_NAME else "hard"
    back = tap(t.label("Hard questions"), 0, hard)
    return ((back, tap(t.label("Answers to rule on"), 0, "inbox-0")) if reply.rules else (back,),)


def _share(t: Translator, item: Item) -> Html:
    return t(
        "{share} % of {n} people (for many: {low} to {high} %)",
        share=round(item.share * 100),
        n=item.people,
        low=round(item.low * 100),
        high=round(item.high * 100),
    )


def _marked(t: Translator, item: Item) -> Html:
    reasons = {
        Flag.HARD: t("fewer than three in ten"),
        Flag.EASY: t("nearly everybody"),
        Flag.APPEALED: t("more than one in ten say they were right"),
        Flag.BACKWARDS: t("those who know more of the rest get it right less often"),
        Flag.ONE_ANSWER: t("one answer is a great part of the misses, strong learners give it too"),
    }
    told = ", ".join(reasons[flag] for flag in item.flags)
    return t(". Worth a look: {why}", why=Html(told)) if told else Html("")


def _numbers(t: Translator, item: Item | None) -> Html:
    if item is None:
        return t("Fewer than {n} people have met it: too few to tell.", n=K_SHARES)
    return lines(
        Html(f"{t('Right at first go:')} {_share(t, item)}{_marked(t, item)}"),
        _tells_apart(t, item),
        _count(
            t,
            item.hints,
            t("Nobody took a hint."),
            t("A few took a hint."),
            t("{n} took a hint.", n=item.hints),
        ),
        _count(
            t,
            item.shown,
            t("Nobody had the answer shown without a try."),
            t("A few had the answer shown without a try."),
            t("{n} had the answer shown without a try.", n=item.shown),
        ),
        _count(
            t,
            item.appeals,
            t("Nobody said they were right."),
            t("A few said they were right."),
            t("{n} said they were right.", n=item.appeals),
        ),
        _count(
            t,
            item.skipped,
            t("Nobody skipped it first."),
            t("A few skipped it first."),
            t("{n} skipped it first.", n=item.skipped),
        ),
        _time(t, item.seconds),
    )


def _time(t: Translator, seconds: int | None) -> Html:
    if seconds is None:
        return Html("")
    return t.count(
        "Half of those who answered within ten minutes took about {n} second or less.",
        "Half of those who answered within ten minutes took about {n} seconds or less.",
        seconds,
    )


def _tells_apart(t: Translator, item: Item) -> Html:
    if item.discrimination is None:
        return Html("")
    value = f"{item.discrimination:.2f}"
    return t("It goes with how much people know of the rest: {value} of 1.", value=value)


def _count(t: Translator, count: int | None, nobody: Html, few: Html, many: Html) -> Html:
    """A number of people in words; a small one is not told."""
    if count is None:
        return few
    return many if count > 0 else nobody


def _misses(t: Translator, reply: ItemTold) -> Html:
    if not reply.misses:
        return Html("")
    told = [
        t("{text} ({n})", text=soft(text), n=people) if people else soft(text)
        for text, people in reply.misses
    ]
    return t("Commonest instead: {texts}.", texts=Html(", ".join(told)))


def hard_labels(language: str | None, reply: HardListed) -> tuple[str, tuple[str, ...]]:
    """What the picture of them says: the head, and the numbers of each question."""
    t = translator(language)
    numbers = (
        t.label("{share} % of {n} people", share=round(item.share * 100), n=item.people)
        for _, _, item in reply.items
    )
    return t.label("{deck}: right at first go", deck=reply.deck), tuple(numbers)
