"""Polls from a Bot API server that is older than the library: what they lack is put in. Pure.

Bot API 9.6 brought `persistent_id`, `option_persistent_ids`, `allows_revoting` and several right options,
10.0 `members_only`; without them the library reads nothing of the update.
"""

from typing import Any

Json = dict[str, Any]


def completed(raw: Json) -> Json:
    """The update as a server of today sends it; one that lacks nothing is given as it is."""
    done: Json = _completed(raw)
    return done


def _completed(part: Any) -> Any:
    if isinstance(part, list):
        return [_completed(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: _part(name, _completed(value)) for name, value in part.items()}


def _part(name: str, value: Any) -> Any:
    if name == "poll_answer" and isinstance(value, dict):
        return {"option_persistent_ids": []} | value
    if name == "poll" and isinstance(value, dict) and isinstance(value.get("options"), list):
        return _poll(value)
    return value


def _poll(poll: Json) -> Json:
    right = poll.get("correct_option_id")
    rest = {name: value for name, value in poll.items() if name != "correct_option_id"}
    options = [{"persistent_id": ""} | one if isinstance(one, dict) else one for one in poll["options"]]
    several = {} if right is None else {"correct_option_ids": [right]}
    return {"allows_revoting": False, "members_only": False} | several | rest | {"options": options}
