"""Why an answer is right, and where that can be read up."""

from bot.domain.question import Question
from bot.words.markup import folding, lines, plain, sentence
from bot.words.translator import Html, Translator

FOLD_FROM = 240
"""A reason longer than this (in characters) is folded after a miss."""


def why_folded(t: Translator, question: Question) -> Html:
    """The reason, which opens at a tap; nothing where there is none."""
    return folding(_reason(t, question, question.why))


def why_of(t: Translator, question: Question) -> Html:
    """The reason, folded if it is long."""
    reason = _reason(t, question, question.why)
    return folding(reason) if len(question.why) > FOLD_FROM else reason


def why_said(t: Translator, question: Question) -> Html:
    """The reason as a sentence; nothing where there is none."""
    if not question.why:
        return Html("")
    return _reason(t, question, sentence(question.why))


def source_of(t: Translator, question: Question) -> Html:
    """Where it can be read up."""
    if not question.source:
        return Html("")
    return t("Source: {source}", source=plain(question.source, question.marked))


def _reason(t: Translator, question: Question, why: str) -> Html:
    return lines(plain(why, question.marked), source_of(t, question))
