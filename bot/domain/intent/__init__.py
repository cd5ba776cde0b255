"""What a text is, before anything comes of it: an answer, or one of the things people say to a tutor.

`understand(question, said, lexicon)` while a question is open, and before it `same_of(said)` while an answer
is compared; `intent_of(said)` while none is open.
"""

from bot.domain.intent.comparing import same_of
from bot.domain.intent.intents import Intent
from bot.domain.intent.listen import Understood, intent_of, listen, same_text, understand
from bot.domain.intent.menus import menu_of, nearest_command, slashed
from bot.domain.intent.terms import (
    asks_about,
    is_about,
    nearest_sentence,
    question_about,
    question_near,
    words_shared,
)
from bot.domain.intent.wishes import wish_of, without_around, without_courtesy

__all__ = [
    "Intent",
    "Understood",
    "asks_about",
    "intent_of",
    "is_about",
    "listen",
    "menu_of",
    "nearest_command",
    "nearest_sentence",
    "question_about",
    "question_near",
    "same_of",
    "same_text",
    "slashed",
    "understand",
    "wish_of",
    "without_around",
    "without_courtesy",
    "words_shared",
]
