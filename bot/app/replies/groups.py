"""What is said in groups beside their rounds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TopTold:
    """The table of a group."""

    lines: tuple[tuple[str, int, int], ...]
    """Name, points in quarters, rounds."""
    week: bool
    """Of the last seven days; else of all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingTold:
    """They are left out of the group's tables, or in them again."""

    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTold:
    """Text and buttons instead of native polls, or polls again."""

    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWelcomed:
    """The tutor was added to a group, or is asked what it does there."""

    open: bool
    """Plain messages are heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatelyOnly:
    """A command that belongs into the private chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswersTold:
    """What they answer in groups counts for their own memory, or does not."""

    carries: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsElsewhere:
    """Somebody wants a round in their private chat."""


GroupReply = (
    GroupAnswersTold | GroupWelcomed | HidingTold | PlainTold | PrivatelyOnly | RoundsElsewhere | TopTold
)
