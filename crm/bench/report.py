"""The figures of a run: beside each what it must be, what it should be, and its floor measured in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Profile = list[tuple[str, list[str]]]  # a title, and lines


@dataclass(frozen=True)
class Figure:
    """`must` and `goal`: bounds, in the unit of `value`. `floor`: what the bare thing under it took, in words."""

    name: str
    value: float
    unit: str
    must: float | None = None
    goal: float | None = None
    better: Literal["less", "more"] = "less"
    floor: str = ""

    @property
    def verdict(self) -> str:
        if self.must is None:
            return ""
        if self.goal is not None and self.meets(self.goal):
            return "goal"
        return "must" if self.meets(self.must) else "MISSED"

    def meets(self, bound: float) -> bool:
        return self.value <= bound if self.better == "less" else self.value >= bound


@dataclass
class Report:
    suite: str
    n: int
    figures: list[Figure]
    machine: dict[str, str]
    model: str = ""
    notes: list[str] = field(default_factory=list)
    profile: Profile = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {
            "suite": self.suite,
            "model": self.model,
            "n": self.n,
            "metrics": {each.name: round(each.value, 3) for each in self.figures},
            "harmful": [],
            "cases": [],
            "floors": {each.name: each.floor for each in self.figures if each.floor},
            "machine": self.machine,
            "notes": self.notes,
            "profile": dict(self.profile),
        }

    def as_text(self) -> str:
        rows = [("figure", "measured", "must", "goal", "reached", "floor in the same run")]
        rows += [
            (
                each.name,
                f"{shown(each.value)} {each.unit}".strip(),
                bound(each, each.must),
                bound(each, each.goal),
                each.verdict,
                each.floor,
            )
            for each in self.figures
        ]
        widths = [max(len(row[n]) for row in rows) for n in range(6)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        where = ", ".join(f"{name} {value}" for name, value in self.machine.items())
        out = [f"bench {self.suite}: n = {self.n}; {where}", "", *lines]
        for note in self.notes:
            out += ["", note]
        for title, told in self.profile:
            out += ["", title, *(f"  {line}" for line in told)]
        return "\n".join(out)


def shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def bound(figure: Figure, value: float | None) -> str:
    if value is None:
        return ""
    return f"{'≤' if figure.better == 'less' else '≥'} {value:,g}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie; 0 of none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
