"""A process that was told to stop stops once, whatever it is told meanwhile."""

import subprocess
import sys

PROGRAM = """
import asyncio, os, signal
from bot.signals import stopped_by_signals

async def serve():
    with stopped_by_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()

asyncio.run(serve())
os.kill(os.getpid(), signal.SIGTERM)
print("whole")
"""


def test_a_signal_after_the_stop_does_not_kill_what_ends() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "whole\n")
