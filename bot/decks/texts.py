"""The texts an author writes, and how long they may be.

The longest message is a miss that closes a question, with the next question below it. All that can be
in it together must fit one Telegram message (4096 UTF-16 units), whatever an author writes, so every
text has a limit of its own; a test adds them up.
"""

import re
from typing import Annotated

from msgspec import Meta

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
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


Ask = Annotated[str, Meta(min_length=1, max_length=ASK)]
Label = Annotated[str, Meta(min_length=1, max_length=OPTION)]
"""A step, the name of an item, a unit."""
OptionText = Annotated[str, Meta(min_length=1, max_length=LONGEST_OPTION)]
Answer = Annotated[str, Meta(min_length=1, max_length=ANSWER)]
Why = Annotated[str, Meta(min_length=1, max_length=WHY)]
SourceText = Annotated[str, Meta(min_length=1, max_length=LONGEST_SOURCE)]
Reason = Annotated[str, Meta(min_length=1, max_length=REASON)]
Title = Annotated[str, Meta(min_length=1, max_length=TITLE)]
Phrase = Annotated[str, Meta(min_length=1, max_length=PHRASE)]
"""An answer as a learner might type it."""
NAME_PATTERN = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
Name = Annotated[str, Meta(max_length=NAME, extra={"pattern": NAME_PATTERN})]
"""Names a question, a deck or a topic: small letters, digits, single hyphens, and blanks around are taken off
(so the schema, which cannot do that, does not hold the pattern)."""
Phrases = Annotated[list[Phrase], Meta(min_length=1, max_length=300, extra_json_schema={"alone": True})]
"""One text, or a list of them."""
