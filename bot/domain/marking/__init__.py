"""Marking typed answers: `mark(question, said, lexicon) -> Verdict`. Pure, deterministic, explained."""

from bot.domain.marking.language.lexicon import Lexicon, lexicon_of
from bot.domain.marking.marker import mark
from bot.domain.marking.verdict import MARKER_VERSION, Mark, Move, Reason, Slip, Verdict

__all__ = ["MARKER_VERSION", "Lexicon", "Mark", "Move", "Reason", "Slip", "Verdict", "lexicon_of", "mark"]
