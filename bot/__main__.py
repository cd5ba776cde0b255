"""`recall …` and `python -m bot …`: runs a command, and turns what went wrong into a sentence."""

import sys

import typer

from bot.cli import app

CANNOT_GO_ON = 3


def main() -> None:
    """Run the command line; exits 2 for settings that cannot be used, 3 for other trouble with a way out."""
    try:
        app()
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "bot" and not isinstance(error, OSError):
            raise
        _leave(error, getattr(error, "exit_status", CANNOT_GO_ON))


def _leave(error: Exception, status: int) -> None:
    typer.echo(str(error), err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
