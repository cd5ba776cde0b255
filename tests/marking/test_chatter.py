"""Talk around an answer changes nothing; talk instead of one uses no try."""

import pytest

from bot.domain.marking import Mark, Reason, mark
from tests.marking.tables import asked, short

SUPERVISED = short("supervised learning", ask="Which kind of learning needs labels?")


@pytest.mark.parametrize(
    "said",
    [
        "i think it's supervised learning",
        "umm supervised learning?",
        "is it supervised learning",
        "supervised learning 🙂",
        "**supervised** learning",
        "_supervised learning_",
        "> supervised learning",
        "supervised learning!!!",
        '"supervised learning"',
        "well, supervised learning, i guess",
        "SUPERVISED LEARNING",
        "  supervised   learning  ",
        "supervised learning because somebody gave the labels",
        "not sure but supervised learning",
        "idk, supervised learning?",
        "the answer is supervised learning",
        "it must be supervised learning lol",
    ],
)
def test_talk_around_it(said: str) -> None:
    """Lead-ins, tails, emoji, markdown, a reason."""
    assert mark(SUPERVISED, said).mark is Mark.RIGHT


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", Reason.EMPTY),
        ("🙂", Reason.EMPTY),
        ("?!", Reason.EMPTY),
        ("…", Reason.EMPTY),
        ("→", Reason.EMPTY),
        ("idk", Reason.DONT_KNOW),
        ("i don't know", Reason.DONT_KNOW),
        ("no idea", Reason.DONT_KNOW),
        ("im not sure, skip", Reason.DONT_KNOW),
        ("I don’t know yet", Reason.DONT_KNOW),
        ("what does subset mean?", Reason.ASKED_BACK),
        ("can you explain that?", Reason.ASKED_BACK),
        ("next question please", Reason.CHATTER),
        ("thanks", Reason.CHATTER),
        ("this one is too hard for me", Reason.CHATTER),
    ],
)
def test_nothing_to_mark(said: str, reason: Reason) -> None:
    """Blank, idk, a question back, small talk."""
    verdict = mark(SUPERVISED, said)
    assert (verdict.mark, verdict.reason, verdict.credit) == (Mark.UNREADABLE, reason, 0.0)


@pytest.mark.parametrize("said", ["no", "help", "next"])
def test_an_accepted_answer_beats_small_talk(said: str) -> None:
    """A word of chatter may be the answer."""
    assert mark(short(said), said).passed


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("pytorch", Mark.RIGHT),
        ("it depends", Mark.RIGHT),
        ("i like keras most", Mark.RIGHT),
        ("none of them", Mark.RIGHT),
        ("idk", Mark.UNREADABLE),
        ("", Mark.UNREADABLE),
        ("a laptop", Mark.WRONG),
        ("set a random seed", Mark.WRONG),
    ],
)
def test_any_genuine_opinion_is_right(said: str, want: Mark) -> None:
    """No answer is the one miss."""
    assert asked("tools-06", said).mark is want


def test_a_quote_is_at_most_five_of_their_words() -> None:
    """As they typed them."""
    verdict = asked("fundamentals-01", "I believe it is The Number of hidden layers that the network has got")
    assert verdict.quote == "Number of hidden layers"


def test_a_foreseen_miss_brings_the_author_s_reason() -> None:
    """The reject's why."""
    verdict = asked("fundamentals-01", "how many hidden units it has")
    assert verdict.reason is Reason.REJECTED
    assert verdict.because.startswith("that is how wide")
