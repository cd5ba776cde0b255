"""What waits for a ruling, in groups: wordings of one normal form, then those that are alike."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from msgspec import Struct
from rapidfuzz.distance import OSA

from bot.app.events import PersonId
from bot.app.ports.authoring import KeptAnswer, WaitingAnswer, WaitingReport
from bot.domain.marking.comparing.keys import key_of
from bot.domain.marking.reading.normal import bare, clean
from bot.domain.question import DeckId, Question, QuestionId
from bot.domain.rulings import ON_REPORTS, Ruling

MOST_TEXTS = 12
"""Wordings that one ruling is about at most; the rest waits for the next."""
STRONG = 0.7
"""Who begins so many of their questions right, of all they have met, knows the subject."""
K_WORDS = 3
"""Words that nobody asked to have looked at are shown from so many people on."""
LEFT, SILENT = 0.5, 0.1
"""How much somebody says for a ruling who left an answer in doubt without a word, and who wrote it once and
said nothing for it, or themselves that it was not quite right; beside 1 of somebody who says that it was, or
writes it again though they were shown the answer. So what many got wrong in the same way is behind what a few
are sure of."""
_SLIP_FROM = 6
"""Letters from which on words that differ by one are taken for the same."""


@dataclass(slots=True, kw_only=True)
class AnswerGroup:
    """Wordings of one answer, and who gave them."""

    deck: DeckId
    question: QuestionId
    texts: list[str] = field(default_factory=list)
    """One spelling of each wording, the commonest first."""
    people: set[PersonId] = field(default_factory=set)
    claimed: set[PersonId] = field(default_factory=set)
    """Who said that it was right."""
    klass: int = 0
    """The class whose people they are; 0: anybody's."""
    left: set[PersonId] = field(default_factory=set)
    """Who went on without a word on it."""
    again: set[PersonId] = field(default_factory=set)
    """Who wrote it when they were asked another time, after they had been shown the answer."""
    wrote: set[PersonId] = field(default_factory=set)
    """Who wrote it, whether or not they said anything to it; of many the latest."""

    def sure(self) -> set[PersonId]:
        """Who says that it was right, or keeps to it and has not said that it was wrong."""
        return self.claimed | (self.again - self._against())

    def speaking_for_it(self) -> set[PersonId]:
        """Who has not said that it was wrong, beside those who wrote it once; all of these if nobody has said
        anything."""
        return self.sure() | self.left if self.people else self.wrote

    def evidence(self) -> float:
        """How much speaks for a ruling, in people who are sure."""
        sure = self.sure()
        others = (self.people | self.wrote) - sure - self.left
        return len(sure) + LEFT * len(self.left - sure) + SILENT * len(others)

    def _against(self) -> set[PersonId]:
        return self.people - self.claimed - self.left


class ReportGroup(Struct, frozen=True, kw_only=True):
    """Reports about one question for one reason."""

    deck: DeckId
    question: QuestionId
    reason: str
    texts: tuple[str, ...]
    """In their own words, newest first."""
    people: frozenset[PersonId]
    klass: int = 0

    def speaking_for_it(self) -> Set[PersonId]:
        """Everybody who reports it."""
        return self.people

    def evidence(self) -> float:
        """How much speaks for a ruling, in people."""
        return len(self.people)


def answer_groups(
    waiting: Iterable[WaitingAnswer],
    rulings: Mapping[QuestionId, Sequence[Ruling]],
    questions: Mapping[QuestionId, Question],
    klass: int = 0,
) -> list[AnswerGroup]:
    """Those that no ruling covers, of questions that are still there, in no order. Of a class (`klass`) the
    words that so many wrote that they are nobody's, and no others: its teacher knows its people."""
    by_key: dict[tuple[QuestionId, str], list[WaitingAnswer]] = {}
    ruled: dict[QuestionId, set[str]] = {}
    for one in waiting:
        question = questions.get(one.question)
        if question is None:
            continue
        if one.question not in ruled:
            texts = (text for ruling in rulings.get(one.question, ()) for text in ruling.texts)
            ruled[one.question] = {key_of(text, question.lang) for text in texts}
        key = key_of(one.said, question.lang)
        if key and key not in ruled[one.question]:
            by_key.setdefault((one.question, key), []).append(one)
    shown = [ones for ones in by_key.values() if _may_be_shown(ones, alone=not klass)]
    shown.sort(key=lambda ones: (-len({one.learner for one in ones}), ones[0].said))
    groups: list[AnswerGroup] = []
    for ones in shown:
        text = Counter(one.said.strip() for one in ones).most_common(1)[0][0]
        question = questions[ones[0].question]
        group = next((g for g in groups if _belongs(text, g, question)), None)
        if group is None:
            group = AnswerGroup(deck=ones[0].deck, question=ones[0].question, klass=klass)
            groups.append(group)
        group.texts.append(text)
        group.people |= {one.learner for one in ones if not one.silent}
        group.wrote |= {one.learner for one in ones if one.silent}
        group.claimed |= {one.learner for one in ones if one.claimed}
        group.left |= {one.learner for one in ones if not one.asked_for and not one.silent}
    return groups


