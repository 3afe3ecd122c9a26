"""Content templates: what was created, what the review says about it, and how a template is filled at sending."""

import json
import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from conversations.whatsapp.simulator.messages import new_sid
from conversations.whatsapp.simulator.store import Store

VARIABLE = re.compile(r"\{\{(\w+)\}\}")
NEVER_TEMPLATES = {"twilio/location", "twilio/list-picker"}  # in-session only, whatever the review would say
ALWAYS_TEMPLATES = {"twilio/call-to-action"}  # needs approval even inside the window
CATEGORIES = {"UTILITY", "MARKETING", "AUTHENTICATION"}
DECISIONS = {"approved", "rejected", "paused", "disabled"}


@dataclass(frozen=True)
class Content:
    """A Content resource. `types` maps a content type (`twilio/text`) to its fields; times in business time."""

    id: int
    sid: str
    friendly_name: str | None
    language: str
    variables: dict[str, str]
    types: dict[str, dict[str, Any]]
    created_at: float
    updated_at: float

    @property
    def content_type(self) -> str:
        return next(iter(self.types), "")

    @property
    def body(self) -> str:
        return next((str(fields["body"]) for fields in self.types.values() if fields.get("body")), "")

    @property
    def buttons(self) -> list[dict[str, str]]:
        """What the customer can tap: quick replies with title and developer id, rows of a list also with a description."""
        actions = [action for fields in self.types.values() for action in fields.get("actions") or []]
        quick = [action for action in actions if action.get("type", "QUICK_REPLY") == "QUICK_REPLY"]
        rows = [row for fields in self.types.values() for row in fields.get("items") or []]
        return [{"title": str(a.get("title", "")), "id": str(a.get("id") or a.get("title", ""))} for a in quick] + [
            {
                "title": str(row.get("item", "")),
                "id": str(row.get("id") or row.get("item", "")),
                "description": str(row.get("description") or ""),
                "kind": "list_choice",
            }
            for row in rows
        ]


@dataclass(frozen=True)
class Approval:
    """`status`: unsubmitted, received, pending, or a decision."""

    name: str
    category: str
    content_type: str
    status: str
    reason: str
    allow_category_change: bool

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "category": self.category,
            "content_type": self.content_type,
            "status": self.status,
            "rejection_reason": self.reason,
            "allow_category_change": self.allow_category_change,
        }


UNSUBMITTED = Approval("", "", "", "unsubmitted", "", True)


def _content(row: sqlite3.Row) -> Content:
    return Content(
        row["id"], row["sid"], row["friendly_name"], row["language"], json.loads(row["variables"]),
        json.loads(row["types"]), row["created_at"], row["updated_at"],
    )  # fmt: skip


def create(
    store: Store,
    *,
    friendly_name: str | None,
    language: str,
    variables: dict[str, Any],
    types: dict[str, Any],
    at: float,
) -> Content:
    """The SDK sends every type it knows, most of them null: those are left out."""
    sid = new_sid("HX")
    store.insert("contents", sid=sid, language=language, variables="{}", types="{}", created_at=at, updated_at=at)
    update(store, sid, friendly_name=friendly_name, language=language, variables=variables, types=types, at=at)
    found = get(store, sid)
    assert found is not None
    return found


def update(
    store: Store,
    sid: str,
    *,
    friendly_name: str | None,
    language: str,
    variables: dict[str, Any],
    types: dict[str, Any],
    at: float,
) -> None:
    """A changed text was never reviewed: its approval ends."""
    store.write("DELETE FROM approvals WHERE content_sid = ?", sid)
    store.write(
        "UPDATE contents SET friendly_name = ?, language = ?, variables = ?, types = ?, updated_at = ? WHERE sid = ?",
        friendly_name,
        language,
        json.dumps({str(key): str(value) for key, value in variables.items()}),
        json.dumps({name: without_nulls(value) for name, value in types.items() if value}),
        at,
        sid,
    )


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def get(store: Store, sid: str) -> Content | None:
    row = store.row("SELECT * FROM contents WHERE sid = ?", sid)
    return _content(row) if row else None


def page(store: Store, *, after_id: int, limit: int) -> tuple[list[Content], bool]:
    """In the order of creation, and whether more follow."""
    found = store.rows("SELECT * FROM contents WHERE id > ? ORDER BY id LIMIT ?", after_id, limit + 1)
    return [_content(row) for row in found[:limit]], len(found) > limit


def delete(store: Store, sid: str) -> bool:
    store.write("DELETE FROM approvals WHERE content_sid = ?", sid)
    return store.write("DELETE FROM contents WHERE sid = ?", sid) > 0


def submit(store: Store, content: Content, *, name: str, category: str, allow_category_change: bool) -> None:
    reason = why_refused(content)
    decision = "rejected" if reason else "approved"
    store.write("DELETE FROM approvals WHERE content_sid = ?", content.sid)
    store.insert(
        "approvals", content_sid=content.sid, name=name, category=category, submitted=time.time(), decision=decision,
        allow_category_change=int(allow_category_change), reason=reason,
    )  # fmt: skip


def decide(store: Store, sid: str, decision: str, reason: str = "", category: str = "") -> bool:
    """Let the review end so, at once, if wanted in another category than the one asked for. False when the template
    was never submitted."""
    return store.write(
        "UPDATE approvals SET decision = COALESCE(NULLIF(?, ''), decision), reason = ?, submitted = 0, "
        "category = COALESCE(NULLIF(?, ''), category) WHERE content_sid = ?",
        decision, reason, category, sid,
    ) > 0  # fmt: skip


def approval(store: Store, content: Content, review_seconds: float) -> Approval:
    """Received at first, pending for the second half of the review, then the decision."""
    row = store.row("SELECT * FROM approvals WHERE content_sid = ?", content.sid)
    if row is None:
        return UNSUBMITTED
    age = time.time() - row["submitted"]
    status = row["decision"] if age >= review_seconds else "pending" if age >= review_seconds / 2 else "received"
    reason = row["reason"] if status in DECISIONS else ""
    return Approval(
        row["name"], row["category"], content.content_type, status, reason, bool(row["allow_category_change"])
    )


def why_refused(content: Content) -> str:
    """The reason for which WhatsApp's review refuses this text, or ''. Rules: Twilio's "Using variables"."""
    keys = VARIABLE.findall(content.body)
    numbers = sorted({int(key) for key in keys if key.isdigit()})
    words = len(VARIABLE.sub(" ", content.body).split())
    if content.content_type in NEVER_TEMPLATES:
        return f"{content.content_type} cannot be a template"
    if not keys:
        return ""
    if numbers != list(range(1, len(numbers) + 1)):
        return "Variables must be numbered from 1 without gaps"
    if re.search(r"\}\}\s*\{\{", content.body):
        return "Variables must not stand side by side"
    if re.match(r"\s*\{\{", content.body) or re.search(r"\}\}\s*$", content.body):
        return "The text must not start or end with a variable"
    if words < 2 * len(set(keys)) + 1:
        return "Too many variables for so few words"
    return ""


def fill(content: Content, given: dict[str, str]) -> tuple[str, list[str]]:
    """The text with its values, and the variables that have neither a value nor a default."""
    values = {**content.variables, **given}
    missing = [key for key in dict.fromkeys(VARIABLE.findall(content.body)) if not values.get(key)]
    return VARIABLE.sub(lambda match: values.get(match[1]) or match[0], content.body), missing
