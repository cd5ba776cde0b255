"""A person's export as a value, for tests."""

from typing import Any

from sqlalchemy import Connection

from bot.app.events import PersonId
from bot.store.account import personal_data


def export_of(connection: Connection, learner: PersonId) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by table."""
    return {name: list(rows) for name, rows in personal_data.export(connection, learner)}
