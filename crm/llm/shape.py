"""The shape of a pydantic model in a short type notation, for prompts: a third of the tokens of its JSON schema.

Person = {name: string, age?: integer /* in years */, friends?: Person[]}
"""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

_SIMPLE = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "null": "null"}


@cache
def shape_of(schema: type[BaseModel]) -> str:
    """One line for each type, the asked-for one first. Fields with a default carry a `?`."""
    whole = schema.model_json_schema()
    kinds: dict[str, dict[str, Any]] = {whole.get("title", schema.__name__): whole, **whole.get("$defs", {})}
    return "\n".join(f"{name} = {_definition(name, kind, kinds)}" for name, kind in kinds.items())


def _definition(name: str, kind: dict[str, Any], kinds: dict[str, dict[str, Any]]) -> str:
    if "properties" not in kind:
        return _type(kind)
    base = _base(name, kinds)
    inherited = kinds[base]["properties"] if base else {}
    own = {field: spec for field, spec in kind["properties"].items() if field not in inherited}
    fields = ", ".join(_field(field, spec, field in kind.get("required", [])) for field, spec in own.items())
    about = f" /* {' '.join(kind['description'].split())} */" if kind.get("description") else ""
    return f"{base + ' & ' if base else ''}{{{fields}}}{about}"


def _base(name: str, kinds: dict[str, dict[str, Any]]) -> str | None:
    """The largest other type whose every field is also, unchanged, a field of this one."""
    mine = kinds[name].get("properties", {})
    required = set(kinds[name].get("required", []))
    fitting = [
        (len(other["properties"]), key)
        for key, other in kinds.items()
        if key != name
        and "properties" in other
        and 2 < len(other["properties"]) < len(mine)
        and all(mine.get(field) == spec for field, spec in other["properties"].items())
        and set(other.get("required", [])) == required & other["properties"].keys()
    ]
    return max(fitting)[1] if fitting else None


def _field(name: str, spec: dict[str, Any], required: bool) -> str:
    about = f" /* {spec['description']} */" if spec.get("description") else ""
    optional = not required and "const" not in spec  # a constant tells which of several types an object is
    return f"{name}{'?' if optional else ''}: {_type(spec)}{_bounds(spec)}{about}"


def _bounds(spec: dict[str, Any]) -> str:
    bounds = next((part for part in spec.get("anyOf", [spec]) if "minimum" in part or "maximum" in part), None)
    return f" {bounds.get('minimum', '')}..{bounds.get('maximum', '')}" if bounds else ""


def _type(spec: dict[str, Any]) -> str:
    if "$ref" in spec:
        return spec["$ref"].rsplit("/", 1)[-1]
    if "const" in spec:
        return json.dumps(spec["const"], ensure_ascii=False)
    if "enum" in spec:
        return "|".join(json.dumps(value, ensure_ascii=False) for value in spec["enum"])
    if either := spec.get("anyOf") or spec.get("oneOf"):  # null is said by leaving the field out
        return "|".join(_type(part) for part in either if part.get("type") != "null")
    if spec.get("type") == "array":
        inner = _type(spec.get("items", {}))
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if spec.get("type") == "object":
        values = spec.get("additionalProperties")
        return f"{{[key: string]: {_type(values)}}}" if isinstance(values, dict) else "object"
    return _SIMPLE.get(spec.get("type", ""), "any")
