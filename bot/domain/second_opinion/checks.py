"""Which answers no model is asked about: they stay in doubt, and people settle them.

Whoever tells the marker what to do is not answering. That is found by words here, and does not rest on the
model: what an answer says is data to it, and its word counts only above a confidence.
"""

import re
import unicodedata

from bot.domain.marking import Lexicon, Mark, mark
from bot.domain.marking.verdict import VETOES
from bot.domain.question import Question

LONGEST = 600
"""Characters of an answer that a model is asked about at most."""
_INVISIBLE = ("Cf", "Cc", "Co", "Cn")
_MARKER = (
    r"(?:marker|grader|examiner|evaluator|judge|checker|assessor|model|llm|ai|assistant|chatbot|prüfer|"
    r"korrektor)"
)
_RULES = (
    r"(?:instruc\w*|instruç\w*|instrukt\w*|prompts?|rules?|guidelines?|anweisung\w*|regeln?|vorgaben?|"
    r"everything|anything|all(?:es)?|above|previous|prior|preceding|earlier|obige\w*|vorherige\w*|bisherige\w*|"
    r"références?|reference\w*|referenz\w*|rubric|criteria)"
)
_RIGHT = (
    r"(?:same|right|correct|true|accepted|equivalent|identical|full|passed?|perfect|richtig|korrekt|gleich\w*|"
    r"wahr|voll\w*|identisch|correct[oa]|correcte)"
)
_TELLING = (
    # Put aside what you were told.
    r"\b(?:ignor(?:e|iere?n?|a|ez|ing)|disregard|forget|override|bypass|vergiss|vergessen|missachte\w*|"
    rf"oublie\w*|olvid\w*)\b(?:\W+\w+){{0,4}}?\W+{_RULES}\b",
    # Mark this as right.
    r"\b(?:mark|grade|rate|score|treat|accept|count|classify|label|evaluate|regard|bewerte|werte|markiere?|"
    rf"behandle|akzeptiere?|zähle?)\b(?!\W+of\b)(?:\W+\w+){{0,5}}?\W+(?:as|als|to be|{_RIGHT})\b",
    r"\b(?:please|bitte|must|should|now|jetzt)\W+(?:mark|grade|accept|pass|bewerte|akzeptiere)\b",
    # Say same, answer with that.
    r"\b(?:answer|respond|reply|output|return|print|say|write|antworte|gib|schreibe?|sag)\W+(?:\w+\W+){0,3}?"
    rf"(?:[\"'“„`{{]|json\b|only\b|nur\b|exactly\b|genau\b|{_RIGHT}\b)",
    # Who is spoken to, and what they are.
    r"\b(?:you|du|sie)\W+(?:are|bist|sind)\W+(?:now|jetzt|\w+\W+)?(?:an?|ein\w*|no|in)?\b.*"
    rf"\b(?:{_MARKER}|mode|modus|dan)\b",
    r"\b(?:dear|hey|hello|attention|note (?:to|for)|notice (?:to|for)|liebe[rs]?|an den|to the|for the)\W+"
    rf"(?:\w+\W+)?{_MARKER}\b",
    r"\b(?:system|assistant|user|developer|admin|root)\s*(?:prompt|message|override|note|mode|:)",
    rf"\b(?:as|als)\W+(?:an?|ein\w*)\W+(?:ai|ki|language model|sprachmodell|{_MARKER})\b",
    r"\b(?:new|updated?|real|hidden|neue\w*)\W+(?:instruc\w*|task|rules?|anweisung\w*|aufgabe)\b",
    # What is decided, as if it were.
    r"\b(?:this|that|the|my|diese|meine|die)\W+(?:learner'?s?\W+)?(?:answer|response|antwort|submission)\W+"
    rf"(?:\w+\W+){{0,4}}?(?:{_RIGHT})\b",
    r"\b(?:same|identical|equivalent|equal|gleich\w*|identisch)\W+(?:as|to|zu|mit|wie)\W+(?:the |der |dem )?"
    r"(?:references?|referenz|model answer|musterlösung|expected)\b",
    r"\b(?:verdict|konfidenz|full (?:marks?|points?|credit|score)|volle punktzahl|grading|benotung)\b",
    r"\bconfidence\b(?!\W+(?:interval|level|limit|region|bound|band|in|of)s?\b)",
    r"\b(?:i am|i'm|this is|hier ist|ich bin)\W+(?:the |your |der |die |dein\w* )?"
    r"(?:teacher|author|developer|operator|admin\w*|examiner|lehrer\w*|autor\w*|entwickler\w*|betreiber\w*)\b",
    r"\b(?:end|ende) (?:of|der|des) (?:answer|data|input|json|prompt|antwort|daten)\b",
    r"\b(?:decode|base64|rot13)\b",
)
"""Each is one way of speaking to whoever marks."""
_MARKUP = re.compile(
    r"<\s*\|?/?\s*(?:system|im_start|im_end|assistant|user|answer|instruction)|\[/?inst\]|```|^\s*#{2,}\s|"
    r"[\"'“”]?\b(?:says|confidence|verdict)[\"'“”]?\s*[:=]|[}\]]\s*[,}]\s*[\"{]|<!--",
    re.IGNORECASE | re.MULTILINE,
)
_TOLD = re.compile("|".join(_TELLING), re.IGNORECASE)
_CLAUSES = re.compile(
    r"[.;:!?\n]+|,|\b(?:but|and|or|although|however|aber|und|oder|sondern|obwohl)\b", re.IGNORECASE
)
_SPREAD = re.compile(r"\b(?:\w[\s.\-_*]){5,}\w\b")
"""A word with something between its letters."""
_LOOKALIKES = str.maketrans("аеорсухіѕԁ0134579@$", "aeopcyxisdoleasgtgas"[:19])


def may_be_asked(question: Question, said: str, lexicon: Lexicon) -> bool:
    """Whether a model may be asked about this answer, which the marker could not tell."""
    texts = (question.ask, question.answer, *question.accept, *(one.why for one in question.reject))
    if len(said) > LONGEST or any(instructs(text) for text in (said, *texts)):
        return False
    return not holds_contrary(question, said, lexicon)


def instructs(text: str) -> bool:
    """Whether it speaks to the marker, in whatever dress: with invisible signs, other alphabets' letters or
    spaces between its letters."""
    if any(unicodedata.category(sign) in _INVISIBLE and sign not in "\n\t\u200d" for sign in text):
        return True
    if _MARKUP.search(text):
        return True
    plain = unicodedata.normalize("NFKC", text).replace("_", " ")
    closed = _SPREAD.sub(lambda found: re.sub(r"[\W_]", "", found.group()), plain)
    turned = plain.casefold().translate(_LOOKALIKES)
    return any(_TOLD.search(each) for each in (plain, closed, turned))


def holds_contrary(question: Question, said: str, lexicon: Lexicon) -> bool:
    """Whether a clause of it, by itself, is known to be the contrary or another thing."""
    clauses = [clause for clause in _CLAUSES.split(said) if clause and clause.strip()]
    return len(clauses) > 1 and any(_vetoed(question, clause, lexicon) for clause in clauses)


def _vetoed(question: Question, clause: str, lexicon: Lexicon) -> bool:
    verdict = mark(question, clause.strip(), lexicon)
    return verdict.mark is Mark.WRONG and verdict.reason in VETOES
