"""Putting a question, and helping with it."""

from bot.app.replies import (
    CantMark,
    Hinted,
    MoreOffered,
    NoHintLeft,
    Picked,
    PickFirst,
    Put,
    ReportAsked,
    Talked,
    WasMissed,
    WasPartly,
    WhichOne,
)
from bot.domain.marking.verdict import Reason
from bot.domain.question import Choice, Gaps, Match, Order, Question, Select
from bot.words.learning.heads import they_have
from bot.words.markup import lines, plain, soft, strong, tap
from bot.words.options import LETTERS, TICK, WIDEST, labels_of, on_buttons, side_by_side
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Row = tuple[Button, ...]
Rows = tuple[Row, ...]


def put(t: Translator, reply: Put) -> Html:
    """The question; its own words come first, so that they are what a lock screen shows."""
    asked = strong(reply.question.ask, reply.question.marked)
    if reply.first:
        head = t("First: {question}", question=asked)
    elif reply.again:
        head = t("Once more: {question}", question=asked)
    elif reply.resumed:
        head = t("Still open: {question}", question=asked)
    else:
        head = asked
    tail = t("Slips don't matter.") if reply.first else Html("")
    have = they_have(t, reply.question, reply.have)
    return lines(head, listed(t, reply.question, taps=True), have, tail)


def put_choices(t: Translator, reply: Put | Picked) -> Rows:
    """Options as buttons where there are any; else hint, don't know, more."""
    options = rows_of(t, reply.question, reply.asked, picked=reply.picked, have=reply.have)
    dont_know = tap(t.label("I don't know yet"), reply.asked, "idk")
    more = tap(t.label("More"), reply.asked, "more")
    if options:
        return (*options, (dont_know, more))
    return ((*hint_tap(t, reply), dont_know, more),)


def picked(_: Translator, __: Picked) -> Html:
    """Nothing: the words of the message stay."""
    return Html("")


def pick_first(t: Translator, _: PickFirst) -> Html:
    """Done was tapped too early."""
    return t("Tap what is right first, then Done.")


def hint_tap(
    t: Translator,
    reply: Put | Picked | CantMark | WasPartly | WasMissed | Talked | WhichOne | MoreOffered,
) -> Row:
    """The button for a hint, while one is left."""
    return (tap(t.label("Hint"), reply.asked, "hint"),) if reply.hint else ()


def ways_on(t: Translator, question: Question, asked: int, *ways: Button) -> Rows:
    """Under a message about an open question: its options once more, then these."""
    return (*rows_of(t, question, asked), ways)


def next_and_more(t: Translator, asked: int) -> Rows:
    """On, or about the question."""
    return ((tap(t.label("Next"), asked, "next"), tap(t.label("More"), asked, "more")),)


def hinted(t: Translator, reply: Hinted) -> Html:
    """A hint, with its place in the row."""
    return t(
        "Hint {step} of {steps}: {text}",
        step=reply.step,
        steps=reply.steps,
        text=plain(reply.text, reply.question.marked),
    )


def hinted_choices(t: Translator, reply: Hinted) -> Rows:
    """The next hint while there is one."""
    show = tap(t.label("Show the answer"), reply.asked, "show")
    ways = (tap(t.label("Hint"), reply.asked, "hint"), show) if reply.step < reply.steps else (show,)
    return ways_on(t, reply.question, reply.asked, *ways)


def no_hint_left(t: Translator, _: NoHintLeft) -> Html:
    """All hints are given."""
    return t("That's all the hints I have. Guess, or see the answer.")


def no_hint_left_choices(t: Translator, reply: NoHintLeft) -> Rows:
    """The answer."""
    return ways_on(t, reply.question, reply.asked, tap(t.label("Show the answer"), reply.asked, "show"))


def cant_mark(t: Translator, reply: CantMark) -> Html:
    """Nothing to mark; it has cost nothing."""
    match reply.reason:
        case Reason.ASKED_BACK:
            return t("I can't answer that, but here is something that may help.")
        case Reason.EMPTY:
            return t("I can't mark that: there are no words in it. Say it in a few.")
        case _:
            return t("I can't mark that: I find no answer in it. Say what you think, in your own words.")


def cant_mark_choices(t: Translator, reply: CantMark) -> Rows:
    """The two ways out."""
    return ways_on(
        t,
        reply.question,
        reply.asked,
        *hint_tap(t, reply),
        tap(t.label("I don't know yet"), reply.asked, "idk"),
    )


def more_offered(t: Translator, reply: MoreOffered) -> Html:
    """Further things to do with a question."""
    return t("What shall I do about {title}?", title=soft(reply.title))


