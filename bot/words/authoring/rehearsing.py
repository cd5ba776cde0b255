"""Trying what was sent: what a learner would read, and why it was marked so."""

from bot.app import replies as f
from bot.domain.marking.verdict import Mark, Reason
from bot.domain.question import Choice, Match, Select
from bot.domain.rulings import RulingKind
from bot.words.authoring.inbox import quoted
from bot.words.learning.comparing import to_compare
from bot.words.learning.heads import miss_head, they_have
from bot.words.learning.questions import cant_mark, listed, rows_of
from bot.words.learning.reasons import why_of
from bot.words.learning.verdicts import was_partly, was_right
from bot.words.markup import lines, paragraphs, plain, sentence, soft, strong, tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]


def try_put(t: Translator, reply: f.TryPut) -> Html:
    """The question as a learner would see it."""
    question = reply.question
    head = t("I ask as a learner would see it, and nothing counts.") if reply.first else Html("")
    put = lines(
        strong(question.ask, question.marked),
        listed(t, question, taps=True),
        they_have(t, question, reply.have),
    )
    return paragraphs(head, put)


def put_choices(t: Translator, reply: f.TryPut) -> Rows:
    """Its options; a hint, the answer, the next one."""
    question = reply.question
    options = rows_of(t, question, 0, picked=reply.picked, have=reply.have)
    hint = (_tap(reply, t.label("Hint"), "hint"),) if reply.hint and not options else ()
    ways = (*hint, _tap(reply, t.label("Show the answer"), "show"), _tap(reply, t.label("Next"), "next"))
    return (*_carried(reply, options), ways, (_tap(reply, t.label("Enough"), "enough"),))


def try_hinted(t: Translator, reply: f.TryHinted) -> Html:
    """A hint, with its place in the row."""
    question = reply.question
    return t(
        "Hint {step} of {steps}: {text}",
        step=reply.step,
        steps=len(question.hints),
        text=plain(question.hints[reply.step - 1], question.marked),
    )


def hinted_choices(t: Translator, reply: f.TryHinted) -> Rows:
    """The next hint while there is one."""
    more = (_tap(reply, t.label("Hint"), "hint"),) if reply.step < len(reply.question.hints) else ()
    return ((*more, _tap(reply, t.label("Show the answer"), "show")),)


def try_shown(t: Translator, reply: f.TryShown) -> Html:
    """The answer and its reason."""
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    return lines(t("The answer: {answer}", answer=answer), why_of(t, reply.question))


def shown_choices(t: Translator, reply: f.TryShown) -> Rows:
    """On."""
    return ((_tap(reply, t.label("Next"), "next"), _tap(reply, t.label("Enough"), "enough")),)


def try_marked(t: Translator, reply: f.TryMarked) -> Html:
    """What a learner would read; below it, why."""
    if reply.intent is not None:
        told = t("A learner who says that is taken to want something else than to answer; nothing is marked.")
        return paragraphs(told)
    now = {
        RulingKind.RIGHT: t("That is right from now on."),
        RulingKind.NOT_RIGHT: t("That is told from now on."),
    }
    head = now.get(reply.ruled, Html("")) if reply.ruled else Html("")
    why = Html(f"<i>{t('Marked so: {why}.', why=_why(t, reply.verdict.reason))}</i>")
    return paragraphs(head, _learner_reads(t, reply), why)


def marked_choices(t: Translator, reply: f.TryMarked) -> Rows:
    """The author's word on it, and on."""
    ways: tuple[Button, ...] = ()
    if reply.said and not reply.verdict.passed:
        ways = (_tap(reply, t.label("Accept this"), "accept"),)
    if reply.said:
        ways = (*ways, _tap(reply, t.label("Say why not"), "why"))
    return ((*ways, _tap(reply, t.label("Next"), "next")), (_tap(reply, t.label("Enough"), "enough"),))


def try_line_asked(t: Translator, reply: f.TryLineAsked) -> Html:
    """One line of theirs."""
    return t("What does {text} mean instead? One line; it completes “Not quite: …”.", text=soft(reply.said))


