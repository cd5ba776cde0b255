"""Hints and titles for questions whose author wrote none.

Two steps: what sort of answer it is, then how it begins. Both together never give the whole answer
away. Where there are no words in the deck's language for it, the hints are letters and dots alone.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from bot.domain.question import (
    Choice,
    Command,
    Explain,
    Gaps,
    ListOf,
    Match,
    Number,
    Opinion,
    Order,
    Question,
    Select,
    Short,
)

_ASKING_WORDS = (
    "a an and are can could did do does for how i if in is it many much my of or should the there to was "
    "these this those we were what when where which who why will would you your"
)
_ASKING = frozenset(_ASKING_WORDS.split())
_WORD = re.compile(r"[^\s?!.,;:…“”\"()`]+")
_CLAUSES = re.compile(r"[?!.,;:…]+(?:\s|$)|\n")
LONGEST_TITLE = 30
"""Characters of a title that is made."""
_JOINING_WORDS = (
    "about at before after between by from has have into no not of on over than that through under with"
)
_JOINING = frozenset(_JOINING_WORDS.split())
"""Words that something has to follow."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def hints_for(question: Question) -> tuple[str, str]:
    """Two hints for that question, the second stronger than the first."""
    if question.lang != "en":
        text = question.answer
        return _letters(text, 0), _letters(text, 1)
    return _in_english(question)


def _in_english(question: Question) -> tuple[str, str]:
    match question:
        case Short():
            return _size(question.answer), f"It begins like this: {_letters(question.answer, 1)}"
        case Choice():
            return _choice(question)
        case ListOf():
            return _list(question)
        case Order():
            return _order(question)
        case Explain():
            return _explain(question)
        case Command():
            return _command(question)
        case Number():
            return _number(question)
        case Select() | Match() | Gaps():
            return _parts(question)
        case Opinion():
            return "There is no wrong choice here.", "Say what you would pick, and why."


def _parts(question: Select | Match | Gaps) -> tuple[str, str]:
    match question:
        case Select(options=options, right=right):
            wrong = [option.text for n, option in enumerate(options) if n not in right]
            none = f"“{wrong[0]}” is none of them." if wrong else "None of them is out of place."
            return f"{_count(len(right), 'option').capitalize()} in all.", none
        case Match(pairs=pairs):
            one = f"{pairs[0].left} goes with {pairs[0].right}."
            return f"There are {_count(len(pairs), 'pair')}.", one
        case Gaps(gaps=gaps):
            first = ", ".join(_letters(gap.texts[0], 1) for gap in gaps)
            return f"There are {_count(len(gaps), 'gap')} to fill.".replace("are one", "is one"), (
                f"They begin like this: {first}" if len(gaps) > 1 else f"It begins like this: {first}"
            )


def title_for(ask: str) -> str:
    """A few words of the question, as they follow one another, that stand for it in a list; never empty."""
    clauses = (_WORD.findall(clause) for clause in _CLAUSES.split(ask))
    words = next((clause for clause in clauses if any(map(_tells, clause))), _WORD.findall(ask))
    first = next((at for at, word in enumerate(words) if _tells(word)), 0)
    taken = enumerate(accumulate(words[first:], "{} {}".format), first)
    fitting = [title for at, title in taken if len(title) <= LONGEST_TITLE and _ends(words[at])]
    return fitting[-1] if fitting else (words[first] if words else ask)[:LONGEST_TITLE]


def _ends(word: str) -> bool:
    return _tells(word) and word.casefold() not in _JOINING


def _tells(word: str) -> bool:
    return word.casefold() not in _ASKING and any(char.isalnum() for char in word)


def _count(number: int, noun: str) -> str:
    word = _SMALL[number] if number < len(_SMALL) else str(number)
    return f"{word} {noun}" if number == 1 else f"{word} {noun}s"


def _size(text: str) -> str:
    words = text.split()
    if len(words) == 1:
        return f"It is one word of {_count(len(text), 'letter')}."
    return f"It takes about {_count(len(words), 'word')}."


def _letters(text: str, shown: int) -> str:
    """Each word as its first letter (none of a word of three or less) and a dot for every other."""
    return " ".join(_dotted(word, shown) for word in text.split()[:8])


def _dotted(word: str, shown: int) -> str:
    shown = shown if len(word) > 3 else 0
    return word[:shown] + "".join("·" if char.isalnum() else char for char in word[shown:])


def _choice(question: Choice) -> tuple[str, str]:
    last = chr(ord("A") + len(question.options) - 1)
    first = f"Read A to {last} as whole sentences. Which of them is true?"
    if len(question.options) == 2:
        first = "Say each of the two as a whole sentence. Which of them is true?"
        return first, "Add “because” to each of the two. Which of them can you finish?"
    wrong = next(i for i in range(len(question.options)) if i != question.right)
    return first, f"It isn't {chr(ord('A') + wrong)}."


def _list(question: ListOf) -> tuple[str, str]:
    names = [item.name for item in question.items]
    begins = ", ".join(_letters(name, 1) for name in names[: max(question.need, 1)])
    if question.need < len(names):
        return f"There are {len(names)} to choose from.", f"They begin like this, for instance: {begins}"
    if len(names) == 1:
        return "There is one thing to name.", f"It begins like this: {begins}"
    return f"There are {_count(len(names), 'thing')} to name.", f"They begin like this: {begins}"


def _order(question: Order) -> tuple[str, str]:
    first = "Look for the step that needs none of the others done before it."
    if len(question.steps) == 2:
        return first, "Which of the two could you not do without the other?"
    return first, f"First comes: {question.steps[0].text}"


def _explain(question: Explain) -> tuple[str, str]:
    needed = [idea for idea in question.ideas if idea.needed] or list(question.ideas)
    first = f"Your answer should say {_count(question.enough or len(needed), 'thing')}."
    asked: Sequence[str] = [idea.ask_for for idea in needed if idea.ask_for]
    return first, asked[0] if asked else f"One of the words is like this: {_longest(needed[0].texts[0])}"


def _longest(text: str) -> str:
    return _letters(max(text.split(), key=len), 1)


def _command(question: Command) -> tuple[str, str]:
    words = question.answer.split()
    if question.ideas and (asked := [idea.ask_for for idea in question.ideas if idea.ask_for]):
        return f"It has {_count(len(question.ideas), 'part')}.", asked[0]
    first = f"It is one line of {_count(len(words), 'word')}."
    return first, f"It begins like this: {_letters(words[0], 1)}"


def _number(question: Number) -> tuple[str, str]:
    whole = question.value == int(question.value)
    first = "It is a whole number" if whole else "It is a number with a decimal point"
    first += f", in {question.unit}." if question.unit else "."
    low: int = 10 ** max(len(str(int(abs(question.value)))) - 1, 0)
    low = 0 if low == 1 else low
    high = max(low, 1) * 10
    return first, f"Leaving its sign aside, it is between {low:,} and {high:,}."


def beginnings(text: str) -> str:
    """A hint in no language: each word's first letter, and a dot for every other."""
    return _letters(text, 1)
