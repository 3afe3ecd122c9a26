"""Bulk rows by INSERT … SELECT that survive a new column: what is not named gets the model's own plain default."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import models


def completed(statement: str, known: Iterable[type[models.Model]]) -> str:
    """`statement` (INSERT INTO table (columns) SELECT values FROM …, or anything else, which stays as it is) with every other
    column of the table that must not be null."""
    found = re.search(r"INSERT INTO (\w+) \((.*?)\)", statement, re.S)
    model = next((each for each in known if found and each._meta.db_table == found[1]), None)
    if found is None or model is None:
        return statement
    named = {name.strip() for name in found[2].split(",")}
    rest = {
        field.column: literal(field.get_default())
        for field in model._meta.concrete_fields
        if field.column not in named and not field.null and not field.primary_key
    }
    columns = "".join(f", {column}" for column in rest)
    values = "".join(f", {value}" for value in rest.values())
    head, mark, tail = statement.rpartition("\n    FROM ")
    head = head.replace(found[0], found[0][:-1] + columns + ")", 1)
    return head + values + mark + tail


def literal(value: object) -> str:
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return "'[]'" if isinstance(value, list) else "'{}'" if isinstance(value, dict) else f"'{value or ''}'"
