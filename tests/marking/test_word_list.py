"""A WordList answers as a dict would."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marking.language.language_file import language
from bot.domain.marking.language.word_list import WordList

WORDS = st.text(st.sampled_from("abcß-'"), min_size=1, max_size=6)


@given(st.dictionaries(WORDS, st.integers(0, 9)), st.text(st.sampled_from("abcß-' 01\n"), max_size=8))
def test_it_answers_as_a_dict_does(words: dict[str, int], typed: str) -> None:
    held = WordList(words.items())
    assert {word: held.get(word, -1) for word in held} == words
    assert len(held) == len(words)
    assert (held.get(typed, 5), typed in held) == (words.get(typed, 5), typed in words)


def test_the_words_of_english_are_there_with_their_ranks() -> None:
    held = language("en").rarities
    assert [held.get(word, 5) for word in ("the", "learning", "overfitting", "qwzx", "")] == [0, 1, 5, 5, 5]
    assert len(held) == len(set(held)) > 40_000
