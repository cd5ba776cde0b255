"""Where a webhook is: its address for Telegram, and what listens for it here."""

import hmac
import ssl
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct


class WebhookPlace(Struct, frozen=True, kw_only=True):
    """An address, and where what comes to it is listened for."""

    url: str
    """As Telegram is told it, such as `https://recall.example/telegram`."""
    host: str
    port: int
    """0 takes any free one."""
    certificate: Path | None = None
    """A PEM file, the server's own certificate first. None: a proxy in front does the TLS."""
    key: Path | None = None
    """Its private key, if that is in a file of its own."""

    @property
    def path(self) -> str:
        """What requests ask for; a proxy has to leave it as it is."""
        return urlsplit(self.url).path or "/"

    def own_certificate(self) -> bytes | None:
        """The certificate if it is self-signed: Telegram has to be given it. Raises OSError."""
        if self.certificate is None:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.certificate)
        if not any(one["subject"] == one["issuer"] for one in context.get_ca_certs()):
            return None
        # What else is in the file, such as the private key, is for nobody.
        begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
        text = self.certificate.read_text(encoding="ascii", errors="replace")
        return (begin + text.partition(begin)[2].partition(end)[0] + end + "\n").encode()


def secret_of(token: str) -> str:
    """What Telegram says with each update, so that it is known to be Telegram: made from the bot's token, the
    same in every process, and a new one with a new token."""
    return hmac.new(token.encode(), b"recall webhook", sha256).hexdigest()
