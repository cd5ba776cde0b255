"""Words that are intents, not answers: "skip", "hint", "show me", "ok".

They count only where the text is nothing else, and only after the marker did not find it right.
"""

from enum import Enum, auto


class Intent(Enum):
    """What a person wants to happen."""

    SKIP = auto()
    HINT = auto()
    NEXT = auto()
    SHOW = auto()
    ON = auto()
    """Thanks, ok: go on."""
    ENOUGH = auto()
    RIGHT = auto()
    """They hold that their answer was right."""


_WORDS = {
    Intent.SKIP: ("skip", "skip it", "skip this", "skip this one", "pass", "later"),
    Intent.HINT: ("hint", "a hint", "hint please", "give me a hint", "another hint", "clue", "a clue"),
    Intent.NEXT: ("next", "next one", "next question", "next please", "next question please", "go on",
                "continue"),
    Intent.SHOW: ("show", "show me", "show it", "show the answer", "show me the answer", "reveal", "tell me",
                "answer please", "the answer please", "solution", "what is the answer", "whats the answer"),
    Intent.ON: ("ok", "okay", "k", "thanks", "thank you", "thx", "ty", "cool", "great", "good", "nice",
              "got it", "i see", "yes", "yes please", "y", "sure", "more", "five more", "again"),
    Intent.ENOUGH: ("enough", "stop", "no", "no thanks", "not now", "bye", "done", "thats enough", "im done"),
    Intent.RIGHT: ("i was right", "that was right", "my answer was right", "i am right", "im right"),
}  # fmt: skip
_SAME = ("yes", "y", "yep", "yeah", "yes it is", "yes it was", "same", "the same", "yes same", "yes the same",
         "its the same", "exactly", "ja", "jo", "genau", "stimmt", "gleich", "dasselbe", "das gleiche",
         "das selbe", "ja dasselbe", "ja das gleiche", "ja genau", "ja gleich")  # fmt: skip
_NOT_QUITE = ("no", "n", "nope", "nah", "not quite", "no not quite", "not the same", "no not the same",
              "different", "not really", "nein", "nee", "nicht ganz", "nein nicht ganz", "nicht dasselbe",
              "nicht das gleiche", "anders")  # fmt: skip
_BY_WORDS = {words: intent for intent, texts in _WORDS.items() for words in texts}


def intent_of(text: str) -> Intent | None:
    """The intent a text consists of, or None."""
    return _BY_WORDS.get(_words(text))


def same_of(text: str) -> bool | None:
    """What a text says to "Same as yours?": True for the same, False for not quite, None for neither."""
    words = _words(text)
    if words in _SAME or text.strip().startswith("👍"):
        return True
    return False if words in _NOT_QUITE or text.strip().startswith("👎") else None


def _words(text: str) -> str:
    kept = "".join(c for c in text.casefold() if c.isalnum() or c.isspace())
    return " ".join(kept.split())
