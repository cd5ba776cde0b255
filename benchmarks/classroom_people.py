"""Simulated learners of a class: what they know, what they believe, and what they say.

Somebody who knows an answer has one wording of their own for it; somebody who doesn't has a belief of their
own, or none. Whoever believes in what they said may tap *I was right*, true or not: people who hold a common
mistake are nearly as sure as those who are right, and they are more.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.classroom_course import Truth
from benchmarks.minds import Mind
from bot.domain.memory import Rating
from bot.domain.question import Question, QuestionId

EASE, ABILITY = (1.1, 1.0), 0.8
"""Mean and spread of how easy questions are at first sight, and the spread of learners, in logits: three in
four first answers are known, as in `benchmarks.minds`, of the hardest questions one in four."""
OFTEN = (0.15, 0.75)
"""On how large a share of the days learners come."""
BOLD = (0.01, 0.25)
"""How readily people say that they were right, if they are sure: most hardly ever, some often."""
SURE_OF_A_BELIEF = 0.7
"""How sure somebody is of a mistake, beside somebody who is right."""
NO_IDEA, GUESSED = 0.3, 0.25
"""Of those who don't know: who says so, and who guesses something that belongs to another question."""
ANOTHER_TRY = 0.5
TAKES_HINT = 0.06
TRUSTS_KEY = 0.5
"""How often somebody believes the answer that is shown, where it is not what they know."""
SAME_AFTER_ALL = 0.15
"""How often somebody says that a wrong answer was the same as the one that is shown."""
WITHOUT_WORD = 0.15
"""How often somebody says neither."""
REPORTS = (0.02, 0.002)
"""How often somebody taps *Something's wrong here*: who knows better, anybody."""
SLIP_OF_PEN = 0.04


@dataclass(slots=True, kw_only=True)
class Student:
    """One of them."""

    id: int
    course: Mapping[str, Truth]
    mind: Mind
    chance: Random
    often: float
    bold: float
    trusted: dict[str, str] = field(default_factory=dict)
    """Answers that were shown, and are believed since, instead of what is true."""
    _wording: dict[str, str] = field(default_factory=dict)

    def comes(self) -> bool:
        """Whether they learn on this day."""
        return self.chance.random() < self.often

    def knows(self, question: str, day: int) -> bool:
        """Whether they know the answer now; being asked changes their memory."""
        return self.mind.answer(QuestionId(question), day) is not Rating.AGAIN

    def says(self, question: str, *, knows: bool) -> str | None:
        """What they answer; None: they have no idea."""
        truth = self.course[question]
        if question in self.trusted and knows:
            return self.trusted[question]
        if knows:
            return self._penned(self._own(question, truth.rights))
        if self.chance.random() < NO_IDEA:
            return None
        if self.chance.random() < GUESSED:
            return self.chance.choice([one.rights[0] for one in self.course.values()])
        return self._penned(self._own(f"{question} missed", truth.misses))

    def another(self, question: str, said: str) -> str | None:
        """Another wording of what is right, if they have one to hand."""
        others = [text for text in self.course[question].rights if text != said]
        return self.chance.choice(others) if others and self.chance.random() < ANOTHER_TRY else None

    def shown(self, question: str, answer: str, *, knows: bool) -> None:
        """The answer is shown; who knew something else may believe it from now on."""
        if knows and answer not in self.course[question].rights and self.chance.random() < TRUSTS_KEY:
            self.trusted[question] = answer

    def insists(self, *, knows: bool) -> bool:
        """Whether they say that they were right, though it was not counted."""
        return self.chance.random() < self.bold * (1.0 if knows else SURE_OF_A_BELIEF)

    def reports(self, *, knows: bool) -> bool:
        """Whether they say that something is wrong with the question."""
        return self.chance.random() < REPORTS[0 if knows else 1]

    def compares(self, *, knows: bool) -> str | None:
        """*same* or *other*, beside the answer that is shown; None: they go on without a word."""
        if self.chance.random() < WITHOUT_WORD:
            return None
        return "same" if knows or self.chance.random() < SAME_AFTER_ALL else "other"

    def _own(self, key: str, texts: Sequence[str]) -> str:
        """The commoner ones come first; whoever says one says it again."""
        if key not in self._wording:
            weights = [1 / (place + 1) for place in range(len(texts))]
            self._wording[key] = self.chance.choices(texts, weights)[0]
        return self._wording[key]

    def _penned(self, text: str) -> str:
        if len(text) < 6 or self.chance.random() >= SLIP_OF_PEN:
            return text
        place = self.chance.randrange(1, len(text) - 2)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def students(
    number: int, seed: int, course: Mapping[str, Truth], deck: Sequence[Question]
) -> Sequence[Student]:
    """So many of them."""
    chance = Random(f"class {seed}")
    ease = {id: chance.gauss(*EASE) for id in course}
    found = []
    for place in range(number):
        ability = chance.gauss(0, ABILITY)
        first = {QuestionId(id): 1 / (1 + math.exp(-ability - ease[id])) for id in course}
        found.append(
            Student(
                id=1_000 + place,
                course=course,
                mind=Mind(seed * 100_000 + place, deck, first),
                chance=Random(f"student {seed} {place}"),
                often=chance.uniform(*OFTEN),
                bold=BOLD[0] + (BOLD[1] - BOLD[0]) * chance.random() ** 3,
            )
        )
    return found
