"""The table."""

from collections.abc import Mapping

from benchmarks.faults.tally import Tally

HEADS = (
    "Fault",
    "Tried",
    "Answers lost",
    "Marked twice",
    "Out of order",
    "Prompts doubled",
    "Prompts lost",
    "Replies lost",
    "Otherwise wrong",
    "Longest recovery, s",
)


def table(rows: Mapping[str, Tally]) -> str:
    """All faults, a row each, and their sum; in Markdown."""
    total = Tally()
    for row in rows.values():
        total.add(row)
    lines = [_line(HEADS), _line(["---", *["---:"] * (len(HEADS) - 1)])]
    lines += [_line([name, *_cells(row)]) for name, row in rows.items()]
    lines += [_line(["all", *_cells(total)])]
    return "\n".join(lines)


def besides(rows: Mapping[str, Tally]) -> str:
    """What may be, in a sentence."""
    repeated = sum(row.repeated for row in rows.values())
    uncertain = sum(row.uncertain for row in rows.values())
    return f"{repeated} replies came twice; of {uncertain} prompts the bot knows that it does not know."


def _cells(row: Tally) -> list[str]:
    numbers = (
        row.tried,
        row.answers_lost,
        row.marked_twice,
        row.out_of_order,
        row.prompts_doubled,
        row.prompts_lost,
        row.replies_lost,
        row.broken,
    )
    return [*map(str, numbers), f"{row.recovery:.1f}"]


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
