"""Answers of several parts: several right options, pairs, gaps. Partly right is told part by part."""

from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decks.build import Place, build
from bot.decks.forms import read_form
from bot.decks.model import QuestionForm
from bot.domain.intent import listen
from bot.domain.marking import Mark, Reason, mark
from bot.domain.question import Choice, DeckId, Gaps, Match, Question, Select, TopicId

PLACE = Place(deck=DeckId("parts"), topic=TopicId("parts"), lang="en")


def made(**keys: Any) -> Question:
    """The question an author's keys make."""
    form = read_form(QuestionForm, {"id": "one", "ask": "Which?", **keys})
    assert not isinstance(form, list), form
    built = build(form, PLACE)
    assert not isinstance(built, list), built
    return built


METALS = made(
    options=["sodium", {"text": "chlorine", "why": "it is a gas."}, "iron", "neon"],
    answers=["sodium", "iron"],
)
FLAMES = made(pairs=[["Na", "yellow", "golden"], ["K", "lilac"], ["Cu", "green"]])
PARIS = made(ask="{{1}} lies on the {{2}}.", gaps=[["Paris"], ["Seine", "the Seine"]])
assert isinstance(METALS, Select)
assert isinstance(FLAMES, Match)
assert isinstance(PARIS, Gaps)
PAIRS = FLAMES.pairs
LETTERS = {text: "ABC"[place] for place, text in enumerate(FLAMES.shown)}


@pytest.mark.parametrize(
    "said",
    [
        *("A and C", "ac", "AC", "a, c", "C A", "1,3", "13", "1 and 3", "3 1", "a) sodium c) iron"),
        *("sodium, iron", "Iron and sodium", "sodium & iron", "sodum, iron", "sodium\niron", "A, iron"),
        *("all but B and D", "everything except chlorine and neon", "A, not B, C", "option A and option C"),
    ],
)
def test_all_right_options_in_any_spelling(said: str) -> None:
    """Letters, numbers, words, with or without slips, or what is left out."""
    assert mark(METALS, said).passed


@pytest.mark.parametrize(
    ("said", "verdict", "reason", "matched", "strange"),
    [
        ("A", Mark.PARTIAL, Reason.ITEMS_MISSING, ("sodium",), ""),
        ("iron", Mark.PARTIAL, Reason.ITEMS_MISSING, ("iron",), ""),
        ("A B C", Mark.PARTIAL, Reason.EXTRA_ITEMS, ("sodium", "iron"), "chlorine"),
        ("A, B", Mark.PARTIAL, Reason.EXTRA_ITEMS, ("sodium",), "chlorine"),
        ("B", Mark.WRONG, Reason.OTHER_OPTION, (), ""),
        ("A B D", Mark.WRONG, Reason.OTHER_OPTION, (), ""),
        ("all of them", Mark.WRONG, Reason.STUFFED, (), ""),
        ("banana", Mark.WRONG, Reason.UNRELATED, (), ""),
        ("idk", Mark.UNREADABLE, Reason.DONT_KNOW, (), ""),
    ],
)
def test_what_is_missing_or_too_much(
    said: str, verdict: Mark, reason: Reason, matched: tuple[str, ...], strange: str
) -> None:
    """Options that are right stay, one that is not is named with the author's reason."""
    found = mark(METALS, said)
    assert (found.mark, found.reason, found.matched, found.strange) == (verdict, reason, matched, strange)
    assert found.because == ("it is a gas." if reason in (Reason.EXTRA_ITEMS, Reason.OTHER_OPTION) else "")


SIGNS = [["=", "==", "!="], ["true", "True", "TRUE"], ["{2}", "[2]", "(2)"], ["a+", "a-", "A+"], ["x", "X"]]
SIGNS += [["{}", "set()", "[]"], ["?", "!", "."]]


