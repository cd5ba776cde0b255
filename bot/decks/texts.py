"""The texts an author writes, and how long they may be.

The longest message is a miss that closes a question, with the next question below it. All that can be
in it together must fit one Telegram message (4096 UTF-16 units), whatever an author writes, so every
text has a limit of its own; a test adds them up.
"""

import re
import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

MESSAGE = 4096
"""UTF-16 units in one Telegram message."""
FRAME = 400
"""Kept for the tutor's own words, a quotation, a streak."""
ASK = 600
OPTION = 100
"""A step or an item; and an option of a poll, by Telegram."""
LONGEST_OPTION = 300
"""Longer options than a poll's are a text with letters; all of them together fit as if none was longer."""
OPTIONS = 12
"""Telegram's limit for the options of a poll."""
STEPS = 10
PAIRS = 10
PAIR = 50
"""A side of a pair: both sides of all pairs stand in one message."""
GAPS = 12
ANSWER = 700
WHY = 700
SOURCE = 150
"""As learners read it; the address of a link is not in it."""
LONGEST_SOURCE = 600
"""As it is written."""
REASON = 250
LABELS = 20
"""Tags, or authors, of a question or a deck."""
PHRASE = 300
TITLE = 40
NAME = 48
"""With its prefix an id must fit a deep link, which holds 64 characters."""


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def broken(wrong: str, mend: str) -> PydanticCustomError:
    """What a validator raises: what is wrong, and what to do."""
    return PydanticCustomError("deck", "{wrong}; {mend}", {"wrong": wrong, "mend": mend})


def _within(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        text = text.strip()
        if not text:
            raise broken("the text is empty", "write something or take the key out")
        if (size := units(text)) > limit:
            raise broken(f"the text is {size} long and {limit} is the limit", f"shorten it by {size - limit}")
        if any(unicodedata.category(char) in _UNSEEN and char not in "\n\u200d" for char in text):
            raise broken("the text has a control character in it", "type the text anew, without it")
        return text

    return AfterValidator(check)


_UNSEEN = ("Cc", "Cf", "Cs", "Co")


def _schema(limit: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": limit})


Ask = Annotated[str, _within(ASK), _schema(ASK)]
Label = Annotated[str, _within(OPTION), _schema(OPTION)]
"""A step, the name of an item, a unit."""
OptionText = Annotated[str, _within(LONGEST_OPTION), _schema(LONGEST_OPTION)]
Answer = Annotated[str, _within(ANSWER), _schema(ANSWER)]
Why = Annotated[str, _within(WHY), _schema(WHY)]
SourceText = Annotated[str, _within(LONGEST_SOURCE), _schema(LONGEST_SOURCE)]
Reason = Annotated[str, _within(REASON), _schema(REASON)]
Title = Annotated[str, _within(TITLE), _schema(TITLE)]
Phrase = Annotated[str, _within(PHRASE), _schema(PHRASE)]
"""An answer as a learner might type it."""
NAME_PATTERN = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
Name = Annotated[str, _within(NAME), Field(pattern=NAME_PATTERN.pattern, max_length=NAME)]
"""Names a question, a deck or a topic: small letters, digits, single hyphens."""


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


Phrases = Annotated[
    list[Phrase],
    Field(min_length=1, max_length=300),
    BeforeValidator(_listed, json_schema_input_type=Phrase | list[Phrase]),
]
"""One text, or a list of them."""
