"""Options that are texts and flags, taken as they were typed.

To check the value of an option, given or not, typer loads pydantic, which stays as long as the process lives.
What `recall run` is given is checked with the settings.
"""

from typing import Any

from typer.core import TyperCommand, TyperGroup, TyperOption


class AsTyped(TyperCommand):
    """A command all of whose options are texts and flags."""

    def get_params(self, *given: Any) -> list[Any]:
        """As ever, but none is checked."""
        return [_unchecked(one) for one in super().get_params(*given)]


class GroupAsTyped(TyperGroup):
    """Commands, the options before whose names are texts and flags."""

    def get_params(self, *given: Any) -> list[Any]:
        """As ever, but none is checked."""
        return [_unchecked(one) for one in super().get_params(*given)]


class _Unchecked:
    def coerce(self, value: Any, *around: Any, **more: Any) -> Any:
        return value


class _Option(TyperOption):
    def get_runtime_param(self) -> Any:
        return _Unchecked()


def _unchecked(param: Any) -> Any:
    if isinstance(param, TyperOption):
        param.__class__ = _Option
    return param
