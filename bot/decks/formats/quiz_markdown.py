"""Quizzes in Markdown as people write them: check boxes, lettered options with an answer, `Q:` and `A:`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.decks.formats.bank import Bank, CannotRead, Entry, Loss, Written, begin, lacking, left
from bot.decks.formats.bounds import CELL, ENTRIES, text_of
from bot.decks.formats.markup import from_html
from bot.decks.formats.weights import Weighted, chosen
from bot.decks.formats.wording import clean, spoken
from bot.domain.markdown import bare

_HEAD = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BOX = re.compile(r"^\s{0,8}(?:[-*+]|\d{1,2}[.)])\s+\[([ xX✓])\]\s*(.*)$")
_LETTER = re.compile(r"^\s{0,8}(?:[-*+]\s+)?(?:\*\*)?\(?([A-Za-l])[.)](?:\*\*)?\s+(.+)$")
_ASKED = re.compile(
    r"^\s{0,3}(?:\*\*|__)?(?:q(?:uestion)?|frage)\s*\d{0,4}\s*[.:)](?:\*\*|__)?\s*(.*)$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\s{0,3}(?:\*\*)?(\d{1,4})[.)]\s+(.*)$")
_ANSWERED = re.compile(
    r"^\s{0,8}(?:[-*>]\s+)?(?:\*\*|__|<b>)?(?:correct\s+|right\s+)?(?:a|ans|answers?|solution|antwort|lösung)\s*\d{0,4}"
    r"(?:\*\*|__|</b>)?\s*[:.](?:\*\*|__|</b>)?\s*(.*)$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^\s{0,8}(?:[-*>]\s+)?(?:\*\*|__|\*)?(?:explanation|reason|why|erklärung|note)s?(?:\*\*|__|\*)?\s*[:.](?:\*\*|__|\*)?\s*(.*)$",
    re.IGNORECASE,
)
_FOLD = re.compile(r"</?(?:details|summary)[^<>]{0,100}>", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{1,500}\)|<img\b[^<>]{0,1000}>", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,4}\s*[.:)]\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"^\W*(?:\[?reference|\[?source|\[.{0,80}\]\(https?:)", re.IGNORECASE)
_KEPT = frozenset(["kind", "topic", "ask", "answer", "answers", "options", "why"])


@dataclass
class _Block:
    row: int
    ask: list[str] = field(default_factory=list)
    options: list[tuple[bool, list[str]]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    part: str = "ask"
    topic: str = ""

    def into(self) -> list[str]:
        """The list of lines that is being read."""
        if self.part == "options":
            return self.options[-1][1]
        return {"ask": self.ask, "answer": self.answer, "why": self.why}[self.part]


def read(data: bytes) -> Bank:
    """The questions of a quiz in Markdown. Raises CannotRead."""
    reader = _Reader()
    for number, line in enumerate(text_of(data).split("\n"), 1):
        reader.line(number, line[:CELL].rstrip())
    reader.close()
    if not reader.entries and not reader.losses:
        raise CannotRead(
            "There are no questions in this Markdown. Write options as `- [x] right`, `- [ ] wrong`."
        )
    return Bank(entries=tuple(reader.entries), losses=tuple(reader.losses), title=reader.title)


def write(bank: Bank) -> Written:
    """Choices with check boxes, other questions as `Q:` and `A:`."""
    lines: list[str] = []
    losses: list[Loss] = []
    topic = ""
    for number, entry in enumerate(bank.entries, 1):
        if not entry.options and not entry.answer:
            losses.append(left(entry, entry.kind, "Markdown has no such kind"))
            continue
        losses += lacking(entry, _KEPT, "Markdown")
        losses += _lost(entry)
        if entry.topic != topic:
            topic = entry.topic
            lines += [f"## {topic}", ""]
        if entry.options:
            right = entry.answers or (entry.answer,)
            lines += [f"#### Q{number}. {_one(entry.ask)}", ""]
            lines += [f"- [{'x' if o.text in right else ' '}] {_one(o.text)}" for o in entry.options]
        else:
            lines += [f"Q: {_one(entry.ask)}", f"A: {_one(entry.answer)}"]
        lines += ["", *([f"Explanation: {_one(entry.why)}", ""] if entry.why else [])]
    return Written(data=("\n".join(lines)).encode(), losses=tuple(losses))


def _lost(entry: Entry) -> Sequence[Loss]:
    def lost(key: str, reason: str) -> Loss:
        return Loss(row=entry.row, kind=key, reason=reason, about=begin(entry.ask), keys=(key,))

    losses = []
    if any(option.texts or option.why for option in entry.options):
        losses.append(lost("options", "of options their texts alone are kept"))
    again = spoken(Entry(row=0, ask=entry.ask, answer=entry.answer))
    if not entry.options and (entry.kind, entry.accept) != (again.kind, again.accept):
        losses += [
            lost("kind", "without options every question is typed"),
            lost("accept", "answers are one text"),
        ]
    losses += [
        lost(key, "line breaks become blanks")
        for key in ("ask", "answer", "why")
        if "\n" in getattr(entry, key)
    ]
    return losses


def _one(text: str) -> str:
    return " ".join(text.split()).replace("<", "\\<")


class _Reader:
    """Reads line by line; a question ends where the next one, or a heading, begins."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.losses: list[Loss] = []
        self.title = ""
        self._topic = ""
        self._block: _Block | None = None
        self._fence = ""

    def line(self, number: int, line: str) -> None:
        if self._fenced(line):
            return
        line = re.sub(r"^\s{0,3}>\s?(?=#)", "", _FOLD.sub("", line))
        if head := _HEAD.match(line):
            self._heading(number, len(head[1]), head[2])
        elif (asked := _ASKED.match(line)) or self._begins(line):
            self.close()
            text = asked[1] if asked else _NUMBERED.sub(r"\2", line)
            self._block = _Block(row=number, ask=[text], topic=self._topic)
        elif self._block is not None:
            self._inside(self._block, line)

    def _begins(self, line: str) -> bool:
        """Whether a numbered line is a new question, and no option of the one before."""
        if not (found := _NUMBERED.match(line)) or _BOX.match(line):
            return False
        return self._block is None or self._block.part != "ask" or found[2].rstrip("* ").endswith(("?", ":"))

    def _fenced(self, line: str) -> bool:
        """Whether the line is code, or begins or ends some; what it says belongs to what came before."""
        mark = line.lstrip()[:3]
        fence = self._fence
        if mark in ("```", "~~~") and (not fence or mark == fence):
            self._fence = "" if fence else mark
        elif not fence:
            return False
        if self._block is not None:
            self._block.into().append(line)
        return True

    def _heading(self, number: int, level: int, text: str) -> None:
        if level <= 2 and not text.rstrip("*: ").endswith("?") and not _NUMBER.match(text):
            self.close()
            self.title = self.title or (clean(bare(text)) if level == 1 else "")
            self._topic = clean(bare(text)) if level == 2 else self._topic
        elif self._block is not None and re.fullmatch(
            r"\W*(?:answer|solution|explanation)\W*", text, re.IGNORECASE
        ):
            self._block.part = "why" if "xplan" in text else "answer"
        else:
            self.close()
            self._block = _Block(row=number, ask=[_NUMBER.sub("", text)], topic=self._topic)

    def _inside(self, block: _Block, line: str) -> None:
        if box := _BOX.match(line):
            block.options.append((box[1] != " ", [box[2]]))
            block.part = "options"
        elif block.part != "why" and (answer := _ANSWERED.match(line)) and block.ask:
            block.part = "answer"
            block.answer.append(answer[1])
        elif why := _WHY.match(line):
            block.part = "why"
            block.why.append(why[1])
        elif block.part in ("ask", "options") and not self._boxed(block) and (letter := _LETTER.match(line)):
            block.letters.append(letter[1].upper())
            block.options.append((False, [letter[2]]))
            block.part = "options"
        elif block.part == "options" and self._boxed(block) and line.strip() and not line.startswith("  "):
            block.part = "why"
            block.why.append(line)
        elif block.part == "options" and not line.strip():
            block.part = "options"
        else:
            block.into().append(line)

    @staticmethod
    def _boxed(block: _Block) -> bool:
        return bool(block.options) and not block.letters

    def close(self) -> None:
        """The question that was being read is at its end."""
        block, self._block = self._block, None
        self._fence = ""
        if block is None or not (block.options or block.answer):
            return
        if len(self.entries) > ENTRIES:
            raise CannotRead(f"This quiz has more than {ENTRIES:,} questions. Split it into several.")
        found, losses = _made(block)
        self.losses += losses
        self.entries += [found] if found else []


