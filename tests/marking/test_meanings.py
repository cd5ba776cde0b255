"""What is said of what: frames of answers times words of many subjects, in two languages."""

import itertools

import pytest

from bot.decks.adhoc import question_of
from bot.domain.marking import Mark, mark
from bot.domain.marking.language.lexicon import plain
from bot.domain.marking.verdict import Reason
from tests.marking.tables import choice, explained, listed, short, sign

TERMS = {
    "en": ("overfitting", "erosion", "photosynthesis", "inflation", "anaemia", "corrosion", "deadlock"),
    "de": ("Überanpassung", "Erosion", "Fotosynthese", "Inflation", "Anämie", "Korrosion", "Verklemmung"),
}
PAIRS = {
    "en": [
        ("supply", "demand"),
        ("bias", "variance"),
        ("input", "output"),
        ("protons", "electrons"),
        ("arteries", "veins"),
        ("profit", "loss"),
        ("rhyme", "metre"),
    ],
    "de": [("Angebot", "Nachfrage"), ("Reim", "Metrum"), ("Protonen", "Elektronen"), ("Arterien", "Venen")],
}
AND = {"en": "and", "de": "und"}


def _sign(said: str, *accept: str, ask: str = "", lang: str = "en") -> str:
    return sign(mark(short(*accept, ask=ask, lang=lang), said, plain(lang)))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_pair_may_be_named_in_either_order(lang: str) -> None:
    for one, other in PAIRS[lang]:
        for joint in (f" {AND[lang]} ", ", ", " & "):
            assert _sign(f"{other}{joint}{one}", f"{one} {AND[lang]} {other}", lang=lang) == "+", (one, joint)


def test_two_accepted_answers_may_be_named_together() -> None:
    for one, other in [("mode", "modal value"), ("velocity", "speed"), ("salt", "sodium chloride")]:
        for said in (f"{one} / {other}", f"{one} or {other}", f"{other} ({one})"):
            assert _sign(said, one, other) == "+", said
    assert _sign("modus / modalwert", "Modus", "Modalwert", lang="de") == "+"


@pytest.mark.parametrize(
    ("lang", "verbs"),
    [
        ("en", "avoids {}|stops {}|prevents the {}|get rid of {}|it eliminates {}|fights {}"),
        ("de", "verhindert {}|vermeidet {}|{} verhindern|gegen {}|beseitigt die {}"),
    ],
)
def test_what_undoes_a_thing_is_not_the_thing(lang: str, verbs: str) -> None:
    for term, frame in itertools.product(TERMS[lang], verbs.split("|")):
        assert _sign(frame.format(term.lower()), term, lang=lang) == "-", frame.format(term)
        assert _sign(term.lower(), term, lang=lang) == "+"


def test_the_contrary_in_front_of_a_thing_is_not_what_prevents_it() -> None:
    things = ("blood pressure", "unemployment", "the temperature", "friction")
    for thing, verb in itertools.product(things, ("raises", "causes", "increases")):
        assert _sign(f"{verb} {thing}", f"prevents high {thing}") != "+"
        assert _sign(f"{verb} {thing}", f"prevents {thing}") != "+"


def test_an_item_that_is_left_out_of_a_list_is_asked_for() -> None:
    things = [
        ("face drooping", "arm weakness", "slurred speech"),
        ("supply", "demand", "price"),
        ("plot", "character", "theme"),
        ("Kopf", "Brust", "Hinterleib"),
    ]
    for items in things:
        lang = "de" if "Kopf" in items else "en"
        for left_out in range(3):
            said = f" {AND[lang]} ".join(items[:left_out] + items[left_out + 1 :])
            assert _sign(said, ", ".join(items) + ".", lang=lang) == "~", said
        assert _sign(", ".join(reversed(items)), ", ".join(items), lang=lang) == "+"


def test_each_figure_keeps_its_noun() -> None:
    nouns = ("breaths", "players", "votes", "eggs", "atoms")
    for (one, other), (few, many) in itertools.product(
        itertools.combinations(nouns, 2), ((2, 30), (3, 11), (1, 4))
    ):
        right = f"{many} {one} to {few} {other}"
        assert _sign(f"{many} {one} and {few} {other}", right) == "+"
        assert _sign(f"{few} {other} for {many} {one}", right) == "+"
        assert _sign(f"{few} {one} and {many} {other}", right) == "-"


def test_another_unit_of_time_is_another_answer() -> None:
    for said, meant in itertools.permutations(("second", "minute", "hour", "day", "week", "month"), 2):
        assert _sign(f"70 beats per {said}", f"70 beats per {meant}") != "+", (said, meant)
    for said, meant in itertools.permutations(("Sekunde", "Minute", "Stunde", "Tag", "Woche"), 2):
        assert _sign(f"70 Schläge pro {said}", f"70 Schläge pro {meant}", lang="de") != "+", (said, meant)


