"""What `recall try` shows of a question and says of a verdict, in sentences for its author."""

from bot.domain.marking import Mark, Verdict
from bot.domain.marking.verdict import Reason
from bot.domain.question import Choice, Gaps, ListOf, Match, Order, Question, Select

_MARKS = {
    Mark.RIGHT: "Right",
    Mark.ALMOST: "Right, with a slip",
    Mark.PARTIAL: "Partly",
    Mark.WRONG: "Not quite",
    Mark.DOUBTFUL: "In doubt",
    Mark.UNREADABLE: "No answer",
}
REASONS = {
    Reason.EXACT: "it is one of the accepted answers",
    Reason.SAME_MEANING: "it says the same in other words",
    Reason.SLIP: "it is an accepted answer but for a slip",
    Reason.OPTION: "it names the right option",
    Reason.OPINION: "it is an opinion",
    Reason.IDEAS_MISSING: "an idea is missing",
    Reason.ITEMS_MISSING: "a part is missing",
    Reason.EXTRA_ITEMS: "something in it does not belong there",
    Reason.ORDER_OFF: "the order is another one",
    Reason.VAGUE: "it is on the way, and something is missing",
    Reason.REJECTED: "it stands in `reject`, or says what stands there",
    Reason.OTHER_OPTION: "it is another option",
    Reason.CONTRARY: "it is the contrary",
    Reason.NEGATED: "it denies what is right",
    Reason.CONFUSED: "it is the answer to another question, or a word that is easily confused",
    Reason.BOTH: "it says two things and does not choose",
    Reason.NUMBER_OFF: "the number is another one",
    Reason.UNIT_OFF: "the unit is missing, or another one",
    Reason.SYMBOL_OFF: "its signs are others, or in another order",
    Reason.CASE_OFF: "its capitals make another symbol of it",
    Reason.SWAPPED: "the right things are put together wrongly",
    Reason.STUFFED: "it names too much",
    Reason.UNRELATED: "nothing in it is right",
    Reason.UNSURE: "it is neither surely right nor surely not; the learner compares it with the answer",
    Reason.EMPTY: "there are no words in it",
    Reason.DONT_KNOW: "it says that they don't know",
    Reason.ASKED_BACK: "it asks something",
    Reason.A_NUMBER: "it is a number or a lone letter, and words are asked for",
    Reason.CODE: "it is code, and words are asked for",
    Reason.CHATTER: "it is a remark",
}
"""Completes "Partly: …"."""


def asked(question: Question) -> str:
    """The question as a learner would see it, with its options, steps or sides."""
    return "\n".join([f"{question.id}  {question.ask}", *_sides(question), *_lettered(question)])


def _sides(question: Question) -> list[str]:
    if not isinstance(question, Match):
        return []
    return [f"{number}: {pair.left}" for number, pair in enumerate(question.pairs, 1)]


def _lettered(question: Question) -> list[str]:
    match question:
        case Choice(options=options) | Select(options=options):
            texts = [option.text for option in options]
        case Order(steps=steps, shown=shown):
            texts = [steps[index].text for index in shown]
        case Match(shown=sides):
            texts = list(sides)
        case _:
            texts = []
    return [f"{chr(65 + index)}: {text}" for index, text in enumerate(texts)]


def told(question: Question, verdict: Verdict) -> str:
    """The verdict, its reason, and what the learner would read."""
    head = f"{_MARKS[verdict.mark]}: {REASONS[verdict.reason]}"
    if verdict.mark in (Mark.PARTIAL, Mark.DOUBTFUL):
        head += f" (credit {verdict.credit:.2f})"
    lines = [f"{head}."]
    if verdict.because:
        lines.append(f"Said to it: {verdict.because}")
    if verdict.slip:
        lines.append(f"Slip: {verdict.slip.typed} for {verdict.slip.meant}.")
    if verdict.missing:
        lines.append("Asked for next: " + " ".join(verdict.missing))
    if verdict.passed and question.why:
        lines.append(question.why)
    return "\n".join(lines)


def still_missing(question: Question, verdict: Verdict) -> list[str]:
    """The parts that are not there yet, where the verdict is that some are missing; of a gap its number."""
    if verdict.reason is not Reason.ITEMS_MISSING:
        return []
    match question:
        case ListOf(items=items):
            parts = [item.name for item in items]
        case Order(steps=steps):
            parts = [step.text for step in steps]
        case Select(options=options, right=right):
            parts = [options[index].text for index in right]
        case Match(pairs=pairs):
            parts = [pair.left for pair in pairs]
        case Gaps(gaps=gaps):
            parts = [str(number) for number in range(1, len(gaps) + 1)]
        case _:
            parts = []
    return [part for part in parts if part not in verdict.matched]
