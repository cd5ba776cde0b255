"""Putting a question, and helping with it."""

from bot.app.replies import (
    CantMark,
    Hinted,
    MoreOffered,
    NoHintLeft,
    Put,
    ReportAsked,
    Talked,
    WasMissed,
    WasPartly,
    WhichOne,
)
from bot.domain.marking.verdict import Reason
from bot.domain.question import Choice, Option, Order, Question
from bot.words.learning.heads import they_have
from bot.words.markup import lines, plain, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

WIDEST = 24
"""Options up to this many characters stand on the buttons themselves; longer ones get messages."""
SETTLED_MESSAGES = "ABCDEFGHIJKL"

Row = tuple[Button, ...]
Rows = tuple[Row, ...]


def put(t: Translator, reply: Put) -> Html:
    """The question; its own words come first, so that they are what a lock screen shows."""
    asked = strong(reply.question.ask)
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
    return lines(head, listed(t, reply.question), have, tail)


def put_choices(t: Translator, reply: Put) -> Rows:
    """Options as buttons where there are any; else hint, don't know, more."""
    options = _options(reply.question, reply.asked)
    dont_know = tap(t.label("I don't know yet"), reply.asked, "idk")
    more = tap(t.label("More"), reply.asked, "more")
    if options:
        return (*_rows(options), (dont_know, more))
    return ((*hint_tap(t, reply), dont_know, more),)


def hint_tap(
    t: Translator, reply: Put | CantMark | WasPartly | WasMissed | Talked | WhichOne | MoreOffered
) -> Row:
    """The button for a hint, while one is left."""
    return (tap(t.label("Hint"), reply.asked, "hint"),) if reply.hint else ()


def ways_on(t: Translator, question: Question, asked: int, *ways: Button) -> Rows:
    """Under a message about an open question: its options once more, then these."""
    options = _options(question, asked)
    return (*_rows(options), ways) if options else (ways,)


def next_and_more(t: Translator, asked: int) -> Rows:
    """On, or about the question."""
    return ((tap(t.label("Next"), asked, "next"), tap(t.label("More"), asked, "more")),)


def answer_of(question: Question) -> str:
    """The model answer as a sentence of its own: with a capital, but for commands and numbers."""
    answer = sentence(question.answer)
    return answer if question.kind in ("command", "number") else answer[:1].upper() + answer[1:]


def hinted(t: Translator, reply: Hinted) -> Html:
    """A hint, with its place in the row."""
    return t("Hint {step} of {steps}: {text}", step=reply.step, steps=reply.steps, text=reply.text)


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


def options_of(question: Question) -> tuple[Option, ...]:
    """The options of a choice; none of any other question."""
    return question.options if isinstance(question, Choice) else ()


def rows_of(question: Question, asked: int) -> Rows:
    """The buttons of a question's options."""
    return _rows(_options(question, asked))


def _options(question: Question, asked: int) -> tuple[Button, ...]:
    if not isinstance(question, Choice):
        return ()
    words = [option.text for option in question.options]
    short = all(len(word) <= WIDEST for word in words)
    return tuple(
        tap(word[:1].upper() + word[1:] if short else SETTLED_MESSAGES[place], asked, f"o{place}")
        for place, word in enumerate(words)
    )


def _rows(options: tuple[Button, ...]) -> Rows:
    """Side by side while they fit, else one under the other."""
    side_by_side = sum(len(option.label) for option in options) <= WIDEST * 2
    return (options,) if side_by_side else tuple((option,) for option in options)


def listed(t: Translator, question: Question) -> Html:
    """Steps to be ordered always, options only where they do not fit on buttons."""
    if isinstance(question, Order):
        steps = [question.steps[index].text for index in question.shown]
        example = "".join(reversed(SETTLED_MESSAGES[: len(steps)]))
        return lines(_lettered(steps), t("Type the letters in order, such as {example}.", example=example))
    if isinstance(question, Choice) and any(len(option.text) > WIDEST for option in question.options):
        return _lettered([option.text for option in question.options])
    return Html("")


def _lettered(texts: list[str]) -> Html:
    return lines(
        *(
            Html(f"{outgoing}  {plain(text)}")
            for outgoing, text in zip(SETTLED_MESSAGES, texts, strict=False)
        ),
    )
