"""What the signs of the days mean, and on how many days each of them stands."""

from collections import Counter
from collections.abc import Sequence

from bot.app.ports.calendar import DayReason
from bot.pictures.figures import Calendar, Labels
from bot.pictures.lettering import fitted, width
from bot.pictures.sheet import Sheet
from bot.pictures.tiles import SIGNED, SIZE, tile
from bot.pictures.year import shown_days

LINE_HIGH = 36
_SMALL = 23
_SPACE = 8
"""Between a sign and its words."""
_GAP = 28

Entry = tuple[DayReason, str]


def legend_lines(calendar: Calendar, room: int) -> Sequence[Sequence[Entry]]:
    """The entries in lines that fit into so many dots; only signs that occur, and answered in any case."""
    counts = Counter(shown_days(calendar).values())
    lines: list[list[Entry]] = [[]]
    left = room
    for reason in DayReason:
        if reason not in SIGNED or (not counts[reason] and reason is not DayReason.ANSWERED):
            continue
        number = f" {counts[reason]}"
        name = fitted(_name(calendar.labels, reason), _SMALL, room - SIZE - _SPACE - width(number, _SMALL))
        wide = _wide(name + number)
        if lines[-1] and wide > left:
            lines.append([])
            left = room
        lines[-1].append((reason, name + number))
        left -= wide + _GAP
    return lines


def draw_legend(sheet: Sheet, left: int, top: int, lines: Sequence[Sequence[Entry]]) -> None:
    """What `legend_lines` gave."""
    for number, entries in enumerate(lines):
        x, y = left, top + number * LINE_HIGH + LINE_HIGH // 2
        for reason, words in entries:
            sheet.stamp(tile(reason), x, y - SIZE // 2)
            sheet.text((x + SIZE + _SPACE, y), words, size=_SMALL)
            x += _wide(words) + _GAP


def _wide(words: str) -> int:
    return SIZE + _SPACE + int(width(words, _SMALL)) + 1


def _name(labels: Labels, reason: DayReason) -> str:
    names = {
        DayReason.ANSWERED: labels.answered,
        DayReason.NOTHING_DUE: labels.nothing_due,
        DayReason.FREEZE: labels.freeze,
        DayReason.EXCUSED: labels.excused,
        DayReason.PAUSE: labels.pause,
        DayReason.REST: labels.rest,
    }
    return names[reason]
