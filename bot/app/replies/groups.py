"""What is said in groups beside their rounds."""

from msgspec import Struct


class TopTold(Struct, frozen=True, kw_only=True):
    """The table of a group."""

    lines: tuple[tuple[str, int, int], ...]
    """Name, points in quarters, rounds."""
    week: bool
    """Of the last seven days; else of all time."""
    tied: int = 0
    """So many more have as many points as the last one named."""


class HidingTold(Struct, frozen=True, kw_only=True):
    """They are left out of the group's tables, or in them again."""

    hidden: bool


class PlainTold(Struct, frozen=True, kw_only=True):
    """Text and buttons instead of native polls, or polls again."""

    plain: bool


class GroupWelcomed(Struct, frozen=True, kw_only=True):
    """The tutor was added to a group, or is asked what it does there."""

    open: bool
    """Plain messages are heard."""


class PrivatelyOnly(Struct, frozen=True, kw_only=True):
    """A command that belongs into the private chat."""


class GroupAnswersTold(Struct, frozen=True, kw_only=True):
    """What they answer in groups counts for their own memory, or does not."""

    carries: bool


class RoundsElsewhere(Struct, frozen=True, kw_only=True):
    """Somebody wants a round in their private chat."""


GroupReply = (
    GroupAnswersTold | GroupWelcomed | HidingTold | PlainTold | PrivatelyOnly | RoundsElsewhere | TopTold
)
