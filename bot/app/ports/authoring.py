"""Roles, rulings and what they mend, as records, and what use cases need from the store for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.app.events import PersonId


class Role(StrEnum):
    """What somebody may do beside learning."""

    OPERATOR = "operator"
    """Looks after the bot: everything."""
    AUTHOR = "author"
    """Of one deck: rules on its answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a link gives to whoever opens it first."""

    role: Role
    scope: str
    """The deck of an author; empty for an operator."""
    until: datetime


class RoleRepository(Protocol):
    """Who may do what. Asked inside the transaction that acts."""

    def roles_of(self, person: PersonId) -> Sequence[tuple[Role, str]]:
        """Their roles, each with its scope."""
        ...

    def roles(self) -> Sequence[tuple[PersonId, Role, str]]:
        """Everybody's, by role, scope and person."""
        ...

    def give_role(self, person: PersonId, role: Role, scope: str, at: datetime) -> bool:
        """False if they have it already."""
        ...

    def take_role(self, person: PersonId, role: Role, scope: str) -> bool:
        """False if they did not have it."""
        ...

    def save_claim(self, token: str, claim: Claim) -> None:
        """Keep a link, by the hash of its token."""
        ...

    def take_claim(self, token: str, now: datetime) -> Claim | None:
        """Use a link up; None if there is no such one (any more)."""
        ...