def more_choices(t: Translator, reply: MoreOffered) -> Rows:
    """What answers it, while it waits; then put it away, or tell the author."""
    answering: Rows = ()
    if reply.question:
        dont_know = tap(t.label("I don't know yet"), reply.asked, "idk")
        answering = ways_on(t, reply.question, reply.asked, *hint_tap(t, reply), dont_know)
    return (
        *answering,
        (tap(t.label("Don't ask me this again"), reply.asked, "away"),),
        (tap(t.label("Something's wrong here"), reply.asked, "wrong"),),
        (tap(t.label("Never mind"), reply.asked, "fine") if reply.open else tap(t.label("Next"), 0, "next"),),
    )


def report_asked(t: Translator, reply: ReportAsked) -> Html:
    """What is wrong?"""
    return t("What's wrong with {title}? Tap, or say it in your words.", title=soft(reply.title))


def report_choices(t: Translator, reply: ReportAsked) -> Rows:
    """The reasons an author can do something with."""
    return (
        (tap(t.label("The answer isn't right"), reply.asked, "report-answer"),),
        (tap(t.label("The question is unclear"), reply.asked, "report-unclear"),),
        (
            tap(t.label("A slip in the text"), reply.asked, "report-slip"),
            tap(t.label("Something else"), reply.asked, "report-else"),
        ),
        (tap(t.label("Never mind"), reply.asked, "fine"),),
    )


def rows_of(
    t: Translator, question: Question, asked: int, *, picked: tuple[int, ...] = (), have: tuple[str, ...] = ()
) -> Rows:
    """The buttons of a question's options, or of its pairs; none of any other question."""
    match question:
        case Choice() | Select():
            several = isinstance(question, Select)
            rows = side_by_side(_options(question, asked, picked), ticks=several)
            done = ((tap(t.label("Done"), asked, "done"),),) if several else ()
            return (*rows, *done)
        case Match():
            anew = ((tap(t.label("Start over"), asked, "anew"),),) if picked else ()
            return (*side_by_side(_pairs(question, asked, picked, have)), *anew)
        case _:
            return ()


def _options(question: Choice | Select, asked: int, picked: tuple[int, ...]) -> tuple[Button, ...]:
    return tuple(
        tap(TICK + label if place in picked else label, asked, f"o{place}")
        for place, label in enumerate(labels_of(question))
    )


def _pairs(question: Match, asked: int, picked: tuple[int, ...], have: tuple[str, ...]) -> tuple[Button, ...]:
    """The next left side with each right one that may be its own."""
    waiting = [n for n, pair in enumerate(question.pairs) if pair.left not in have]
    if len(picked) >= len(waiting):
        return ()
    left = waiting[len(picked)]
    had = {question.shown.index(pair.right) for pair in question.pairs if pair.left in have}
    once = len(question.shown) == len(question.pairs)
    free = [n for n in range(len(question.shown)) if not once or n not in {*picked, *had}]
    words = [f"{question.pairs[left].left} – {question.shown[n]}" for n in free]
    if any(len(word) > WIDEST for word in words):
        words = [f"{left + 1} – {LETTERS[n]}" for n in free]
    return tuple(tap(word, asked, f"o{left}.{n}") for word, n in zip(words, free, strict=True))


def listed(t: Translator, question: Question, *, taps: bool = False) -> Html:
    """What has to be read beside the question: steps, pairs, options that do not fit on buttons; and how to
    answer, where that is not plain. `taps`: there are buttons below."""
    match question:
        case Order():
            steps = [question.steps[index].text for index in question.shown]
            example = "".join(reversed(LETTERS[: len(steps)]))
            return lines(
                _lettered(steps, question),
                t("Type the letters in order, such as {example}.", example=example),
            )
        case Choice() if not on_buttons(question):
            return _lettered([option.text for option in question.options], question)
        case Select():
            texts = [option.text for option in question.options]
            shown = Html("") if taps and on_buttons(question) else _lettered(texts, question)
            if taps:
                return lines(shown, t("More than one may be right: tap them, then Done."))
            return lines(shown, t("Several may be right: type the letters, such as AC."))
        case Match():
            lefts = [
                Html(f"{n}  {plain(pair.left, question.marked)}") for n, pair in enumerate(question.pairs, 1)
            ]
            return lines(
                *lefts, _lettered(list(question.shown), question), t("Type the pairs, such as 1B 2A.")
            )
        case Gaps() if len(question.gaps) > 1:
            return t("Type what goes into the gaps, in order, with commas between.")
        case _:
            return Html("")


def _lettered(texts: list[str], question: Question) -> Html:
    pairs = zip(LETTERS, texts, strict=False)
    return lines(*(Html(f"{letter}  {plain(text, question.marked)}") for letter, text in pairs))
