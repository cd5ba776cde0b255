"""Who may do what, and the links that give roles."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, insert, select

from bot.app.events import PersonId
from bot.app.ports.authoring import Claim, Role
from bot.store.account.learners import WHO, Rows
from bot.store.authoring.tables import claims, roles
from bot.store.upsert import insert_new

_OF = select(roles.c.role, roles.c.scope).where(roles.c.learner_id == WHO)


class RoleRows(Rows):
    """`bot.app.ports.authoring.RoleRepository`."""

    __slots__ = ()

    def roles_of(self, person: PersonId) -> Sequence[tuple[Role, str]]:
        """Their roles, each with its scope."""
        return [(Role(role), scope) for role, scope in self.connection.execute(_OF, {"who": person})]

    def roles(self) -> Sequence[tuple[PersonId, Role, str]]:
        """Everybody's, by role, scope and person."""
        found = self.connection.execute(
            select(roles.c.learner_id, roles.c.role, roles.c.scope).order_by(
                roles.c.role, roles.c.scope, roles.c.learner_id
            )
        )
        return [(PersonId(id), Role(role), scope) for id, role, scope in found]

    def give_role(self, person: PersonId, role: Role, scope: str, at: datetime) -> bool:
        """False if they have it already."""
        row = {"learner_id": person, "role": role.value, "scope": scope, "at": at}
        return insert_new(self.connection, roles, row)

    def take_role(self, person: PersonId, role: Role, scope: str) -> bool:
        """False if they did not have it."""
        theirs = (roles.c.learner_id == person) & (roles.c.role == role.value) & (roles.c.scope == scope)
        return bool(self.connection.execute(delete(roles).where(theirs)).rowcount)

    def save_claim(self, token: str, claim: Claim) -> None:
        """Keep a link, by the hash of its token."""
        row = {
            "token_hash": _hash(token),
            "role": claim.role.value,
            "scope": claim.scope,
            "until": claim.until,
        }
        self.connection.execute(insert(claims), row)

    def take_claim(self, token: str, now: datetime) -> Claim | None:
        """Use a link up; None if there is no such one (any more). Tokens are compared by their hashes, so how
        long that takes says nothing about them."""
        taken = delete(claims).where(claims.c.token_hash == _hash(token)).returning(*claims.c)
        row = self.connection.execute(taken).one_or_none()
        if row is None or row.until <= now:
            return None
        return Claim(role=Role(row.role), scope=row.scope, until=row.until)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