def take_misses(group: AnswerGroup, misses: Iterable[tuple[str, KeptAnswer]], lang: str) -> None:
    """Who else wrote the wordings of a group, by the answers to its question that were not right, each with
    its key."""
    keys = {key_of(text, lang) for text in group.texts}
    asked: dict[PersonId, set[int]] = {}
    for key, one in misses:
        if key in keys:
            asked.setdefault(one.learner, set()).add(one.asked)
    group.wrote |= set(asked)
    group.again |= {person for person, ids in asked.items() if len(ids) > 1}


def _may_be_shown(ones: Sequence[WaitingAnswer], *, alone: bool) -> bool:
    """So many wrote it that it is nobody's; or somebody `alone` gave a word on it for the author to read."""
    asked_for = alone and any(one.asked_for for one in ones)
    return asked_for or len({one.learner for one in ones}) >= K_WORDS


def _belongs(text: str, group: AnswerGroup, question: Question) -> bool:
    return (
        group.question == question.id
        and len(group.texts) < MOST_TEXTS
        and alike(text, group.texts[0], question)
    )


def alike(one: str, other: str, question: Question) -> bool:
    """Whether two wordings say the same but for slips and words of the question: what one has beside the
    other is in the question or its answer, or one letter from a long word of the other. (A share of common
    words would take *not potassium* for *potassium*.)"""
    first, second = _words(one), _words(other)
    given = _words(f"{question.ask} {question.answer}")
    if not first & second and not all(_slip_of(word, second) for word in first):
        return False
    return all(
        word in given or _slip_of(word, theirs)
        for mine, theirs in ((first, second), (second, first))
        for word in mine - theirs
    )


def _words(text: str) -> set[str]:
    return {word for raw in clean(text).split() if (word := bare(raw.strip("().,;:!?\"'-")))}


def _slip_of(word: str, others: Iterable[str]) -> bool:
    """Of a figure there are no slips: 6.022e22 is another number than 6.022e23."""
    return (
        len(word) >= _SLIP_FROM
        and not any(sign.isdigit() for sign in word)
        and any(word[0] == other[0] and OSA.distance(word, other, score_cutoff=1) <= 1 for other in others)
    )


def report_groups(
    waiting: Iterable[WaitingReport],
    rulings: Mapping[QuestionId, Sequence[Ruling]],
    questions: Mapping[QuestionId, Question],
    klass: int = 0,
) -> list[ReportGroup]:
    """Those that came after the last word on their question, in no order. Of a class without their words, and
    of so many people alone that they are nobody's."""
    found: dict[tuple[QuestionId, str], list[WaitingReport]] = {}
    for one in waiting:
        last = (ruling for ruling in rulings.get(one.question, ()) if ruling.kind in ON_REPORTS)
        if one.question in questions and all(one.at > ruling.at for ruling in last):
            found.setdefault((one.question, one.reason), []).append(one)
    return [
        ReportGroup(
            deck=ones[0].deck,
            question=question,
            reason=reason,
            texts=() if klass else tuple(dict.fromkeys(one.said for one in ones if one.said)),
            people=frozenset(one.learner for one in ones),
            klass=klass,
        )
        for (question, reason), ones in found.items()
        if not klass or len({one.learner for one in ones}) >= K_WORDS
    ]


def ranked(
    groups: Iterable[AnswerGroup | ReportGroup], strengths: Mapping[PersonId, float]
) -> list[AnswerGroup | ReportGroup]:
    """What many and strong learners are behind goes first: by how much speaks for it, times the share of
    strong ones among those it comes from who are known; where nobody is, that is a half."""

    def weight(group: AnswerGroup | ReportGroup) -> tuple[float, str, str]:
        known = [strengths[person] for person in group.speaking_for_it() if person in strengths]
        strong = sum(1 for strength in known if strength >= STRONG)
        return -(group.evidence() * (strong + 1) / (len(known) + 2)), group.question, group.deck

    return sorted(groups, key=weight)
