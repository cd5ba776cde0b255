"""Decks on paper: small files written for one test."""

from pathlib import Path

CARD = 'title = "Small"\nlang = "en"\nlicence = "MIT"\n'
QUESTION = '[[question]]\nid = "one"\nask = "Capital of France?"\nanswer = "Paris"\n'
TOPIC = f'title = "One"\n\n{QUESTION}'
GOOD = f'{TOPIC}why = "It has been since 987."\n'


def write(folder: Path, topic: str | bytes | None = GOOD, *, card: str = CARD, name: str = "small") -> Path:
    """Write a deck with one topic, `one.toml`; returns its folder."""
    deck = folder / name
    deck.mkdir(exist_ok=True)
    (deck / "deck.toml").write_text(card, encoding="utf-8")
    if isinstance(topic, str):
        topic = topic.encode()
    if topic is not None:
        (deck / "one.toml").write_bytes(topic)
    return deck
