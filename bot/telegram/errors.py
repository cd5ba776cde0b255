"""What ends the Telegram transport. Each message tells a person what to do."""


class CannotServe(Exception):
    """The bot cannot serve Telegram, and trying again would not help."""


class TokenRefused(CannotServe):
    """The server does not know the token."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} refuses the bot's token. Copy it again from @BotFather into BOT_TOKEN; "
            "if it was revoked there, only the new one works."
        )


class SecondInstance(CannotServe):
    """Somebody else keeps asking for this bot's updates."""

    def __init__(self) -> None:
        super().__init__(
            "Another program is fetching this bot's updates, and Telegram serves only one at a time. "
            "Stop the other instance, or give this one a token of its own."
        )


class WebhookSet(CannotServe):
    """A webhook is set and could not be removed, so updates cannot be fetched."""

    def __init__(self) -> None:
        super().__init__(
            "A webhook is set for this bot and could not be removed, so updates cannot be fetched. "
            "Call deleteWebhook for it, and see that no other program sets it again."
        )


class WebhookRefused(CannotServe):
    """The server does not take the address of the webhook."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Telegram does not take the webhook {url} ({reason}). It has to be an https address that the "
            "whole internet can reach, on port 443, 80, 88 or 8443, with a certificate for its name. Correct "
            "RECALL_WEBHOOK, or leave it out: then updates are fetched."
        )


class CannotListen(CannotServe):
    """Nobody can listen for the webhook."""

    @classmethod
    def at(cls, address: str, fault: Exception) -> "CannotListen":
        """The address cannot be listened at."""
        why = getattr(fault, "strerror", None) or str(fault)
        return cls(
            f"RECALL_LISTEN: {address} cannot be listened at ({why}). Choose another port, and tell the "
            "proxy in front of it. For example: RECALL_LISTEN=127.0.0.1:8444"
        )

    @classmethod
    def certificate(cls, file: str, fault: Exception) -> "CannotListen":
        """The certificate cannot be used."""
        why = getattr(fault, "reason", None) or getattr(fault, "strerror", None) or type(fault).__name__
        return cls(
            f"RECALL_WEBHOOK_CERT: {file} cannot be used ({why}). It has to be a PEM file with the "
            "certificate, and its private key there too or in the file that RECALL_WEBHOOK_KEY names."
        )
