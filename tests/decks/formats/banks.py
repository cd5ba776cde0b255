"""Banks made for the tests: of every kind of question, and of choices alone."""

import struct
import zlib

from bot.decks.formats.bank import About, Bank, Entry
from bot.domain.question import Examples, Idea, Item, Option, Prompt, Reject, Step
from tests.decks.sounds import MP3

_LINES = """
France:Paris:Lyon
Albania:Tirana:Durrës
Austria:Vienna:Graz
Belgium:Brussels:Ghent
Bulgaria:Sofia:Varna
Croatia:Zagreb:Split
Cyprus:Nicosia:Limassol
Czechia:Prague:Brno
Denmark:Copenhagen:Aarhus
Estonia:Tallinn:Tartu
Finland:Helsinki:Turku
Germany:Berlin:Bonn
Greece:Athens:Patras
Hungary:Budapest:Pécs
Iceland:Reykjavik:Akureyri
Ireland:Dublin:Cork
Italy:Rome:Milan
Latvia:Riga:Liepāja
Lithuania:Vilnius:Kaunas
Malta:Valletta:Sliema
Moldova:Chisinau:Bălți
Montenegro:Podgorica:Cetinje
Norway:Oslo:Bergen
Poland:Warsaw:Kraków
Portugal:Lisbon:Porto
Romania:Bucharest:Iași
Serbia:Belgrade:Niš
Slovakia:Bratislava:Košice
Slovenia:Ljubljana:Maribor
Spain:Madrid:Seville
Sweden:Stockholm:Malmö
Switzerland:Bern:Zürich
Ukraine:Kyiv:Lviv
Turkey:Ankara:Istanbul
Japan:Tokyo:Osaka
Canada:Ottawa:Toronto
Australia:Canberra:Sydney
Brazil:Brasília:Rio de Janeiro
Egypt:Cairo:Alexandria
Kenya:Nairobi:Mombasa
Peru:Lima:Cusco
"""
CAPITALS = _LINES.strip().split("\n")
"""Country, capital, another town."""
TRICKY = (
    "=HYPERLINK(1)",
    "+cmd",
    "@sum",
    "-5",
    "a | b",
    "x => y",
    "C:\\temp",
    "{braces}",
    "~tilde",
    "50 %",
    "#1",
    '"quoted"',
    "it's",
    "5 < 6 & 7 > 6",
    "<b>",
    "ünïcödé 東京",
    "5*3",
    "a_b_c",
    "1: one",
    "a::b",
    "$x^2$",
    "a, b; c",
    "'=x",
)
"""Texts that mean something to one format or another."""


def choices() -> Bank:
    """Forty questions and more with options, in neutral order and without anything else."""
    entries = []
    for row, line in enumerate(CAPITALS, 1):
        country, right, wrong = line.split(":")
        options = tuple(Option(text=text) for text in sorted((right, wrong), key=str.casefold))
        entries.append(
            Entry(
                row=row,
                key=f"capital-{row:02}",
                kind="choice",
                topic="Capitals",
                ask=f"What is the capital of {country}?",
                answer=right,
                options=options,
            )
        )
    return Bank(entries=tuple(entries), title="Capitals", lang="en", licence="MIT")


def mixed() -> Bank:
    """Questions of every kind, with everything that may be said about them."""
    entries = [*_short(), *_of_options(), *_of_parts(), *_others()]
    numbered = [_numbered(entry, row) for row, entry in enumerate(entries, 1)]
    about = About(description="All sorts.", authors=("Ann",), source="Our own.", tags=("mixed",))
    files = {"map.png": PNG, "said.mp3": MP3}
    return Bank(entries=tuple(numbered), title="Mixed", lang="en", licence="MIT", about=about, files=files)


def _numbered(entry: Entry, row: int) -> Entry:
    from msgspec.structs import replace

    return replace(entry, row=row, key=f"mixed-{row:02}", topic="First" if row < 21 else "Second part")


