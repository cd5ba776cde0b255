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
