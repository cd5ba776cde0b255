"""Where words and pictures meet: a message that tells of a learner's year gets its picture described."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.app.replies import HardListed, Reply, StatsTold, StreakTold, Year
from bot.pictures.figures import Calendar, Labels, TopicBar
from bot.pictures.hard_figure import HardBar, HardFigure
from bot.words.authoring.items import hard_labels
from bot.words.labels import year_labels


def picture_for(replies: Sequence[Reply], language: str | None) -> str | None:
    """What to draw beside these replies, as small JSON; None for nothing. The sender draws it later."""
    for reply in replies:
        match reply:
            case StreakTold(year=Year() as year, learned=learned) if learned:
                return _calendar(year, language)
            case StatsTold(year=year, drawn=True, answered=answered) if answered:
                return _calendar(year, language)
            case HardListed(items=items) if items:
                return _hard(reply, language)
    return None


def drawn(description: str) -> bytes:
    """The PNG of a description. Raises ValueError for what `picture_for` never made."""
    from bot.pictures.calendar import draw  # Pillow is not loaded before there is something to draw

    return draw(Calendar.from_json(description))


def drawn_address(address: str) -> bytes:
    """The PNG of an address, as a camera reads it."""
    from bot.pictures.qr import draw

    return draw(address)


class Pictures:
    """Gives the picture a description asks for: a file of a deck or an upload, formulas, a learner's year."""

    def __init__(self, medium: Callable[[str, str, str], bytes], sent: Callable[[int, str], bytes]) -> None:
        """`medium` reads a file of a deck, by the deck, the file and its digest; `sent` one of an
        upload, by its number and the digest. Both may raise."""
        self._medium = medium
        self._sent = sent

    def __call__(self, description: str) -> bytes:
        """The bytes. Raises ValueError for what was never described, and what `medium` raises."""
        told = json.loads(description)
        if isinstance(told, dict) and told.keys() == {"deck", "file", "digest"}:
            return self._medium(told["deck"], told["file"], told["digest"])
        if isinstance(told, dict) and told.keys() == {"deck", "file", "digest", "upload"}:
            return self._tried(told)
        if isinstance(told, dict) and told.keys() == {"qr"}:
            return drawn_address(str(told["qr"]))
        if isinstance(told, dict) and told.keys() == {"formulas"}:
            from bot.pictures.formulas import draw as draw_formulas

            return draw_formulas(told["formulas"])
        if isinstance(told, dict) and told.keys() == {"head", "hard"}:
            from bot.pictures.hard import draw as draw_hard

            return draw_hard(HardFigure.from_json(description))
        return drawn(description)

    def _tried(self, told: dict[str, str]) -> bytes:
        """A file of a question that is tried: what was sent has it, or else the course that it is for."""
        try:
            return self._sent(int(told["upload"]), told["digest"])
        except LookupError:
            return self._medium(told["deck"], told["file"], told["digest"])


def _hard(reply: HardListed, language: str | None) -> str:
    head, numbers = hard_labels(language, reply)
    bars = [
        HardBar(title=title, share=item.share, low=item.low, high=item.high, numbers=words)
        for (_, title, item), words in zip(reply.items, numbers, strict=True)
    ]
    return HardFigure(head=head, hard=bars).to_json()


def _calendar(year: Year, language: str | None) -> str:
    labels: dict[str, Any] = dict(year_labels(language, year.today))
    return Calendar(
        today=year.today,
        days=year.days,
        topics=tuple(TopicBar(title=t.title, recall=t.recall, met=t.met, of=t.of) for t in year.topics),
        due=year.due,
        streak=year.streak,
        longest=year.longest,
        labels=Labels(**labels),
    ).to_json()
