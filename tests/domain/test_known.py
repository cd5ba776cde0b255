"""What is known in columns is what the cards say."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.known import Known
from bot.domain.memory import Card, Memory
from bot.domain.question import QuestionId

TODAY = date(2026, 3, 2)
DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def cards(draw: st.DrawFn) -> Card:
    first, last, due = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    return Card(
        stability=draw(st.floats(0.1, 900)),
        difficulty=5.0,
        due_on=due,
        first_on=first,
        last_at=datetime.combine(last, time(9), UTC),
        last_on=last,
        reps=1,
        lapses=0,
    )


NAMES = st.sampled_from([QuestionId(name) for name in "abcdefgh"])
DECKS = st.dictionaries(NAMES, cards())


def due_day(card: Card, exam: date | None) -> date:
    """By the rule: with an exam ahead no interval is longer than half the way there, or than a day."""
    if exam is None or card.last_on >= exam:
        return card.due_on
    return min(card.due_on, card.last_on + max(timedelta(days=1), timedelta((exam - card.last_on).days // 2)))


@given(DECKS, st.lists(st.tuples(NAMES, st.none() | cards())), DAYS, st.none() | DAYS)
def test_columns_say_what_the_cards_say(
    had: dict[QuestionId, Card],
    learned: list[tuple[QuestionId, Card | None]],
    day: date,
    exam: date | None,
) -> None:
    known, now, opinions = Known.of(had), dict(had), set()
    for id, card in learned:
        known.learned(id, card)
        if card is None:
            opinions.add(id)
        else:
            now[id] = card

    assert dict(known) == {id: Memory(c.stability, c.difficulty, c.last_at) for id, c in now.items()}
    assert {id for id in "abcdefgh" if known.met(QuestionId(id))} == now.keys() | opinions
    assert known.count == len(now.keys() | opinions)
    assert {id: known.due_day(id, exam) for id in known} == {id: due_day(c, exam) for id, c in now.items()}
    assert {id: known.last_on(id) for id in known} == {id: c.last_on for id, c in now.items()}
    assert known.due(day, exam) == {id for id, c in now.items() if due_day(c, exam) <= day}
    ahead = [max(0, (due_day(c, exam) - day).days) for c in now.values()]
    assert known.due_ahead(known, day, exam, 9) == tuple(ahead.count(n) for n in range(9))
    assert known.first_met_on(day) == sum(c.first_on == day for c in now.values())
    assert known.repeated_on(day) == sum(c.last_on == day > c.first_on for c in now.values())


@given(DECKS, st.lists(NAMES))
def test_what_is_asked_for_together_is_fetched_once(
    had: dict[QuestionId, Card], ids: list[QuestionId]
) -> None:
    fetched: list[QuestionId] = []

    def fetch(missing: object) -> dict[QuestionId, Memory]:
        assert isinstance(missing, list)
        fetched.extend(missing)
        return {id: Memory(had[id].stability, 5.0, had[id].last_at) for id in missing}

    whole = Known.of(had)
    known = Known(whole, whole.days, fetch)
    known.fetch(dict.fromkeys(ids))
    assert {id: known[id] for id in ids if id in known} == {id: whole[id] for id in ids if id in had}
    assert sorted(fetched) == sorted(had.keys() & set(ids))
