"""A question compiled for marking, and remembered."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.marking.comparing.asked import FORM, asked_keys
from bot.domain.marking.comparing.compared import Compared, compared_in, ends_in
from bot.domain.marking.comparing.coverage import Plain, plain_of
from bot.domain.marking.comparing.either_or import place_of, rivals_of
from bot.domain.marking.comparing.groups import groups_of, nevers_of, own_keys, topics_of
from bot.domain.marking.comparing.keys import key_of
from bot.domain.marking.comparing.references import Reference, make_reference, operators, references
from bot.domain.marking.kinds.notation.choices import Options, options_of
from bot.domain.marking.kinds.notation.question import Notation, notation_of
from bot.domain.marking.kinds.notation.wanted import unstopped
from bot.domain.marking.kinds.other_kind import in_words
from bot.domain.marking.kinds.shell import is_line
from bot.domain.marking.language.language import Language
from bot.domain.marking.language.lexicon import Lexicon, exact_text
from bot.domain.marking.reading.tokens import read
from bot.domain.marking.reading.vocabulary import Vocabulary, vocabulary
from bot.domain.question import (
    Choice,
    Command,
    Explain,
    Gaps,
    ListOf,
    Match,
    Number,
    Opinion,
    Order,
    Question,
    Select,
    Short,
)

MOST_COMPILED = 4096
"""Questions that stay compiled; past it the memory starts afresh."""

_TERM = 3
"""An accepted answer of so few words names a thing."""


class Foreseen(Struct, frozen=True):
    """Answers an author foresaw, with what is said to them."""

    references: tuple[Reference, ...]
    text: str


class CompiledQuestion(Struct, frozen=True):
    """Everything about one question that marking needs."""

    ends: Mapping[int, frozenset[int]]
    """Of pairs of contraries, what the question names."""
    texts: tuple[str, ...]
    """Accepted texts, the model answer first; notation without the full stop of a sentence."""
    accept: tuple[Reference, ...]
    rejects: tuple[Foreseen, ...]
    prompts: tuple[Foreseen, ...]
    groups: tuple[tuple[Reference, ...], ...]
    """Options, items, steps or ideas, each with all its wordings."""
    nevers: tuple[tuple[Reference, ...], ...]
    """For each idea, what contradicts it."""
    right: frozenset[str]
    """Exact forms that are right in full."""
    stands: frozenset[str]
    """Keys of answers that are right as they stand."""
    wrong: dict[str, str]
    """Exact forms that are rejected, with the reason told."""
    partly: dict[str, str]
    vocabulary: Vocabulary
    own: tuple[frozenset[str], ...]
    """For each idea, the keys that stand in no other idea of the question."""
    place: int
    """In "X or Y?", the place of the right one, 0 or 1; -1 in any other question."""
    compared: Compared | None
    """What a question asks of things, in "which is heavier?"."""
    yes_no: int
    """1 if the answer is yes, -1 if it is no, 0 for anything else."""
    notation: Notation | None
    """What of the accepted texts is notation, where signs, case, numerals and units count."""
    options: Options | None
    """The options of a choice as notation."""
    topics: dict[str, int]
    """Keys that say which idea is spoken of ("high-level: …; low-level: …")."""
    plain: tuple[Plain, ...]
    """Accepted answers as the second reader sees them, the model answer first."""
    misses: tuple[Plain, ...]
    """Foreseen misses as the second reader sees them."""
    asked: frozenset[str]
    """Keys of the words of the question."""
    in_words: bool
    """It is answered in words: a number or code is no answer to it."""

    @property
    def signs(self) -> bool:
        """True if signs alone may be an answer."""
        notation = self.notation is not None and self.notation.signs
        return notation or any(ref.operators for ref in self.accept)

    def right_keys(self) -> frozenset[str]:
        """Keys of the words of right answers and of their parts."""
        parts = (token.key for group in self.groups for ref in group for token in ref.tokens)
        return frozenset().union(*(one.keys for one in self.plain), parts)

    @property
    def is_line(self) -> bool:
        """True if a shell line is wanted."""
        return self.notation is not None and self.notation.wanted[0].line

    def without(self, spoilt: frozenset[str]) -> "CompiledQuestion":
        """The question without accepted texts that an answer is not, whatever its words."""
        accept = tuple(ref for ref in self.accept if ref.text not in spoilt)
        gone = {ref.exact for ref in self.accept if ref.text in spoilt} - {ref.exact for ref in accept}
        plain = tuple(one for one in self.plain if one.text not in spoilt)
        return replace(self, accept=accept, right=self.right - gone, plain=plain)


def compiled_question(question: Question, lexicon: Lexicon) -> CompiledQuestion:
    """The compiled question; remembered by id, and made anew when a question of that id reads otherwise."""
    kept = lexicon.compiled_questions.get(question.id)
    if kept is not None and (kept[0] is question or kept[0] == question):
        compiled: CompiledQuestion = kept[1]
        return compiled
    if len(lexicon.compiled_questions) >= MOST_COMPILED:
        lexicon.compiled_questions.clear()
    made = _compile(question, lexicon)
    lexicon.compiled_questions[question.id] = (question, made)
    return made


def _compile(written: Question, lexicon: Lexicon) -> CompiledQuestion:
    lang = lexicon.language
    question = _unstopped(written, lang)
    asked = asked_keys(question.ask, lang)
    groups = groups_of(question, lexicon, asked)
    nevers = nevers_of(question, lexicon)
    right_texts = _right_texts(question)
    of_parts = isinstance(question, ListOf | Order | Select | Match | Gaps)
    accept = () if of_parts else references(right_texts, lexicon, asked)
    notation = _notation(question, lexicon)
    refused = [(_in_plain_words(one.texts, notation), one.why) for one in question.reject]
    rejects = tuple(Foreseen(references(texts, lexicon, hedged=True), why) for texts, why in refused)
    prompts = tuple(Foreseen(references(one.texts, lexicon, asked), one.ask_for) for one in question.prompt)
    rivals = rivals_of(question, accept, lexicon)
    right = [*accept, *(ref for group in groups for ref in group)]
    others = [
        *rivals,
        *(ref for foreseen in (*rejects, *prompts) for ref in foreseen.references),
        *(ref for group in nevers for ref in group),
    ]
    return CompiledQuestion(
        ends=ends_in(question.ask, lexicon) if accept else {},
        texts=right_texts,
        accept=accept,
        rejects=rejects,
        asked=asked,
        prompts=prompts,
        groups=groups,
        nevers=nevers,
        right=frozenset(form for text in right_texts if FORM not in asked and (form := _form(text, lexicon))),
        stands=frozenset(key_of(text, question.lang) for text in question.exactly),
        wrong=_forms(refused, lexicon),
        partly=_forms(((one.texts, one.ask_for) for one in question.prompt), lexicon),
        vocabulary=replace(
            vocabulary(right, others, lexicon, asked),
            alternatives=frozenset(ref.tokens[0].key for ref in rivals if len(ref.tokens) == 1),
            named=frozenset(token.key for ref in accept if len(ref.tokens) <= _TERM for token in ref.tokens),
        ),
        own=own_keys(groups),
        place=place_of(question, accept, lexicon) if rivals else -1,
        compared=compared_in(question.ask, accept, rivals, lexicon),
        yes_no=_yes_no(question, accept, lexicon),
        notation=notation,
        options=options_of(question, lang) if isinstance(question, Choice) else None,
        topics=topics_of(groups) if isinstance(question, Explain | Command) else {},
        plain=_plain(right_texts, lexicon, asked),
        misses=_plain((text for texts, _ in refused for text in texts), lexicon, asked),
        in_words=_in_words(question, lang),
    )


def _unstopped(question: Question, lang: Language) -> Question:
    if question.as_kind or not isinstance(question, Short | Number | Command | Explain):
        return question
    accept = tuple(unstopped(text, lang) for text in question.accept)
    return replace(question, answer=unstopped(question.answer, lang), accept=accept)


def _in_words(question: Question, lang: Language) -> bool:
    if not isinstance(question, Short | Explain | ListOf | Command) or question.as_kind:
        return False
    items = question.items if isinstance(question, ListOf) else ()
    ideas = question.ideas if isinstance(question, Explain | Command) else ()
    parts = [text for item in items for text in (item.name, *item.texts)]
    parts += [text for idea in ideas for text in idea.texts]
    return in_words(question.ask, (question.answer, *question.accept), parts, lang)


def _plain(texts: Iterable[str], lexicon: Lexicon, asked: frozenset[str]) -> tuple[Plain, ...]:
    lang = lexicon.language
    return tuple(plain_of(read(text, lang).items, text, lang, asked) for text in texts if text.strip())


def _notation(question: Question, lexicon: Lexicon) -> Notation | None:
    plain = isinstance(question, Short | Number) or (
        isinstance(question, Command | Explain) and not question.ideas
    )
    return notation_of(question, lexicon.language) if plain else None


def _in_plain_words(texts: Sequence[str], notation: Notation | None) -> tuple[str, ...]:
    """The texts without the formulas that are compared by their signs."""
    return tuple(text for text in texts if notation is None or text not in notation.refused)


def _form(text: str, lexicon: Lexicon) -> str:
    """The exact form; empty for a text whose signs matter, for those are compared by sign."""
    if is_line(text):
        return ""
    return (
        ""
        if operators(text) and make_reference(text, lexicon).operators
        else exact_text(text, lexicon.language)
    )


def _yes_no(question: Question, accept: Sequence[Reference], lexicon: Lexicon) -> int:
    """1 or -1 where nothing but yes or no is accepted. *Right* is also a side of the road, unless such a word
    is in the question ("right or wrong", "is that correct?")."""
    lang = lexicon.language
    said = {ref.tokens[0].text for ref in accept if len(ref.tokens) == 1}
    if len(said) < len(accept) or not said:
        return 0
    asks = any(token.word.text in lang.yes | lang.no for token in read(question.ask, lang).items)
    if said <= lang.yes and (asks or said & _PLAIN_YES):
        return 1
    return -1 if said <= lang.no and (asks or said & _PLAIN_NO) else 0


_PLAIN_YES = frozenset(("yes", "true", "yep", "ja", "wahr", "stimmt"))
_PLAIN_NO = frozenset(("no", "false", "nein", "falsch", "nope"))


def _forms(foreseen: Iterable[tuple[Sequence[str], str]], lexicon: Lexicon) -> dict[str, str]:
    found: dict[str, str] = {}
    for texts, said in foreseen:
        for text in texts:
            form = _form(text, lexicon)
            if form:
                found.setdefault(form, said)
    return found


def _right_texts(question: Question) -> tuple[str, ...]:
    if isinstance(question, Opinion | Select | Match | Gaps):
        return question.accept
    return (question.answer, *question.accept)