def test_a_reference_of_alternatives_is_each_of_them() -> None:
    kinds = [
        ("gravity", "magnetism", "friction"),
        ("Comma", "Colon", "Dash"),
        ("Dur", "Moll", "Kirchentonart"),
    ]
    for items in kinds:
        lang = "de" if "Moll" in items else "en"
        frames = (
            ("eine von {}", "nenne einen von: {}")
            if lang == "de"
            else ("name one of {}", "any of: {}", "one of {}")
        )
        for item, frame in itertools.product(items, frames):
            assert _sign(item.lower(), frame.format(", ".join(items)), lang=lang) == "+", (item, frame)
    for one, other, noun in [
        ("red", "green", "light"),
        ("primary", "secondary", "school"),
        ("oak", "elm", "tree"),
    ]:
        assert _sign(f"{one} {noun}", f"{one}/{other} {noun}") == "+"
        assert _sign(f"{other} {noun}", f"{one}/{other} {noun}") == "+"
        assert _sign(noun, f"{one}/{other} {noun}") != "+"


def test_of_two_things_one_may_be_ruled_out() -> None:
    for one, other in [("TCP", "UDP"), ("arteries", "veins"), ("verse", "prose"), ("list", "tuple")]:
        asked = short(one, ask=f"Is it {one} or {other}?")
        options = choice(one, other, right=0)
        for question in (asked, options):
            for said in ("not the second, the first", f"not {other}, the other one", "it isn't the second"):
                assert sign(mark(question, said)) == "+", (one, said)
            for said in ("not the first, the other", f"not {one}, the other one", "it isn't the first"):
                assert sign(mark(question, said)) == "-", (one, said)


def test_the_contrary_of_a_fuller_wording_spoils_the_bare_one() -> None:
    for thing, (good, bad) in itertools.product(
        ("pressure", "price", "volume"), (("rises", "falls"), ("increases", "decreases"))
    ):
        accept = (f"the {thing} {good}", thing)
        for texts in (accept, accept[::-1]):
            assert _sign(thing, *texts) == "+"
            assert _sign(f"the {thing} {bad}", *texts) == "-", bad


def test_what_does_not_fall_need_not_rise() -> None:
    for thing in ("price", "pressure", "volume", "mass"):
        assert _sign(f"the {thing} doesn't decrease", f"the {thing} increases") != "+"
        assert _sign(f"the {thing} doesn't fall but rises", f"the {thing} increases") == "+"


def test_a_hedge_or_a_denial_inside_an_idea_takes_it_back() -> None:
    question = explained(
        speed=("it makes training faster", "speeds up training"),
        memory=("it needs less memory", "saves memory"),
    )
    whole = "it makes training faster and saves memory"
    assert mark(question, whole).matched == ("speed", "memory")
    for said in (
        "it makes training faster or maybe slower and saves memory",
        "it speeds up or slows down training; saves memory",
        "it is wrong that it makes training faster, it saves memory",
        "I doubt that it speeds up training but it saves memory",
        "it saves memory, it does not make training faster",
    ):
        assert mark(question, said).matched == ("memory",), said


def test_an_item_inside_a_sentence_that_denies_it_is_not_named() -> None:
    items = ("sodium", "potassium", "calcium", "magnesium")
    frames = ("there is no {} in it", "{} is not one of them", "I would not say {}", "{}? no", "all but {}")
    for item, frame in itertools.product(items, frames):
        verdict = mark(listed(*items, need=2), frame.format(item))
        assert (verdict.mark, verdict.matched) == (Mark.WRONG, ()), frame.format(item)


def test_a_foreseen_miss_needs_all_its_words_and_never_beats_a_full_answer() -> None:
    question = question_of(
        {
            "ask": "?",
            "accept": ["it learns all by heart"],
            "reject": ["not enough training data", "a small model"],
        }
    )
    for miss in ("not enough training data", "a small model", "it is a small model"):
        assert mark(question, miss).reason is Reason.REJECTED
        assert mark(question, f"it learns all by heart, {miss}").mark is Mark.RIGHT, miss
    for half in ("training data", "a model", "small", "enough data"):
        assert mark(question, half).reason is not Reason.REJECTED


def test_a_contrary_is_told_only_of_what_was_nearly_all_said() -> None:
    key = "A column or set of columns that uniquely identifies each row"
    assert _sign("column that uniquely identifies each row", key) in "+?"
    law = "It established that even the king had to obey the law."
    assert mark(short(law), "king not above the law").reason not in (Reason.CONTRARY, Reason.NEGATED)
    for word, contrary in [("rises", "falls"), ("faster", "slower"), ("more", "less")]:
        verdict = mark(short(f"the pressure {word}"), f"the pressure {contrary}")
        assert verdict.reason is Reason.CONTRARY


def test_another_verb_that_breaks_is_not_making() -> None:
    for thing, verb in itertools.product(("proteins", "laws", "bonds", "glass"), ("break", "destroy")):
        assert _sign(f"they {verb} {thing}", f"They make {thing}.") == "-"
        assert _sign(f"they make {thing}", f"They make {thing}.") == "+"
