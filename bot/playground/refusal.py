"""What the server says no with: Telegram's HTTP status and its wording, which bots read."""

from typing import Any


class Refused(Exception):
    """A call is answered with an error: `code` is the HTTP status, `description` Telegram's sentence."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The error as Telegram's JSON."""
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            said["parameters"] = self.parameters
        return said


def bad_request(what: str) -> Refused:
    """400: something in the call is wrong."""
    return Refused(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """403: this bot may not do that to this person or chat."""
    return Refused(403, f"Forbidden: {what}")


def too_many(seconds: int) -> Refused:
    """429: wait so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def conflict() -> Refused:
    """409: a second poller has taken over."""
    return Refused(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )


OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
SAYINGS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


def refused_with(code: int, description: str = "", retry_after: int = 3) -> Refused:
    """An error of the given status, in Telegram's usual words for it unless others are given."""
    if code == 429:
        return too_many(retry_after)
    if code == 409 and not description:
        return conflict()
    return Refused(code, description or SAYINGS.get(code, "Bad Request"))
