"""Right words that say something else: turned round, of another thing, in another form, of another amount."""

import pytest

from tests.marking.tables import lines
from tests.marking.test_unseen import signs_of


@pytest.mark.parametrize(("file", "lang"), [("turned_round.txt", "en"), ("turned_round_de.txt", "de")])
def test_the_same_words_turned_round_are_not_right(file: str, lang: str) -> None:
    """Nothing right is refused either."""
    found = signs_of(list(lines(file)), lang)
    assert [case for want, got, case in found if want == "-" and got in "+~"] == []
    assert [case for want, got, case in found if want == "+" and got in "-~"] == []
