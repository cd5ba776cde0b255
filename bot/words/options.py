"""Options and model answers as they are shown: on buttons or listed, and where a capital may begin."""

import re

from bot.domain.marking.kinds.notation.looks import ReadAs, guessed
from bot.domain.marking.language.language_file import language
from bot.domain.question import Choice, Question, Select
from bot.words.markup import sentence
from bot.words.spoken import Button

WIDEST = 24
"""Options up to this many characters stand on the buttons themselves; longer ones get letters."""
LETTERS = "ABCDEFGHIJKL"
TICK = "✓ "

Rows = tuple[tuple[Button, ...], ...]

_FITTING = {4: 6, 3: 10, 2: 14}
"""Characters of a label that a phone shows whole, by how many buttons stand side by side."""
_FORMULA = re.compile(r"\\[A-Za-z]{2,}")
"""A formula without a twin in text, which a button cannot show."""


def on_buttons(question: Choice | Select) -> bool:
    """Whether the words of the options stand on their buttons; else they are listed with letters."""
    texts = [option.text for option in question.options]
    return all(len(text) <= WIDEST and not _FORMULA.search(text) for text in texts)


def labels_of(question: Choice | Select) -> tuple[str, ...]:
    """What stands on the button of each option."""
    words = tuple(option.text for option in question.options)
    if not on_buttons(question):
        return tuple(LETTERS[: len(words)])
    if any(_counts(question, word) for word in words):
        return words
    labels = tuple(capital(word) for word in words)
    return labels if len(set(labels)) == len(words) else words


def side_by_side(buttons: tuple[Button, ...], *, ticks: bool = False) -> Rows:
    """As many in a row as a phone shows whole; the rows about equally long. With `ticks` each label has room
    for one, so that none moves when it is tapped."""
    widest = max((len(button.label.removeprefix(TICK)) for button in buttons), default=0)
    widest += len(TICK) if ticks else 0
    most = next((many for many, fitting in _FITTING.items() if widest <= fitting), 1)
    rows = -(-len(buttons) // most)
    abreast = -(-len(buttons) // rows) if rows else 1
    return tuple(buttons[at : at + abreast] for at in range(0, len(buttons), abreast))


def answer_of(question: Question) -> str:
    """The model answer as a sentence of its own: with a capital, but where capitals or signs count."""
    answer = sentence(question.answer)
    if question.kind == "number":
        return capital(answer) if re.match(r"[^\W\d_]{3,}\s", answer) else answer
    return answer if question.kind == "command" or _counts(question, question.answer) else capital(answer)


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def _counts(question: Question, text: str) -> bool:
    """Whether another letter would make another answer of it: code, a formula, a symbol."""
    if question.as_kind:
        return question.as_kind != "words"
    marked = dict(question.marked).get(text, "")
    return "`" in marked or guessed(text, language(question.lang)) is not ReadAs.WORDS
