"""What the tutor says, ready for any transport: text, choices, and what is attached."""

from typing import Literal

from msgspec import Struct
from msgspec.json import Decoder, Encoder

OWN_LINK = "{own link}"
"""Stands in a text or a picture's description for the address of a message's `own_link`."""


class Button(Struct, frozen=True, kw_only=True):
    """One choice under a message. `data` comes back when it is tapped; all it does can be typed too."""

    label: str
    data: str
    """`<version>:<asked id or 0>:<action>`, at most 64 bytes."""
    link: str | None = None
    """Instead of coming back, the tap opens our private chat with this."""
    admits: bool = False
    """Instead of coming back, the tap lets us into a channel of theirs, as one who may post."""


class Document(Struct, frozen=True, kw_only=True):
    """A file that goes with a message."""

    name: str
    content: str = ""
    media_type: str = "application/json"
    made_of: str | None = None
    """Instead of a content: what it is made of when it is sent, as small JSON that a function given to the
    client understands."""


SentAs = Literal["photo", "audio", "voice"]


class Attached(Struct, frozen=True, kw_only=True):
    """A picture or a sound of a deck; `Spoken` has the same for the one that its words stand beside."""

    picture: str
    of_deck: str
    sent_as: SentAs = "photo"


class Poll(Struct, frozen=True, kw_only=True):
    """A native quiz poll instead of a text."""

    question: str
    """Plain text, at most 300 characters."""
    options: tuple[str, ...]
    right: int
    """Index of the right option; of several, the first."""
    explanation: str = ""
    """Shown with the result: plain text, at most 200 characters and two line feeds."""
    seconds: int | None = None
    """It closes by itself after so long; None: it is closed by hand."""
    anonymous: bool = False
    more_right: tuple[int, ...] = ()
    """Indices of the other right options, where several are right and can be chosen."""
    several: bool = False
    """Several options can be chosen."""


class Spoken(Struct, frozen=True, kw_only=True):
    """One message, or what an earlier one becomes.

    `text` is in the small HTML that every transport understands: b, i, u, s, code, pre, a, tg-spoiler,
    blockquote and blockquote expandable; people's and authors' words in it are escaped already.
    """

    text: str
    choices: tuple[tuple[Button, ...], ...] = ()
    """Rows of choices."""
    document: Document | None = None
    picture: str | None = None
    """What to draw, as small JSON that a drawing function given to the client understands. The picture goes
    with the text, which says the same in words and goes alone where the picture cannot."""
    of_deck: str | None = None
    """The picture is a file of a deck, with this digest: it stays when the words are edited, and the server
    may have it already."""
    sent_as: SentAs = "photo"
    """A file of a deck may also be a sound."""
    ahead: tuple[Attached, ...] = ()
    """Each goes ahead, as a message of its own."""
    silent: bool = False
    """Arrives without a sound."""
    poll: Poll | None = None
    """A poll to be sent; the text is what stands in for it where there are none."""
    own_link: str | None = None
    """Text and picture hold the address that opens our private chat with this, in place of `OWN_LINK`."""
    placeholder: str | None = None
    """A reply is asked for: what the empty field says. Such a message has no choices and is not edited."""

    def to_json(self) -> str:
        """For the outbox; `from_json` gives an equal value."""
        return _JSON.encode(self).decode()

    @staticmethod
    def from_json(text: str) -> "Spoken":
        """What `to_json` wrote. Raises msgspec's DecodeError on anything else."""
        return _SPOKEN.decode(text)


_JSON = Encoder(enc_hook=str)  # escaped texts are a kind of str of their own
_SPOKEN = Decoder(Spoken)
