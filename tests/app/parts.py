"""A deck of questions with several parts, one topic a kind."""

from pathlib import Path

CARD = 'title = "Parts"\nlang = "en"\nlicence = "MIT"\ntopics = ["metals", "flames", "cities"]\n'
TOPICS = {
    "metals": """
title = "Metals"

[[question]]
id = "metals-01"
ask = "Which of these are metals?"
options = ["sodium", { text = "chlorine", why = "it is a gas." }, "iron", "neon"]
answers = ["sodium", "iron"]
why = "They conduct."
""",
    "flames": """
title = "Flames"

[[question]]
id = "flames-01"
ask = "Which flame has which colour?"
pairs = [["Na", "yellow"], ["K", "lilac"], ["Cu", "green"]]
why = "Electrons fall back."
""",
    "cities": """
title = "Cities"

[[question]]
id = "cities-01"
ask = "{{1}} lies on the Seine, which ends in the {{2}}."
gaps = [["Paris"], ["English Channel", "Channel"]]
why = "It rises in Burgundy."
""",
}


def write_parts(folder: Path, *topics: str) -> Path:
    """The deck with these topics; with all of them, if none is named."""
    deck = folder / "parts"
    deck.mkdir(parents=True)
    chosen = topics or tuple(TOPICS)
    (deck / "deck.toml").write_text(
        CARD.replace('["metals", "flames", "cities"]', str(list(chosen)).replace("'", '"'))
    )
    for topic in chosen:
        (deck / f"{topic}.toml").write_text(TOPICS[topic])
    return folder