def try_refused(t: Translator, reply: f.TryRefused) -> Html:
    """Why it can't be so."""
    if reply.against:
        return t(
            "I leave it: with that {texts} would be marked otherwise, and your file says how that is marked.",
            texts=quoted(t, reply.against),
        )
    return t(
        "I leave it: {texts} would still be marked another way. This question is marked by its options, "
        "items or ideas; change those in your file.",
        texts=quoted(t, reply.deaf),
    )


def try_refused_choices(t: Translator, reply: f.TryRefused) -> Rows:
    """On."""
    return ((_tap(reply, t.label("Next"), "next"), _tap(reply, t.label("Enough"), "enough")),)


def _learner_reads(t: Translator, reply: f.TryMarked) -> Html:
    question, verdict = reply.question, reply.verdict
    match verdict.mark:
        case Mark.RIGHT | Mark.ALMOST:
            right = f.WasRight(
                question=question, verdict=verdict, asked=0, misses=0, completed=False, back=f.Back()
            )
            return was_right(t, right)
        case Mark.PARTIAL:
            return was_partly(t, f.WasPartly(question=question, verdict=verdict, asked=0))
        case Mark.DOUBTFUL:
            return to_compare(t, f.ToCompare(question=question, asked=0))
        case Mark.UNREADABLE:
            return cant_mark(t, f.CantMark(question=question, reason=verdict.reason, asked=0))
        case _:
            answer = soft(sentence(question.answer), question.marked)
            return lines(miss_head(t, question, verdict), t("The answer: {answer}", answer=answer))


_Tried = f.TryPut | f.TryHinted | f.TryMarked | f.TryShown | f.TryRefused


def _tap(reply: _Tried, label: str, what: str) -> Button:
    return tap(label, 0, f"try-{reply.upload}-{reply.at}-{what}")


def _carried(reply: f.TryPut, options: Rows) -> Rows:
    """The options' buttons, about the question that is tried."""
    if not isinstance(reply.question, Choice | Select | Match):
        return ()
    return tuple(tuple(_tap(reply, one.label, one.data.split(":")[2]) for one in row) for row in options)


def _why(t: Translator, reason: Reason) -> Html:
    """In words that say what to change."""
    told = {
        Reason.EXACT: t("it is one of the answers that are accepted"),
        Reason.SAME_MEANING: t(
            "it has enough of the words of an accepted answer, and none that speaks against it"
        ),
        Reason.SLIP: t("it is an accepted answer but for a slip"),
        Reason.OPTION: t("it names the right option"),
        Reason.OPINION: t("here each answer counts"),
        Reason.IDEAS_MISSING: t("one of the ideas isn't there yet"),
        Reason.ITEMS_MISSING: t("a part of it isn't there yet"),
        Reason.EXTRA_ITEMS: t("enough is there, and something that isn't one of them"),
        Reason.ORDER_OFF: t("a step stands at another place"),
        Reason.VAGUE: t("it is on the way, and not enough of it"),
        Reason.REJECTED: t("your file foresees this answer"),
        Reason.OTHER_OPTION: t("it names another option"),
        Reason.CONTRARY: t("it says the contrary"),
        Reason.NEGATED: t("it turns the answer round with a “not”"),
        Reason.CONFUSED: t("it has a word that must not be taken for the right one"),
        Reason.BOTH: t("it leaves it open between two"),
        Reason.NUMBER_OFF: t("the number is another one"),
        Reason.UNIT_OFF: t("the unit is another one, or none"),
        Reason.SYMBOL_OFF: t("signs count here, and one is another"),
        Reason.CASE_OFF: t("capitals count here"),
        Reason.SWAPPED: t("the right things stand at each other's place"),
        Reason.STUFFED: t("it names a bit of everything"),
        Reason.UNRELATED: t("it shares too little with any accepted answer"),
        Reason.UNSURE: t("it is neither surely right nor surely not"),
    }
    return told.get(reason, t("there is no answer in it"))
