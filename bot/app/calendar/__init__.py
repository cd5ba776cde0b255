"""Days that count, streaks, rest, zones, the plan of a subscription."""
