"""The updates in hand, and which of them Telegram may forget. Pure bookkeeping."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True, eq=False, kw_only=True)
class HeldUpdate:
    """An update that is not handled yet."""

    number: int
    lane: str
    received: datetime
    since: float
    """Seconds of the monotonic clock at which it was received."""
    raw: Json | None = None
    """None: it is in the inbox only."""
    flooding: bool = False
    """It is one too many: whoever sent it is told so, and it is not handled."""
    saved: bool = False
    """It is in the inbox, so it may be acknowledged."""


class Window:
    """Every update that is not handled, and of those that are handled, the ones Telegram still shows.

    An update is unsettled until it is handled or saved in the inbox. The offset never passes an unsettled
    one.
    """

    def __init__(self) -> None:
        self._held: dict[int, HeldUpdate] = {}
        self._unsettled: dict[int, HeldUpdate] = {}
        self._settled: set[int] = set()
        self._after: int | None = None
        self._moved = False

    @property
    def offset(self) -> int | None:
        """What the next `getUpdates` asks for: all updates below are settled. None: acknowledge nothing."""
        if not self._unsettled:
            return self._after
        return min(self._unsettled) if self._moved else None

    @property
    def unsettled(self) -> Sequence[HeldUpdate]:
        """Updates that are neither handled nor saved, in order of receipt."""
        return list(self._unsettled.values())

    @property
    def is_settled(self) -> bool:
        """All that was received is handled or saved."""
        return not self._unsettled

    def __len__(self) -> int:
        """How many updates are not handled, those in the inbox included."""
        return len(self._held)

    def __contains__(self, number: int) -> bool:
        """Whether that update is here and not handled."""
        return number in self._held

    def is_unsettled(self, number: int) -> bool:
        """Whether that update is here and neither handled nor saved."""
        return number in self._unsettled

    def receive(self, raws: Iterable[Json], make: Callable[[Json], HeldUpdate]) -> list[HeldUpdate]:
        """Take an answer of `getUpdates`; gives the updates that are new, made by `make`.

        Each has an `update_id`. What the answer does not show any more is acknowledged, and forgotten.
        """
        shown = {raw["update_id"]: raw for raw in raws}
        self._settled.intersection_update(shown)
        new = [
            make(raw)
            for number, raw in shown.items()
            if number not in self._held and number not in self._settled
        ]
        for update in new:
            self._held[update.number] = self._unsettled[update.number] = update
        self._settled |= shown.keys() - self._unsettled.keys()
        if shown:
            self._after = max(shown) + 1
        return new

    def resume(self, updates: Iterable[HeldUpdate]) -> None:
        """Take what an earlier process left in the inbox."""
        for update in updates:
            self._held[update.number] = update

    def save(self, update: HeldUpdate) -> None:
        """It is in the inbox."""
        update.saved = True
        self._settle(update)

    def finish(self, update: HeldUpdate) -> None:
        """It is handled, and that is committed."""
        del self._held[update.number]
        self._settle(update)

    def _settle(self, update: HeldUpdate) -> None:
        self._unsettled.pop(update.number, None)
        self._settled.add(update.number)
        self._moved = True
