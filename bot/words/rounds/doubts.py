"""Answers to a round that I can't tell: the players say whether they count. Nobody is named for a "no"."""

from bot.app.replies import DoubtfulAnswer, RulingLate, RulingTaken, SeatRuled, WhetherItCounts
from bot.domain.rounds.round import Why
from bot.words.markup import lines, name, sentence, soft, strong
from bot.words.rounds.lobby import round_tap
from bot.words.spoken import Button
from bot.words.translator import Html, Translator

Rows = tuple[tuple[Button, ...], ...]

LONGEST = 120
"""Characters of an answer that is read out."""


def whether_it_counts(t: Translator, reply: WhetherItCounts) -> Html:
    """Each answer in doubt with who gave it, and what was decided."""
    asked = _asked(reply)
    decided = [_decided(t, one) for one in reply.answers if one not in asked]
    if len(asked) == 1:
        who, said = name(asked[0].name), _words(asked[0])
        return lines(t("Unsure: {name}, {said}. Does it count?", name=who, said=said), *decided)
    listed = [
        t("{n}. {name}, {said}", n=n, name=name(one.name), said=_words(one)) for n, one in enumerate(asked, 1)
    ]
    return lines(t("Unsure. Do these count?") if asked else Html(""), *listed, *decided)


def whether_choices(t: Translator, reply: WhetherItCounts) -> Rows:
    """Yes and no for each that is asked about."""
    asked = _asked(reply)
    labels = [(f"{n}. " if len(asked) > 1 else "", one) for n, one in enumerate(asked, 1)]
    return tuple(
        (
            round_tap(f"{before}{t.label('Yes')}", reply.round, f"yes-{one.action}"),
            round_tap(f"{before}{t.label('No')}", reply.round, f"no-{one.action}"),
        )
        for before, one in labels
    )


def ruling_taken(t: Translator, reply: RulingTaken) -> Html:
    """The notice of a tap."""
    return t("Noted: it counts.") if reply.counts else t("Noted: it doesn't count.")


def ruling_late(t: Translator, reply: RulingLate) -> Html:
    """The notice of a tap that decides nothing."""
    if reply.why is Why.OTHERS:
        return t("The others who play say whether it counts.")
    return t("That's settled. Once the round is over, its host can fix a mark.")


def seat_ruled(t: Translator, reply: SeatRuled) -> Html:
    """In private, to whoever gave the answer."""
    answer = strong(sentence(reply.question.answer), reply.question.marked)
    if reply.counts is None:
        return t(
            "I couldn't tell and nobody decided: it costs you nothing. My answer: {answer}", answer=answer
        )
    if reply.thought and reply.counts:
        return t("I think that's right, and it counts. Mine: {answer}", answer=answer)
    if reply.thought:
        return t("Not quite, I think. My answer: {answer}", answer=answer)
    if reply.counts:
        return t("Your answer counts. Mine: {answer}", answer=answer)
    return t("The others say yours isn't the same. My answer: {answer}", answer=answer)


def _asked(reply: WhetherItCounts) -> tuple[DoubtfulAnswer, ...]:
    return tuple(one for one in reply.answers if one.counts is None) if reply.open else ()


def _decided(t: Translator, one: DoubtfulAnswer) -> Html:
    if one.counts:
        return t("Counts: {name}, {said}.", name=name(one.name), said=_words(one))
    if one.counts is None:
        return t("Not decided: {said}.", said=_words(one))
    return t("Doesn't count: {said}.", said=_words(one))


def _words(one: DoubtfulAnswer) -> Html:
    return soft(one.said[:LONGEST] + (" …" if len(one.said) > LONGEST else ""))
