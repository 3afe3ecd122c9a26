"""The prompts, one text file each: read once, part of every trace by their digest."""

from functools import cache
from hashlib import sha256
from pathlib import Path


@cache
def prompt(name: str) -> str:
    return (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def version(name: str) -> str:
    """First eight hex digits of the prompt's SHA-256."""
    return sha256(prompt(name).encode()).hexdigest()[:8]
