"""Makes, from what an author accepts, what must not pass and what must.

The generator knows nothing of how the marker decides: it swaps words, puts signs on and off, changes
numbers and joins answers as a tester would. Seeded by the question's id: the same deck gives the same cases.
"""

from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct

from bot.domain.deck import Deck, Library
from bot.domain.marking.comparing.references import operators
from bot.domain.marking.kinds.shell import is_line
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon, answers_of, exact_text
from bot.domain.question import Choice, Command, Explain, ListOf, Number, Opinion, Order, Question, Short

_NEIGHBOURS = {a: b for a, b in zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioppsdfghjklkxcvbnmm", strict=True)}
_LONG = 8
"""Letters from which a word is long enough for a slip in a generated variant."""
_OTHERS = 3
"""So many answers to other questions are tried on each question."""


class Case(Struct, frozen=True, kw_only=True):
    """A generated answer to a question, and how it was made."""

    question: Question
    said: str
    made: str


def accepted(question: Question) -> tuple[str, ...]:
    """The texts of a question that are right by themselves, in plain words."""
    texts = [] if isinstance(question, Opinion | Order) else list(answers_of(question))
    if isinstance(question, ListOf) and question.need > 1:
        names = [item.name for item in question.items]
        texts = [
            ", ".join(names[start : start + question.need]) for start in range(0, len(names), question.need)
        ]
        texts = [text for text in texts if text.count(",") == question.need - 1]
    return tuple(dict.fromkeys(texts))


def contraries(deck: Deck, library: Library, lexicon: Lexicon) -> Iterator[Case]:
    """What must not pass, for every question of the deck."""
    others = [(other, text) for other in deck.questions() for text in accepted(other)[:1]]
    for question in deck.questions():
        if isinstance(question, Opinion):
            continue
        for said, made in _contraries_of(question, deck, lexicon):
            yield Case(question=question, said=said, made=made)
        for said in _foreign(question, others, lexicon.language):
            yield Case(question=question, said=said, made="the answer to another question")


def harmless(deck: Deck, lexicon: Lexicon) -> Iterator[Case]:
    """What must pass, for every question of the deck."""
    for question in deck.questions():
        chance = Random(str(question.id))
        for text in accepted(question)[:6]:
            for said, made in _variants(text, question, (chance, lexicon.language)):
                yield Case(question=question, said=said, made=made)


def _contraries_of(question: Question, deck: Deck, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    lang = lexicon.language
    right = {exact_text(text, lang) for text in answers_of(question)}
    for text in accepted(question)[:6]:
        made = [*_negated(text, question, lang), *_confused(text, deck), *_numbered(text)]
        for said, how in made:
            if exact_text(said, lang) not in right:
                yield said, how
    if isinstance(question, Choice):
        yield from _choices(question, lang)


def _negated(text: str, question: Question, lang: Language) -> Iterator[tuple[str, str]]:
    """A "not" before it, if the answer is short enough for that to be its contrary."""
    if (
        len(text.split()) > 6
        or _is_code(text)
        or isinstance(question, Explain)
        or any(
            token in lang.negations or token in lang.no or token in lang.yes
            for token in text.casefold().split()
        )
    ):
        return
    yield f"{_NOT.get(lang.code, 'not')} {text}", "denied"
    if lang.code == "en":
        yield f"it isn't {text}", "denied"
        yield f"anything but {text}", "denied"


_NOT = {"en": "not", "de": "nicht"}


def _confused(text: str, deck: Deck) -> Iterator[tuple[str, str]]:
    """Each confusable word swapped for each other of its group."""
    words = text.split()
    for group in deck.vocabulary.confusables:
        folded = [member.casefold() for member in group]
        for at, word in enumerate(words):
            bare = word.casefold().strip(".,;:()")
            if bare in folded and len(words) <= 6:
                for other in group:
                    if other.casefold() != bare and " " not in other:
                        yield " ".join([*words[:at], other, *words[at + 1 :]]), f"{bare} for {other}"


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """Each whole number one up, and ten times."""
    words = text.split()
    for at, word in enumerate(words):
        if word.isdecimal() and len(word) < 12 and not _is_code(text):
            for other in (int(word) + 1, int(word) * 10 + 3):
                yield " ".join([*words[:at], str(other), *words[at + 1 :]]), "another number"


def _choices(question: Choice, lang: Language) -> Iterator[tuple[str, str]]:
    """The other options in all their words, and two options together."""
    right = question.options[question.right]
    for index, option in enumerate(question.options):
        if index == question.right:
            continue
        yield chr(ord("a") + index), "another letter"
        yield f"{chr(ord('A') + index)})", "another letter"
        for text in (option.text, *option.texts):
            yield text, "another option"
        word = "oder" if lang.code == "de" else "or"
        yield f"{right.text} {word} {option.text}", "two options"
        yield f"{option.text} {word} {right.text}", "two options"


def _foreign(question: Question, others: Sequence[tuple[Question, str]], lang: Language) -> Iterator[str]:
    """Answers to other questions, unless the two share an accepted answer."""
    chance = Random(f"others of {question.id}")
    mine = {exact_text(text, lang) for text in answers_of(question)}
    if isinstance(question, ListOf):
        mine |= {exact_text(text, lang) for item in question.items for text in (item.name, *item.texts)}
    strange = [
        text
        for other, text in others
        if other.id != question.id and not mine & {exact_text(one, lang) for one in answers_of(other)}
    ]
    yield from chance.sample(strange, min(_OTHERS, len(strange)))


def _variants(text: str, question: Question, context: tuple[Random, Language]) -> Iterator[tuple[str, str]]:
    _chance, lang = context
    yield text.upper() if not _is_code(text) else text, "capitals"
    yield f"{text}!!", "punctuation"
    yield f"{text} 🙂", "emoji"
    if _is_code(text):
        yield f"`{text}`", "code marks"
        return
    yield f"**{text}**", "markdown"
    yield f"  {text.lower()} . ", "spaces"
    if lang.code == "en":
        yield f"i think it's {text}", "lead-in"
        yield f"umm, {text}?", "lead-in"
        yield f"{text}, i think", "polite tail"
    if lang.code == "de":
        yield f"ich glaube {text}", "lead-in"
        yield f"das ist {text}", "lead-in"
    yield from _spelled(text, question, context)


def _spelled(text: str, question: Question, context: tuple[Random, Language]) -> Iterator[tuple[str, str]]:
    """One slip in a long word; American spelling; a list in another order."""
    chance, lang = context
    words = text.split()
    long = [
        at for at, word in enumerate(words) if len(word) >= _LONG and word.isalpha() and not word.isupper()
    ]
    if long:
        at = chance.choice(long)
        for slip, how in _slips(words[at], chance):
            if not lang.is_word(slip.casefold()):
                yield " ".join([*words[:at], slip, *words[at + 1 :]]), how
    american = " ".join(_american(word) for word in words) if lang.code == "en" else text
    if american != text:
        yield american, "American spelling"
    if isinstance(question, ListOf) and question.need > 1:
        yield "\n".join(reversed(text.split(", "))), "another order"


def _american(word: str) -> str:
    for old, new in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")):
        if word.endswith(old) and len(word) >= 8:
            return word[: -len(old)] + new
    return word


def _slips(word: str, chance: Random) -> Iterator[tuple[str, str]]:
    """A swap, a drop, a double, a neighbouring key; never of the first letter."""
    at = chance.randrange(2, len(word) - 2)
    if word[at] != word[at + 1]:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :], "swapped letters"
    yield word[:at] + word[at + 1 :], "dropped letter"
    yield word[:at] + word[at] + word[at:], "doubled letter"
    near = _NEIGHBOURS.get(word[at].casefold(), word[at])
    yield word[:at] + near + word[at + 1 :], "neighbouring key"


def _is_code(text: str) -> bool:
    return is_line(text) or bool(operators(text)) or "_" in text or "()" in text or "." in text.strip(".")


__all__ = ["Case", "Command", "Number", "Short", "accepted", "contraries", "harmless"]