@pytest.mark.parametrize("options", SIGNS)
def test_options_may_differ_in_a_sign_alone(options: list[str]) -> None:
    """Each is chosen as it is written, or by its letter, in a choice and among several."""
    for place, right in enumerate(options):
        choice = made(options=options, answer=right)
        several = made(options=options, answers=options[: place + 1])
        assert isinstance(choice, Choice)
        assert [text for text in options if mark(choice, text).passed] == [right]
        assert [letter for letter in "ABC"[: len(options)] if mark(choice, letter).passed] == ["ABC"[place]]
        assert mark(several, ", ".join(options[: place + 1])).passed == (place + 1 > 0)


TOOLS = made(options=["tyre levers", "chain whip", "pump", "spoke key"], answers=["tyre levers", "pump"])


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("a pump", Mark.PARTIAL),
        ("A pump and tyre levers", Mark.RIGHT),
        ("a spoke key", Mark.WRONG),
        ("a, pump", Mark.RIGHT),
        ("a c", Mark.RIGHT),
        ("a", Mark.PARTIAL),
    ],
)
def test_an_article_is_no_letter(said: str, verdict: Mark) -> None:
    """`a pump` is one option, and `a, pump` are two."""
    assert mark(TOOLS, said).mark is verdict


def _pairs_said() -> list[str]:
    words = [f"{pair.left} {pair.right}" for pair in PAIRS]
    signs = [f"{n}{LETTERS[pair.right]}" for n, pair in enumerate(PAIRS, 1)]
    return [
        *(", ".join(words), "\n".join(words), "; ".join(words[::-1])),
        *(" ".join(signs), " ".join(signs[::-1]), "".join(signs).lower()),
        ", ".join(f"{n}) {pair.right}" for n, pair in enumerate(PAIRS, 1)),
        ", ".join(f"{pair.left} = {LETTERS[pair.right]}" for pair in PAIRS),
        ", ".join(f"{pair.right} is {pair.left}" for pair in PAIRS),
        *("yellow, lilac, green", "Na golden, K lilac, Cu green", "Na yelow, K lilac, Cu green"),
        "".join(LETTERS[pair.right] for pair in PAIRS),
    ]


@pytest.mark.parametrize("said", _pairs_said())
def test_all_pairs_in_any_spelling(said: str) -> None:
    """Words, numbers and letters, in any order, from either side."""
    assert mark(FLAMES, said).passed


@pytest.mark.parametrize(
    ("said", "verdict", "matched", "strange"),
    [
        ("Na yellow", Mark.PARTIAL, ("Na",), ""),
        ("Na lilac, K yellow, Cu green", Mark.PARTIAL, ("Cu",), "Na – lilac"),
        ("Na blue, K lilac, Cu green", Mark.PARTIAL, ("K", "Cu"), "Na – blue"),
        ("Na lilac, K green, Cu yellow", Mark.WRONG, (), ""),
        ("Na lilac", Mark.WRONG, (), ""),
        ("hmm what", Mark.WRONG, (), ""),
    ],
)
def test_pairs_one_by_one(said: str, verdict: Mark, matched: tuple[str, ...], strange: str) -> None:
    found = mark(FLAMES, said)
    assert (found.mark, found.matched, found.strange) == (verdict, matched, strange)


BREADS = made(
    pairs=[
        ["ciabatta", "Italy"],
        ["naan", "India", "South Asia"],
        ["pumpernickel", "Germany"],
        ["challah", "Israel"],
    ]
)


