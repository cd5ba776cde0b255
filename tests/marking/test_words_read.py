"""Words as they are typed: slips, families, clippings, initials, names, in two languages."""

import itertools
from collections.abc import Iterator
from random import Random

import pytest

from bot.domain.marking import mark
from bot.domain.marking.language.language_file import language
from bot.domain.marking.language.lexicon import plain
from tests.marking.tables import short, sign

SMALL = {
    "en": ("without", "unless", "until", "because", "while", "never", "than", "when"),
    "de": ("nicht", "ohne", "kein", "weil", "weniger", "oder"),
}


def _sign(said: str, *accept: str, ask: str = "", lang: str = "en") -> str:
    return sign(mark(short(*accept, ask=ask, lang=lang), said, plain(lang)))


def _slips(word: str) -> Iterator[str]:
    for at in range(1, len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_swapped_letters_in_a_small_word_leave_it_that_word(lang: str) -> None:
    known = language(lang)
    for word in SMALL[lang]:
        for slip in _slips(word):
            if slip not in known.function_words and not known.is_word(slip):
                read = known.word(slip)
                assert (read.text, read.negation, read.stop) == (
                    known.word(word).text,
                    known.word(word).negation,
                    known.word(word).stop,
                ), slip


def test_a_denial_with_a_slip_denies() -> None:
    for thing, slip in itertools.product(("oxygen", "interest", "training", "rhyme"), _slips("without")):
        assert _sign(f"{slip} {thing}", f"without {thing}") == "+"
        assert _sign(f"{slip} {thing}", f"with {thing}") == "-"
    for thing, slip in itertools.product(("Sauerstoff", "Zinsen", "Training"), ("nciht", "nihct")):
        assert _sign(f"{slip} {thing}", thing, lang="de") == "-"


def test_a_swap_is_a_slip_even_where_an_ending_would_make_a_word_of_it() -> None:
    """*fats* with an -er is no word that anybody means."""
    known = language("en")
    for word in ("faster", "sample", "harder", "lighter", "darker", "binary", "slower", "larger", "carrier"):
        for slip in _slips(word):
            if not known.is_word(slip):
                assert _sign(slip, word) == "+", slip


def test_initials_that_spell_a_small_word_need_capitals() -> None:
    for name in ("World Health Organization", "United States", "Information Technology"):
        letters = "".join(word[0] for word in name.split())
        assert _sign(letters, name) == "+", letters
        assert _sign(letters.lower(), name) != "+", letters
    for name in ("mean squared error", "transmission control protocol"):
        assert _sign("".join(word[0] for word in name.split()), name) == "+"


def test_the_letters_are_spelled_out_word_by_word() -> None:
    for name in (
        "local area network",
        "hypertext markup language",
        "central processing unit",
        "gross domestic product",
    ):
        words = name.split()
        letters = "".join(word[0] for word in words).upper()
        asks = (f"What does {letters} stand for?", f"What is {letters} short for?")
        for left_out, ask in itertools.product(range(len(words)), asks):
            said = " ".join(words[:left_out] + words[left_out + 1 :])
            assert _sign(said, name, ask=ask) != "+", said
            assert _sign(f"a {name}", name, ask=ask) == "+"


def test_another_person_of_the_name_is_another_person() -> None:
    people = ("Mary Shelley", "Ivan Pavlov", "Alexander Fleming", "Charlotte Bronte", "Marie Curie")
    others = ("percy", "anna", "ian", "emily", "Pierre", "Percy")
    for person, other in itertools.product(people, others):
        last = person.split()[-1]
        assert (
            _sign(f"{other} {last if other[0].isupper() else last.lower()}", person, ask="Who was it?") != "+"
        )
        for said in (
            last,
            last.lower(),
            person.lower(),
            f"{person[:2].lower()} {last.lower()}",
            f"dr {last}",
        ):
            assert _sign(said, person, ask="Who was it?") == "+", said


def test_words_made_of_one_another_are_one() -> None:
    families = {
        "en": (
            "classify classification|multiply multiplication|mitosis mitotic|"
            "absorb absorption|convert conversion|"
            "photosynthesis photosynthetic|describe description|divide division|hydrolysis hydrolytic"
        ),
        "de": (
            "Sublimation sublimieren|Klassifikation klassifizieren|"
            "Kondensation kondensieren|"
            "Reduktion reduzieren|Multiplikation multiplizieren|Oxidation oxidieren"
        ),
    }
    for lang, lines in families.items():
        words = [line.split() for line in lines.split("|")]
        for one, other in words:
            assert _sign(one, other, lang=lang) == "+", one
            assert _sign(other, one, lang=lang) == "+", other
        for (one, _), (_, strange) in itertools.permutations(words, 2):
            assert _sign(strange, one, lang=lang) != "+", (strange, one)


def test_a_word_that_is_cut_short_is_that_word() -> None:
    clipped = [
        ("mgmt", "management"),
        ("info", "information"),
        ("dvlpmnt", "development"),
        ("config", "configuration"),
    ]
    for (part, full), frame in itertools.product(
        clipped, ("project {}", "{} system", "local {} office", "{}")
    ):
        assert _sign(frame.format(part), frame.format(full)) == "+", frame.format(part)
    assert _sign("w/o water", "without water") == "+"
    assert _sign("w/o water", "with water") == "-"


def test_unknown_words_of_the_list_pass_with_a_swap() -> None:
    """Words drawn from the language's list, long enough that a swap stays plain."""
    chance, known = Random(7), language("en")
    ranks = known.rarities
    long = sorted(word for word in ranks if 7 <= len(word) <= 12 and ranks.get(word, 0) in (2, 3))
    checked = 0
    for word in chance.sample(long, 300):
        slip = next((one for one in _slips(word) if not known.is_word(one)), "")
        if slip and known.word(slip).key != known.word(word).key:
            checked += 1
            assert _sign(slip, word) == "+", (slip, word)
    assert checked > 150
