"""The files of this repository, as tests read them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs")
"""What people read, files and folders."""


def text_of(name: str) -> str:
    """A file's text, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pages() -> dict[str, str]:
    """Every page for people, by its path from the root."""
    found = [path for name in PAGES for path in _pages_at(ROOT / name)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted(found)}


@cache
def tracked() -> dict[str, str]:
    """Every text file that git keeps, by its path. Skips the test where there is no git or no checkout."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return {name: text for name in names if (text := _text_at(ROOT / name)) is not None}


def _pages_at(path: Path) -> list[Path]:
    return list(path.rglob("*.md")) if path.is_dir() else [path]


def _text_at(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else None
    except UnicodeDecodeError:
        return None
