"""Statements of the store are compiled once for a process of tests, not once for each database.

SQLAlchemy keeps compiled statements by engine and dialect. The bot has one database for all its life, and
compiles nothing twice; a test has its own, and would spend a third of its time on compiling. So engines that
are made alike share the dialect of the first of them that has connected, and what was compiled for it.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event


class CompiledOnce:
    """Makes engines as `sqlalchemy.create_engine` does; those of one kind share their compiled statements."""

    def __init__(self) -> None:
        self._first: dict[tuple[object, ...], Engine] = {}
        self._compiled: dict[Any, Any] = {}

    def create_engine(self, url: Any, **options: Any) -> Engine:
        """An engine of its own, with a pool of its own."""
        engine = create_engine(url, **options)
        engine.update_execution_options(compiled_cache=self._compiled)
        kind = (engine.dialect.name, options.get("poolclass"), options.get("isolation_level"))
        if first := self._first.get(kind):
            engine.dialect = first.dialect
            return engine

        # a dialect knows its server only after the first connection
        @event.listens_for(engine, "connect", once=True)
        def _connected(_raw: Any, _record: object) -> None:
            self._first.setdefault(kind, engine)

        return engine
