"""`recall new`: a deck to begin with, one question of each kind."""

from pathlib import Path

from bot.decks.build import KEYS
from bot.decks.folders import CARD
from bot.decks.formats.bank import CannotRead
from bot.decks.formats.tables import quoted
from bot.decks.texts import NAME_PATTERN

_TOPIC = """title = "First questions"

# `id`, `ask` and `answer` are all you must write. An id stays for ever; everything else may be edited.
# docs/authoring.md has every key; `recall check` says what is wrong, `recall try` lets you answer.

"""
QUESTIONS: dict[str, str] = {
    "short": """
ask = "What is the capital of France?"
answer = "Paris"
accept = ["the city of Paris"]          # other answers that are right in full
reject = [                              # answers you foresee, with what they would mean
  { texts = ["Lyon"], why = "Lyon is the third largest city; the government sits elsewhere." },
]
why = "It has been the seat of the government, with breaks, since 987."
""",
    "choice": """
ask = "Which of these is a mammal?"
answer = "whale"
options = [
  { text = "shark", why = "a shark is a fish: it breathes through gills." },
  { text = "whale", texts = ["whales", "the whale"] },
]
why = "It breathes air and feeds its young with milk."
""",
    "list": """
ask = "Name two colours of the French flag."
answer = "any two of: blue, white, red"
items = ["blue", "white", "red"]
need = 2
why = "The tricolour is blue, white and red."
""",
    "order": """
ask = "Put these in order, the earliest first."
answer = "Stone Age, Bronze Age, Iron Age"
steps = ["Stone Age", "Bronze Age", "Iron Age"]
why = "Each is named after what the best tools were made of."
""",
    "explain": """
ask = "Why does ice float on water?"
answer = "Ice is less dense than water, because it expands when it freezes."
why = "Nine tenths of it are below the surface, for its density is nine tenths of water's."

[[question.ideas]]
name = "less-dense"
texts = ["ice is less dense than water", "it is lighter than the same volume of water"]
never = ["ice is denser than water"]
ask_for = "How do the two compare in density?"
""",
    "command": """
kind = "command"
ask = "Which command counts the lines of notes.txt?"
answer = "wc -l notes.txt"
why = "-l counts lines; without it words and bytes are counted too."
""",
    "number": """
ask = "At how many degrees Celsius does water boil at sea level?"
answer = "100 °C"
value = 100
tolerance = 0.5
unit = "°C"
accept = ["100"]
why = "At a pressure of one atmosphere; on mountains it is less."
""",
    "opinion": """
kind = "opinion"
ask = "Which season do you like best?"
answer = "That is for you to say."
about = ["spring", "summer", "autumn", "winter"]
why = "There is no wrong choice here."
""",
    "select": """
ask = "Which of these are planets?"
answers = ["Mars", "Venus"]
options = ["Mars", "the Moon", "Venus", "Pluto"]
kind = "select"
why = "The Moon circles the Earth, and Pluto is a dwarf planet."
""",
    "match": """
kind = "match"
ask = "Which symbol is which element?"
pairs = [["Na", "sodium"], ["K", "potassium"], ["Fe", "iron"]]
why = "The symbols come from the Latin names: natrium, kalium, ferrum."
""",
    "gaps": """
kind = "gaps"
ask = "The capital of France is ___, and it lies on the ___."
gaps = [["Paris"], ["Seine", "the river Seine"]]
why = "The city grew on an island in the river."
""",
}
"""A question of each kind without its id, by kind."""


def start_deck(folder: Path, *, lang: str = "en") -> str:
    """Make the folder with its two files; what to do next is returned. Raises CannotRead if it cannot be."""
    name = folder.resolve().name
    if not NAME_PATTERN.fullmatch(name):
        raise CannotRead(f"“{name}” is no name for a deck: small letters, digits and single hyphens.")
    if (folder / CARD).exists():
        raise CannotRead(f"There is a deck in {folder} already. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    title = name.replace("-", " ").capitalize()
    (folder / CARD).write_text(
        f'title = {quoted(title)}\nlang = {quoted(lang)}\nlicence = "CC-BY-4.0"\n', encoding="utf-8"
    )
    kinds = [kind for kind in QUESTIONS if kind in KEYS]
    questions = [
        f'[[question]]\nid = "{name}-{number:02}"{QUESTIONS[kind]}' for number, kind in enumerate(kinds, 1)
    ]
    (folder / "first.toml").write_text(_TOPIC + "\n".join(questions), encoding="utf-8")
    now = f"Now: recall check {folder}, then recall try {folder}"
    return f"{folder} has {len(kinds)} questions, one of each kind. {now}"
