"""What was misheard once, by kinds: as the chat hears it, which looks beside the answer too."""

from bot.domain.intent import understand
from tests.marking.tables import lines, short, sign


def _heard(head: str, said: str) -> str:
    ask, _, accept = head[1:].partition("] ")
    understood = understand(short(accept, ask=ask), said)
    return "no answer" if understood.intent else sign(understood.verdict)


def test_nothing_right_is_refused_and_nothing_wrong_passes() -> None:
    found = [(want, _heard(head, said), head, said) for head, want, said in lines("misheard.txt")]
    assert len(found) > 100
    assert [case for case in found if case[0] == "+" and case[1] not in "+?"] == []
    assert [case for case in found if case[0] == "-" and case[1] in "+~"] == []
