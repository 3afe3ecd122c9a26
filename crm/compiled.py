"""Statements that Django builds once and that run with other values each time, for what is asked at every turn.

Building a statement of the ORM takes five to ten times as long as running it, and a turn asks some sixty times. Here the
queryset stays where it is readable; only its SQL is kept:

    LATEST = Compiled(lambda thread: Message.objects.filter(conversation=thread).order_by("-id")[:20])
    LATEST.rows(7)

Rejected: SQL written by hand, which would have to name every column again and would not follow the models.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery

Row = TypeVar("Row")
M = TypeVar("M", bound=models.Model)

# Stand-ins that nothing in a statement of ours equals by chance, the n-th for the n-th value.
STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda n: 1_987_654_300 + n,
    str: lambda n: f"stand-in \N{SNOWMAN} {n}",
    datetime: lambda n: datetime(1901, 2, 3, 4, 5, 6, 789, UTC) + timedelta(days=n),
    UUID: lambda n: UUID(int=0xF0110 << 64 | n),
    type(None): lambda n: None,
}


@dataclass(frozen=True)
class Plan:
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (of params, of the values)
    made: Callable[[tuple[Any, ...]], Any]
    locks: bool

    def run(self, values: tuple[Any, ...]) -> Any:
        """The cursor, to be closed by the caller."""
        if self.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("A row is locked inside a transaction only.")
        params = list(self.params)
        for place, value in self.places:
            params[place] = values[value]
        cursor = connection.cursor()
        cursor.execute(self.sql, params)
        return cursor


class Compiled(Generic[Row]):
    """`build(*values)` makes a queryset of models or of `values_list`. Values: int, str, datetime, UUID or None, each of
    which must be a parameter of the statement: whatever else differs (a limit, a list) belongs into another one."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]]) -> None:
        self.build = build
        self.plans: dict[tuple[bool, tuple[type, ...]], Plan] = {}  # by how values travel, and their types
        self.lock = threading.Lock()

    def rows(self, *values: Any) -> list[Row]:
        plan = self.plan(values)
        with plan.run(values) as cursor:
            return [plan.made(row) for row in cursor.fetchall()]

    def first(self, *values: Any) -> Row | None:
        """Of a queryset that ends in `[:1]` or finds one at most."""
        plan = self.plan(values)
        with plan.run(values) as cursor:
            row = cursor.fetchone()
        return None if row is None else plan.made(row)

    def plan(self, values: tuple[Any, ...]) -> Plan:
        kinds = tuple(map(type, values))
        key = (connection.features.uses_server_side_binding, kinds)  # type: ignore[attr-defined]
        found = self.plans.get(key)
        if found is None:
            with self.lock:
                found = self.plans[key] = plan_of(self.build, kinds)
        return found


class CompiledUpdate:
    """`build(*values)` gives a queryset and what its rows become."""

    def __init__(self, build: Callable[..., tuple[models.QuerySet[Any, Any], dict[str, Any]]]) -> None:
        self.compiled: Compiled[Any] = Compiled(lambda *values: build(*values))  # type: ignore[arg-type]

    def run(self, *values: Any) -> int:
        """How many rows were changed."""
        with self.compiled.plan(values).run(values) as cursor:
            return int(cursor.rowcount)


def plan_of(build: Callable[..., Any], kinds: tuple[type, ...]) -> Plan:
    stand_ins = [STAND_INS[kind](n) for n, kind in enumerate(kinds)]
    built = build(*stand_ins)
    if isinstance(built, tuple):
        queryset, becomes = built
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(becomes)
        query.clear_ordering(force=True)
    else:
        queryset, query = built, built.query
    compiler = query.get_compiler(connection.alias)
    sql, params = compiler.as_sql()
    places = []
    for number, stand_in in enumerate(stand_ins):
        mine = [place for place, param in enumerate(params) if type(param) is type(stand_in) and param == stand_in]
        if stand_in is not None and not mine:
            raise TypeError(f"Value {number} is no parameter of the statement: {sql}")
        places += [(place, number) for place in mine if stand_in is not None]
    made = row_of(queryset, compiler) if queryset is built else tuple
    return Plan(sql, tuple(params), tuple(places), made, bool(getattr(query, "select_for_update", False)))


def row_of(queryset: models.QuerySet[Any, Any], compiler: Any) -> Callable[[tuple[Any, ...]], Any]:
    """As Django's own iterables make them."""
    kind = queryset._iterable_class
    converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])

    def converted(row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not converters:
            return row
        values = list(row)
        for place, (convert, expression) in converters.items():
            for one in convert:
                values[place] = one(values[place], expression, connection)
        return tuple(values)

    if kind is FlatValuesListIterable:
        return lambda row: converted(row)[0]
    if kind is ValuesListIterable:
        return converted
    if kind is not ModelIterable:
        raise TypeError(f"{kind.__name__} is not supported.")
    selected, info = compiler.select, compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in selected[start:end]]
    related = get_related_populators(info, selected, connection.alias)  # type: ignore[call-arg]
    annotated = tuple((compiler.annotation_col_map or {}).items())

    def model(row: tuple[Any, ...]) -> models.Model:
        row = converted(row)
        made: models.Model = info["model"].from_db(connection.alias, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return model


def insert(row: M) -> M:
    """As `Model.objects.create`, of a model whose saving nobody listens to."""
    sql, fields, returned = insertion(type(row))
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])
        for name, value in zip(returned, cursor.fetchone(), strict=True):
            setattr(row, name, value)
    row._state.adding, row._state.db = False, connection.alias
    return row


def write(row: models.Model, *names: str) -> None:
    """As `row.save(update_fields=names)` of a row that is there, of a model whose saving nobody listens to."""
    sql, fields = change(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])


@cache
def change(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    quote, meta = connection.ops.quote_name, model._meta
    known = {field.name: field for field in meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    becomes = ", ".join(f"{quote(str(field.column))} = {placeholder(field)}" for field in fields)
    return f"UPDATE {quote(meta.db_table)} SET {becomes} WHERE {quote(str(meta.pk.column))} = %s", fields


def placeholder(field: Any) -> str:
    return str(field.get_placeholder(None, None, connection)) if hasattr(field, "get_placeholder") else "%s"


@cache
def insertion(model: type[models.Model]) -> tuple[str, tuple[models.Field[Any, Any], ...], tuple[str, ...]]:
    meta = model._meta
    fields = [field for field in meta.local_concrete_fields if not (field.generated or field is meta.auto_field)]
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=False)
    compiler = query.get_compiler(connection.alias)
    compiler.returning_fields = meta.db_returning_fields
    ((sql, _),) = compiler.as_sql()
    return sql, tuple(fields), tuple(field.attname for field in meta.db_returning_fields)


__all__ = ["Compiled", "CompiledUpdate", "insert", "write"]
