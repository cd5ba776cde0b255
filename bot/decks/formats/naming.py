"""Names for what comes from elsewhere: topics' files and questions' ids, that stay the same each time."""

import re
import unicodedata
from hashlib import blake2s

from bot.decks.build import bare
from bot.decks.formats.bank import Entry
from bot.decks.texts import NAME, NAME_PATTERN


def slug(text: str, most: int = 40) -> str:
    """A text as a name: small letters, digits, single hyphens; empty if nothing of it remains."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:most].strip("-")
    return name if NAME_PATTERN.fullmatch(name) else ""


class Names:
    """Gives each name once."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def free(self, name: str) -> str:
        """That name, or with the next number if it is taken."""
        found, number = name, 2
        while found in self._taken:
            end = f"-{number}"
            found, number = f"{name[: NAME - len(end)]}{end}", number + 1
        self._taken.add(found)
        return found


def id_of(entry: Entry, deck: str) -> str:
    """The id a question gets when it comes first: its own if it is a name, else made from what the bank calls
    it, else from what it asks. It stays when the question is edited: see `merge`."""
    if NAME_PATTERN.fullmatch(entry.key) and re.search(r"[a-z]", entry.key) and len(entry.key) <= NAME:
        return entry.key
    known = entry.key or core(entry)
    return f"{deck[: NAME - 9]}-{blake2s(known.encode(), digest_size=4).hexdigest()}"


def core(entry: Entry) -> str:
    """What is asked, without case, marks and blanks, so that the same question is known again."""
    options = sorted(bare(option.text) for option in entry.options)
    return "\n".join((re.sub(r"[\W_]+", " ", bare(entry.ask)).strip() or entry.ask, entry.picture, *options))