@pytest.mark.parametrize(
    ("said", "verdict", "reason", "matched"),
    [
        ("ciabatta: Italy, naan: India, pumpernikel: Germany, challah: Israel", Mark.ALMOST, Reason.SLIP, 4),
        ("ciabatta Italy, naan India, pumpernickle Germany, challah Israel", Mark.ALMOST, Reason.SLIP, 4),
        (
            "ciabbatta: Italy, naan: India, pumpernickel: Germany, challah: Israel",
            Mark.ALMOST,
            Reason.SLIP,
            4,
        ),
        (
            "ciabata - Italy, naan - India, pumpernikel - Germany, chalah - Israel",
            Mark.ALMOST,
            Reason.SLIP,
            4,
        ),
        ("pumpernikel Germany", Mark.PARTIAL, Reason.ITEMS_MISSING, 1),
        ("pumpernikel Italy", Mark.WRONG, Reason.UNRELATED, 0),
        ("baguette Germany", Mark.WRONG, Reason.UNRELATED, 0),
        ("only know that naan is from India", Mark.PARTIAL, Reason.ITEMS_MISSING, 1),
        ("i think naan India", Mark.PARTIAL, Reason.ITEMS_MISSING, 1),
        ("i don't think naan is from India", Mark.WRONG, Reason.UNRELATED, 0),
        ("I think naan is from Italy", Mark.WRONG, Reason.UNRELATED, 0),
        ("I think neither naan nor ciabatta is from India", Mark.WRONG, Reason.UNRELATED, 0),
        ("ciabatta is italian, naan is french, challah is jewish", Mark.WRONG, Reason.UNRELATED, 0),
        ("ciabatta from India, naan from Italy", Mark.WRONG, Reason.SWAPPED, 0),
        ("ciabatta India, naan Italy", Mark.WRONG, Reason.SWAPPED, 0),
        ("ciabatta South Asia, naan from France, challah Spain", Mark.WRONG, Reason.UNRELATED, 0),
    ],
)
def test_sides_with_slips_and_sides_that_changed_places(
    said: str, verdict: Mark, reason: Reason, matched: int
) -> None:
    """A slip is let pass where it means one left side alone; swapped is what is another one's."""
    found = mark(BREADS, said)
    assert (found.mark, found.reason, len(found.matched)) == (verdict, reason, matched)


def test_a_side_may_have_a_with_in_it() -> None:
    valves = made(pairs=[["Presta", "thin, with a nut"], ["Dunlop", "with a ring nut", "ring"]])
    assert mark(valves, "Presta thin with a nut, Dunlop with a ring nut").passed
    assert mark(valves, "Dunlop goes with ring, Presta goes with thin, with a nut").passed


def test_a_slip_that_may_mean_two_left_sides_means_none() -> None:
    twins = made(pairs=[["nitrate", "NO3"], ["nitrite", "NO2"], ["sulphate", "SO4"]])
    assert not mark(twins, "nitrote NO3").matched


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Paris, Seine",
            "Paris; the Seine",
            "Paris\nSeine",
            "Paris Seine",
            "paris and the sein",
            "Paris/Seine",
        ),
        *(
            "1: Paris 2: Seine",
            "2) Seine, 1) Paris",
            "(1) Paris (2) the Seine",
            "1 Paris 2 the Seine",
            "Paris lies on the Seine.",
        ),
    ],
)
def test_all_gaps_in_any_spelling(said: str) -> None:
    """In order, numbered, or as the sentence."""
    assert mark(PARIS, said).passed


@pytest.mark.parametrize(
    ("said", "verdict", "matched", "strange"),
    [
        ("Paris", Mark.PARTIAL, ("1",), ""),
        ("the Seine", Mark.PARTIAL, ("2",), ""),
        ("Paris, Rhine", Mark.PARTIAL, ("1",), "Rhine"),
        ("Seine, Paris", Mark.WRONG, (), ""),
        ("London, Rhine", Mark.WRONG, (), ""),
    ],
)
def test_gaps_one_by_one(said: str, verdict: Mark, matched: tuple[str, ...], strange: str) -> None:
    found = mark(PARIS, said)
    assert (found.mark, found.matched, found.strange) == (verdict, matched, strange)


RIVERS = made(ask="Rivers feed on {{1}} and carry {{2}} and mud.", gaps=[["rain"], ["sand"]])


@pytest.mark.parametrize(
    "said",
    [
        "Rivers feed on rain and carry sand and mud",
        "Rivers feed on rain and carry sand and mud.",
        "rivers feed on rain and carry sand and mud!",
    ],
)
def test_the_whole_sentence_needs_no_full_stop(said: str) -> None:
    assert mark(RIVERS, said).passed