def _made(block: _Block) -> tuple[Entry | None, list[Loss]]:
    ask = "\n".join(block.ask).strip()
    entry = Entry(
        row=block.row, ask=_shown(_PICTURE.sub("", ask)), topic=block.topic, why=_because(block.why)
    )
    if _PICTURE.search(ask) or any(_PICTURE.search("\n".join(text)) for _, text in block.options):
        return None, [left(entry, "web", "its picture is not in the file, and nothing is fetched")]
    if not block.options:
        answer = bare(_shown("\n".join(block.answer))).strip()
        if not answer:
            return None, [left(entry, "empty", "there is no answer")]
        first, _, rest = answer.partition("\n\n")
        return spoken(replace(entry, answer=first, why=entry.why or rest.strip())), []
    texts = [" ".join(bare(_shown("\n".join(text))).split()) for _, text in block.options]
    right = [hit for hit, _ in block.options]
    if block.letters:
        said = "\n".join(block.answer).strip()
        right = _meant(said, block.letters, texts)
        entry = replace(entry, why=entry.why or _after(said))
    if len(set(texts)) < len(texts):
        return None, [left(entry, "options", "two of its options are the same text")]
    answers = [
        Weighted(text=text, percent=100.0 if hit else 0.0) for text, hit in zip(texts, right, strict=True)
    ]
    return chosen(entry, answers, several=sum(right) > 1)


def _meant(said: str, letters: list[str], texts: list[str]) -> list[bool]:
    """Which options an answer means: `B`, `A and C`, or the option's words."""
    core = bare(said).strip()
    head = re.match(r"^\W*((?:[A-La-l]\b(?:\s*(?:,|and|&|und)\s*)?)+)", core)
    if head and (len(core) <= 3 or re.match(r"^\W*[A-La-l](?:[.):,\s*]|$)", core)):
        named = {letter.upper() for letter in re.findall(r"\b[A-La-l]\b", head[1])}
        return [letter in named for letter in letters]
    return [text.casefold() == core.casefold() for text in texts]


def _after(said: str) -> str:
    lines = said.split("\n", 1)
    return _because([lines[1]]) if len(lines) > 1 else ""


def _because(lines: Sequence[str]) -> str:
    """The explanation without bare references to the web."""
    kept = [line for line in lines if not _REFERENCE.match(line) and line.strip() not in ("---", "***")]
    return clean(_shown(_PICTURE.sub("", "\n".join(kept)))).strip()


def _shown(markdown: str) -> str:
    """Markdown of others in our light one: tags are read, escapes and emphasis around all are dropped."""
    text = markdown.replace("\\<", "\ue000")
    if "<" in text and "`" not in text:
        text = from_html(text).text
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", text).replace("\ue000", "<").strip()
    bold = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    return text[2:-2].strip() if bold else text
