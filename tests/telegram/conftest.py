"""The library is set up as the transport sets it up: a server's pause is a timedelta."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")