YEAST = made(
    ask="Yeast feeds on {{1}} and gives off {{2}} and alcohol.",
    gaps=[["sugar", "carbohydrates"], ["carbon dioxide", "CO2"]],
    reject=[{"texts": ["sugar, oxygen", "oxygen"], "why": "it breathes that in."}],
    prompt=[{"texts": ["a gas", "sugar and a gas"], "ask_for": "Which gas?"}],
)


@pytest.mark.parametrize(
    ("said", "verdict", "reason", "told"),
    [
        ("sugar, oxygen", Mark.WRONG, Reason.REJECTED, "it breathes that in."),
        ("oxygen", Mark.WRONG, Reason.REJECTED, "it breathes that in."),
        ("a gas", Mark.PARTIAL, Reason.VAGUE, "Which gas?"),
        ("sugar and a gas", Mark.PARTIAL, Reason.VAGUE, "Which gas?"),
        ("carbon dioxide and sugar", Mark.WRONG, Reason.SWAPPED, ""),
        ("CO2, carbohydrates", Mark.WRONG, Reason.SWAPPED, ""),
    ],
)
def test_words_for_several_gaps_that_were_foreseen(
    said: str, verdict: Mark, reason: Reason, told: str
) -> None:
    """As a whole, word for word; fillers at each other's place are swapped, and in no doubt."""
    found = mark(YEAST, said)
    assert (found.mark, found.reason, found.because or "".join(found.missing)) == (verdict, reason, told)


@pytest.mark.parametrize(
    ("question", "have", "said"),
    [
        (METALS, ("sodium",), "C"),
        (METALS, ("sodium",), "A and C"),
        (FLAMES, ("Na", "Cu"), "lilac"),
        (FLAMES, ("Na",), "K lilac, Cu green"),
        (PARIS, ("1",), "Seine"),
        (PARIS, ("2",), "Paris"),
        (PARIS, ("2",), "Paris, Seine"),
    ],
)
def test_a_part_completes_what_was_right_before(question: Question, have: tuple[str, ...], said: str) -> None:
    assert mark(question, said, have=have).passed


def test_words_that_fill_a_gap_are_answers_whatever_they_look_like() -> None:
    """*thanks* and *idk* are talk elsewhere."""
    question = made(ask="Danke means ___.", gaps=[["thanks"]])
    assert mark(question, "thanks").passed


PIECES = st.sampled_from(
    ["A", "b", "1", "2", "Na", "K", "yellow", "Paris", "Seine", ",", ";", "\n", "not", "all but"]
)


@given(said=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join)))
def test_anything_is_marked_and_always_alike(said: str) -> None:
    for question in (METALS, FLAMES, PARIS):
        verdict = mark(question, said)
        assert verdict == mark(question, said)
        assert 0 <= verdict.credit <= 1
        assert verdict.passed == (verdict.credit == 1.0 and verdict.mark in (Mark.RIGHT, Mark.ALMOST))


_WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=9), min_size=3, max_size=8, unique=True
)


def _named(words: list[str], place: int, way: str) -> str:
    return {"letter": "ABCDEFGH"[place], "number": str(place + 1), "word": words[place]}[way]


@given(words=_WORDS, data=st.data())
def test_all_right_parts_are_right_in_any_order(words: list[str], data: st.DataObject) -> None:
    """Options by letter, number and word; pairs by word and by number with letter."""
    count = data.draw(st.integers(1, len(words)))
    select = made(options=words, answers=words[:count])
    assert isinstance(select, Select)
    order = data.draw(st.permutations(range(count)))
    for sign, way in product((", ", " ", "; "), ("letter", "number", "word")):
        assert listen(select, sign.join(_named(words, n, way) for n in order)).passed, (sign, way)
    match = made(pairs=[[f"left {word}", word] for word in words])
    assert isinstance(match, Match)
    chance = Random(0)
    pairs = list(enumerate(match.pairs, 1))
    chance.shuffle(pairs)
    assert mark(match, ", ".join(f"{pair.left} – {pair.right}" for _, pair in pairs)).passed
    assert mark(
        match, " ".join(f"{n}{'ABCDEFGH'[match.shown.index(pair.right)]}" for n, pair in pairs)
    ).passed
