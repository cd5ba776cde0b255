"""Whatever an author writes fits one message."""

from bot.decks import texts


def test_the_longest_message_fits() -> None:
    """A miss that closes a question, with the answer, the why, and the next question below."""
    letter = len("A) \n")
    question = texts.ASK + max(
        texts.STEPS * (texts.OPTION + letter),
        texts.OPTIONS * (texts.OPTION + letter),
        texts.PAIRS * 2 * (texts.PAIR + letter),
    )
    closing = texts.REASON + texts.ANSWER + texts.WHY

    assert question + closing + texts.FRAME <= texts.MESSAGE


def test_an_option_fits_a_poll() -> None:
    assert texts.OPTION <= 100
    assert texts.OPTIONS <= 12


def test_length_is_counted_in_utf_16() -> None:
    assert texts.units("añ🧠") == 4
