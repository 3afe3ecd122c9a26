"""One effect that the rules see in a sentence, and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crm.llm.embedded.text import Folded


@dataclass(frozen=True)
class Found:
    """`hides`: spans that are no condition. `unclear`: a question to the author, where the words leave something open."""

    kind: str
    params: dict[str, Any] = field(default_factory=dict)
    hides: tuple[tuple[int, int], ...] = ()
    unclear: str = ""
    speaks_of: tuple[str, ...] = ()  # words of ours that it hangs on

    def as_effect(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.params}


@dataclass(frozen=True)
class Sentence:
    """The author's text, folded, with the names of teams and people in use."""

    folded: Folded
    teams: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.folded.text
