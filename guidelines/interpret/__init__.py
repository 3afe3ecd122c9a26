"""From a sentence of the team to a typed, checked interpretation."""

from guidelines.interpret.asking import interpret, prompt_version
from guidelines.interpret.review import reviewed

__all__ = ["interpret", "prompt_version", "reviewed"]
