"""What the doctor finds, and how it is told."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Literal

from django.utils.module_loading import import_string

State = Literal["ok", "note", "warning", "error"]
SIGNS: dict[State, tuple[str, str]] = {
    "ok": ("✓", "32"),
    "note": ("·", "36"),
    "warning": ("!", "33"),
    "error": ("✗", "31"),
}
WIDTH = 100


@dataclass(frozen=True)
class Finding:
    """`part` belongs to `group`; `said` is its state in words, `do` what to do about it, `paste` lines to be copied.

    Never holds a secret: this text is what people send to others when they ask for help.
    """

    group: str
    part: str
    state: State
    said: str
    do: str = ""
    paste: tuple[str, ...] = ()


Check = Callable[[], Iterable[Finding]]


def examine(paths: Sequence[str]) -> list[Finding]:
    """Run the checks. One that breaks is itself a finding: the others still run."""
    found: list[Finding] = []
    for path in paths:
        check: Check = import_string(path)
        try:
            found += check()
        except Exception as problem:
            where = traceback.extract_tb(problem.__traceback__)[-1]
            said = f"could not be looked at ({type(problem).__name__} at {where.name})"
            found.append(
                Finding("Doctor", path.rsplit(".", 1)[0], "error", said, "Correct what is red above, then again.")
            )
    return found


def errors(findings: Sequence[Finding]) -> int:
    return sum(finding.state == "error" for finding in findings)


def told(findings: Sequence[Finding], *, plain: bool) -> str:
    """For a terminal with colours and signs, or `plain`: one line a finding, tab separated, for logs and scripts."""
    if plain:
        return "\n".join("\t".join([f.state, f.group, f.part, f.said, f.do, *f.paste]) for f in findings)
    lines: list[str] = []
    group = ""
    for finding in findings:
        if finding.group != group:
            group = finding.group
            lines += ["", f"\033[1m{group}\033[0m"]
        sign, colour = SIGNS[finding.state]
        lines.append(f"  \033[{colour}m{sign}\033[0m {finding.part}: {finding.said}")
        if finding.do:
            lines.append(fill(finding.do, WIDTH, initial_indent="      → ", subsequent_indent="        "))
        lines += [f"          {line}" for line in finding.paste]
    return "\n".join([*lines, "", summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    wrong, doubtful = errors(findings), sum(finding.state == "warning" for finding in findings)
    if not wrong and not doubtful:
        return "All is well."
    parts = [
        f"{count} {word}{'s' if count > 1 else ''}"
        for count, word in ((wrong, "error"), (doubtful, "warning"))
        if count
    ]
    return f"{' and '.join(parts)}. " + (
        "It cannot work like this." if wrong else "It works; look at them before real customers write."
    )
