"""Telegram: an Update becomes an event, a message becomes a Bot API call."""

import sys

# The library imports httpx, and httpx its command line, which brings rich, pygments and click: a tenth of a
# second and 8 MB. None in its place makes httpx do without, as where those are not installed.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
