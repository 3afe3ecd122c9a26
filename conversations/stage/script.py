"""What a script is made of. Plain data; `player.py` plays it, `scripts.py` holds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.stage.scene import Scene


@dataclass(frozen=True)
class Check:
    """A claim that must hold after a step; `words` say it to whoever watches."""

    words: str
    holds: Callable[[Scene], bool]


@dataclass(frozen=True)
class Write:
    """The customer writes."""

    text: str
    checks: tuple[Check, ...] = ()

    @property
    def words(self) -> str:
        return f"They write: “{self.text}”"


@dataclass(frozen=True)
class Forward:
    """Time passes; what falls due on the way is done. `to`: until a moment that the thread names, said by `says`."""

    days: float = 0.0
    checks: tuple[Check, ...] = ()
    to: Callable[[Scene], datetime | None] | None = None
    says: str = ""

    @property
    def words(self) -> str:
        if self.says:
            return self.says
        return f"{self.days:g} {'day passes' if self.days == 1 else 'days pass'}."


@dataclass(frozen=True)
class Act:
    """Somebody else acts: a colleague, another system, the lead. `name` is a key of settings.STAGE_ACTS."""

    name: str
    words: str
    checks: tuple[Check, ...] = ()


Step = Write | Forward | Act


@dataclass(frozen=True)
class Script:
    """`label` stands on the button, `teaches` says in one sentence what is to be seen."""

    name: str
    label: str
    teaches: str
    person: str
    steps: tuple[Step, ...]
