"""Says where a program's processor time goes, thread by thread, by sampling from within.

    python -m benchmarks.cpu_profile PROFILE.json bot run

Every few milliseconds each thread's own processor clock is read, and what it has used since goes to the stack
it has now: to the package of the innermost frame (`self`), and to the innermost module of the program itself
(`for`), which is who asked for it. Time in C belongs to the Python function that called it. The sampler
runs in the program and takes some percent of its time itself, which is left out. At each SIGUSR1 the sums so
far, in seconds, are written to the file as JSON.
"""

import json
import os
import signal
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

from benchmarks.statements import run_module

EVERY = 0.004
"""Seconds between two samples."""
OWN = ("bot", "benchmarks")
_SITE = "site-packages"


class Sampler:
    """Samples all threads of this process but its own."""

    def __init__(self) -> None:
        self.sums: dict[str, dict[str, float]] = {"self": defaultdict(float), "for": defaultdict(float)}
        self._clocks: dict[int, float] = {}
        self._modules: dict[str, str] = {}

    def start(self) -> None:
        """Sample from now on, until the process ends."""
        sys.setswitchinterval(0.0005)
        threading.Thread(target=self._run, daemon=True, name="sampler").start()

    def write(self, file: Path) -> None:
        """Write the sums, all at once."""
        part = file.with_suffix(".part")
        part.write_text(json.dumps({name: dict(sums) for name, sums in self.sums.items()}))
        os.replace(part, file)

    def _run(self) -> None:
        own = threading.get_ident()
        while True:
            time.sleep(EVERY)
            for thread, frame in sys._current_frames().items():
                if thread != own:
                    self._sample(thread, frame)

    def _sample(self, thread: int, frame: FrameType) -> None:
        try:
            clock = time.clock_gettime(time.pthread_getcpuclockid(thread))
        except OSError:
            return
        used = clock - self._clocks.get(thread, clock)
        self._clocks[thread] = clock
        if used > 0:
            names = self._names(frame)
            self.sums["self"][names[0].partition(".")[0]] += used
            self.sums["for"][next((name for name in names if name.startswith(OWN)), "-")] += used

    def _names(self, frame: FrameType | None) -> list[str]:
        """Modules from the innermost frame outwards."""
        names: list[str] = []
        while frame is not None:
            file = frame.f_code.co_filename
            names.append(self._modules.get(file) or self._modules.setdefault(file, module_of(file)))
            frame = frame.f_back
        return names


def module_of(file: str) -> str:
    """`bot.turn` for a file of the program, `sqlalchemy` for a package's, `asyncio` for the library's."""
    parts = Path(file).with_suffix("").parts
    if _SITE in parts:
        return parts[parts.index(_SITE) + 1]
    for own in OWN:
        if own in parts:
            return ".".join(parts[parts.index(own) :])
    library = Path(os.__file__).parent.parts
    if parts[: len(library)] == library and len(parts) > len(library):
        return parts[len(library)]
    return parts[-1] if parts else file


def main(file: str, module: str, *arguments: str) -> None:
    """Sample while the module runs."""
    sampler = Sampler()
    signal.signal(signal.SIGUSR1, lambda *_: sampler.write(Path(file)))
    sampler.start()
    run_module(module, list(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