def _short() -> list[Entry]:
    found = [
        Entry(
            row=0,
            title="London's river",
            ask="Which river flows through **London**?",
            answer="the Thames",
            accept=("River Thames", "the Isis"),
            reject=(
                Reject(texts=("Themse", "Tamise"), why="that is its name in another language."),
                Reject(texts=("the Severn",), why="the Severn flows far to the west."),
            ),
            prompt=(Prompt(texts=("a river in England",), ask_for="Which one?"),),
            hints=("It ends in the North Sea.", "It begins like this: T·····"),
            why="The Romans could still bridge it there.\nSo they did.",
            examples=Examples(right=("thames",), partial=("a river in england",), wrong=("the severn",)),
        ),
        Entry(
            row=0,
            ask="Say it in German: the door.",
            answer="die Tür",
            articles=True,
            tags=("German", "a door"),
        ),
        Entry(
            row=0,
            ask="Who wrote Faust?",
            answer="Goethe",
            why="The first part came out in 1808.",
            source="[Faust](https://example.org/faust)",
            tags=("books", "18th | century"),
            authors=("Ann", "Bob, Cleo"),
            description="Part one alone.",
            answer_picture="map.png",
            answer_picture_alt="A map",
            audio="said.mp3",
            audio_alt="Goethe, read aloud",
            answer_audio="said.mp3",
        ),
        Entry(
            row=0, ask="Which operator compares strictly?", answer="===", as_kind="code", accept=("`===`",)
        ),
    ]
    found += [
        Entry(row=0, ask=f"What stands under number {n} in the list?", answer=text, why=f"It is {text}.")
        for n, text in enumerate(TRICKY, 1)
    ]
    return found


def _of_options() -> list[Entry]:
    options = (
        Option(text="shark", why="a shark is a fish: it breathes through gills."),
        Option(text="whale", texts=("whales", "the whale")),
        Option(text="x = 0; {y}", why="that is no animal."),
    )
    three = tuple(Option(text=text) for text in ("Mars", "the Moon", "Venus"))
    return [
        Entry(
            row=0,
            kind="choice",
            ask="Which is a mammal?",
            answer="whale",
            options=options,
            why="It has lungs.",
        ),
        Entry(
            row=0,
            kind="choice",
            ask="The whale is a fish.",
            answer="false",
            options=(Option(text="true", why="it breathes air."), Option(text="false")),
        ),
        Entry(
            row=0,
            kind="choice",
            ask="Which is the star?",
            answer="the Sun",
            options=(*three, Option(text="the Sun")),
        ),
        Entry(row=0, kind="select", ask="Which are planets?", answers=("Mars", "Venus"), options=three),
        Entry(
            row=0,
            kind="choice",
            ask="What is on the map?",
            answer="Rome",
            options=(Option(text="Oslo"), Option(text="Rome")),
            picture="map.png",
            picture_alt="A map of a country shaped like a boot",
        ),
    ]


def _of_parts() -> list[Entry]:
    return [
        Entry(
            row=0, kind="match", ask="Which symbol is which?", pairs=(("Na", "sodium"), ("K", "potassium"))
        ),
        Entry(row=0, kind="match", ask="Where?", pairs=(("Porto", "Douro"), ("Lisbon", "Tagus", "Tejo"))),
        Entry(
            row=0,
            kind="gaps",
            ask="Paris lies on the ___, and Rome on the ___.",
            gaps=(("Seine", "the Seine"), ("Tiber",)),
        ),
        Entry(
            row=0,
            kind="list",
            ask="Name two of its tributaries.",
            answer="any two of: Neckar, Main, Moselle",
            need=2,
            items=(Item(name="Neckar"), Item(name="Main"), Item(name="Moselle", texts=("Mosel",))),
        ),
        Entry(
            row=0,
            kind="order",
            ask="Order these, the earliest first.",
            answer="Stone Age, Bronze Age, Iron Age",
            steps=(Step(text="Stone Age"), Step(text="Bronze Age", texts=("Bronze",)), Step(text="Iron Age")),
            shown=(2, 0, 1),
        ),
        Entry(
            row=0,
            kind="order",
            ask="Order these as well.",
            answer="one, two, three",
            steps=(Step(text="one"), Step(text="two"), Step(text="three")),
        ),
    ]


def _others() -> list[Entry]:
    idea = Idea(
        name="less-dense",
        texts=("ice is less dense", "it is lighter than water"),
        never=("ice is denser",),
        ask_for="How do the two compare?",
    )
    return [
        Entry(
            row=0,
            kind="explain",
            ask="Why does ice float?",
            answer="It is less dense.",
            ideas=(idea,),
            enough=1,
        ),
        Entry(
            row=0,
            kind="command",
            ask="How do you count lines?",
            answer="wc -l notes.txt",
            why="-l is for lines.",
        ),
        Entry(
            row=0,
            kind="number",
            ask="How long is it?",
            answer="about 1,230 km",
            value=1230.0,
            tolerance=30.0,
            unit="km",
        ),
        Entry(
            row=0,
            kind="number",
            ask="What is pi?",
            answer="3.14",
            value=3.14,
            tolerance=0.005,
            accept=("3.1416",),
        ),
        Entry(
            row=0,
            kind="opinion",
            ask="Which do you like?",
            answer="That is for you to say.",
            about=("Rhine", "Loire"),
        ),
    ]


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


PNG = _png()
"""One grey point."""
