"""Files of labelled cases: one JSON object a line, unknown fields ignored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Row = TypeVar("Row", bound=BaseModel)


class CaseFileError(ValueError):
    """The file cannot be used; the message names the line and what is wrong with it."""


def read_rows(path: Path, shape: type[Row]) -> list[Row]:
    """Raises CaseFileError for a missing or empty file, a line that is no JSON, or one that lacks a field of `shape`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseFileError(f"{path} cannot be read: {error.strerror}.") from None
    rows = [_row(line, number, path, shape) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise CaseFileError(f"{path} holds no case.")
    return rows


def _row(line: str, number: int, path: Path, shape: type[Row]) -> Row:
    try:
        return shape.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise CaseFileError(f"{path}, line {number}: not a JSON object ({error.msg}).") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CaseFileError(f"{path}, line {number}: {where}: {first['msg']}.") from None
