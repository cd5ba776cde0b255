"""A process that was told to stop stops once, whatever it is told meanwhile."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, os, signal
from bot.signals import stopped_by_signals

async def serve():
    with stopped_by_signals(LAST_RESORT) as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()

asyncio.run(serve())
os.kill(os.getpid(), signal.SIGTERM)
print("whole")
"""


@pytest.mark.parametrize(
    ("last_resort", "status", "said"), [("9.0", 0, "whole\n"), ("None", -signal.SIGTERM, "")]
)
def test_a_signal_after_the_stop(last_resort: str, status: int, said: str) -> None:
    """It changes nothing where a last resort ends what hangs; else it is that last resort."""
    program = PROGRAM.replace("LAST_RESORT", last_resort)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (status, said)
