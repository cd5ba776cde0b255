"""Messages to authors and operators."""

from dataclasses import dataclass

from bot.app.ports.authoring import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken:
    """A link has given them a role."""

    role: Role
    deck: str | None
    """The title of an author's deck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOver:
    """The link was used already, or is too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesTold:
    """Who has which role, in numbers, and of which decks somebody can be made an author."""

    operators: int
    decks: tuple[tuple[str, str, int], ...]
    """Name and title of each deck, and how many authors it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMade:
    """A link that makes somebody the author of a deck."""

    deck: str
    """Its title."""
    token: str
    hours: int


AuthoringReply = RoleTaken | ClaimOver | RolesTold | ClaimMade
"""What is said to authors and operators."""
