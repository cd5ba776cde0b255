"""What people say to a round of a group beside answers: they want to play, ask how long, or how it was."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

from bot.domain.intent.intents import Intent
from bot.domain.intent.listen import intent_of
from bot.domain.intent.tongue import tongues
from bot.domain.intent.words import fold, words_of


class RoundTalk(StrEnum):
    """What is wanted of a round."""

    JOIN = "join"
    TIME = "time"
    """How much time is left?"""
    TOLD = "told"
    """Was that right, did you get it?"""
    HELP = "help"
    """A hint, a why, an example, the answer itself."""


_HELPING = frozenset(
    (
        Intent.HINT,
        Intent.EXAMPLE,
        Intent.WHY,
        Intent.EXPLAIN,
        Intent.EXPLAIN_TERM,
        Intent.REVEAL,
        Intent.DONT_UNDERSTAND,
    )
)


def round_talk(said: str, lang: str = "en") -> RoundTalk | None:
    """What is wanted of a round by what was said; None for anything else, such as an answer."""
    words = words_of(fold(said))
    beside = {word for tongue in tongues() for word in tongue.fillers}
    bare = tuple(word for word in words if word not in beside)
    if wanted := _said().get(words) or _said().get(bare):
        return wanted
    return RoundTalk.HELP if intent_of(said, lang) in _HELPING else None


@cache
def _said() -> Mapping[tuple[str, ...], RoundTalk]:
    source = resources.files("bot.domain.intent") / "data" / "rounds.toml"
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        words_of(fold(line)): RoundTalk(name)
        for name, lines in lists.items()
        for line in lines.splitlines()
        if line
    }
