"""A labelled sentence as it stands in the file: one JSON object a line, unknown fields ignored."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from guidelines.schema import Outcome


class Case(BaseModel):
    """`expected_effect`: effect kinds, or `refuse`, or `amend`. `expected_params`: by kind, compared by value."""

    id: str
    text: str
    outcome: Outcome
    expected_when: dict[str, Any] = {}
    expected_scope: list[str] = []
    expected_effect: list[str] = []
    expected_params: dict[str, dict[str, Any]] = {}
