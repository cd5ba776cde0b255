"""What is tried against a running bot, and what must come of it: see `python -m benchmarks.faults --help`."""
