"""Two things told apart by one of their words: "mammals are warm-blooded, reptiles are not"."""

from bot.domain.marking.comparing.references import Reference
from bot.domain.marking.reading.read_answer import ReadAnswer


def told_apart(ref: Reference, answer: ReadAnswer) -> bool | None:
    """Whether an answer tells the two things of a reference apart as that does, where it says something of
    one and of the other only that it does, or does not. None for any other answer.
    """
    parts = [
        [token.key for token, at in zip(ref.tokens, ref.pieces, strict=False) if at == piece]
        for piece in _two(ref)
    ]
    if not parts or parts[0][0] == parts[1][0] or any(part[0] not in answer.spots for part in parts):
        return None
    places = [next((at for at in answer.content if answer.items[at].key == part[0]), -1) for part in parts]
    if min(places) < 0:
        return None
    second = max(places)
    spans = [range(at, second if at < second else len(answer.items)) for at in places]
    said = [
        [answer.items[at].key for at in answer.content if at in span and at not in places] for span in spans
    ]
    if min(places) != answer.content[0] or bool(said[0]) == bool(said[1]):
        return None
    owner = _owner(parts, said[0] or said[1])
    if owner is None:
        return None
    affirmed = [not any(answer.items[at].word.negation for at in span) for span in spans]
    return None if affirmed[0] == affirmed[1] else affirmed[owner]


def _two(ref: Reference) -> list[int]:
    """The numbers of the two parts of a reference, if it has two."""
    numbers = sorted(set(ref.pieces))
    return numbers if len(numbers) == 2 else []


def _owner(parts: list[list[str]], said: list[str]) -> int | None:
    """Of which of the two all that is said, or its like, is said in the reference."""
    owners = [number for number, part in enumerate(parts) if set(said) <= set(part[1:])]
    return owners[0] if len(owners) == 1 else None
