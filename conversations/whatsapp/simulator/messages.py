"""Messages as the simulator keeps them, in both directions, and the 24-hour window they open."""

import json
import re
import secrets
import sqlite3
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from conversations.whatsapp.simulator.store import Store

WINDOW_SECONDS = 24 * 3600
USER_ID = r"[A-Z]{2}\.[A-Za-z0-9.]{1,128}"  # business-scoped: of somebody who hides the number
ADDRESS = re.compile(rf"whatsapp:(\+\d{{1,15}}|{USER_ID})")
RANK = {"scheduled": 0, "accepted": 1, "queued": 1, "sending": 2, "sent": 3, "delivered": 4, "read": 5}
TERMINAL = {"failed", "undelivered", "canceled"}


@dataclass(frozen=True)
class Message:
    """`customer` is the customer's address in both directions; times are seconds since the epoch in business time.
    `tick` is what the customer's own phone shows beside an inbound message: sent, delivered or read."""

    id: int
    sid: str
    direction: str
    customer: str
    sender: str | None
    service_sid: str | None
    body: str
    content_sid: str | None
    media: list[str]
    buttons: list[dict[str, str]]
    status: str
    tick: str
    error_code: int | None
    error_message: str | None
    status_callback: str | None
    created_at: float
    updated_at: float
    sent_at: float | None
    send_at: float | None
    token: str
    params: dict[str, Any]

    @property
    def inbound(self) -> bool:
        return self.direction == "inbound"


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


def _message(row: sqlite3.Row) -> Message:
    values = {field.name: row[field.name] for field in fields(Message)}
    for name in ("media", "buttons", "params"):
        values[name] = json.loads(values[name])
    return Message(**values)


def add(store: Store, *, at: float, **values: Any) -> Message:
    """Keep a new message. Raises sqlite3.IntegrityError when its sid is known already."""
    row: dict[str, Any] = {
        "sender": None,
        "service_sid": None,
        "content_sid": None,
        "media": [],
        "buttons": [],
        "tick": "sent",
        "status_callback": None,
        "created_at": at,
        "updated_at": at,
        "token": secrets.token_hex(16),
        **values,
    }
    for name in ("media", "buttons", "params"):
        row[name] = json.dumps(row[name])
    store.insert("messages", **row)
    found = get(store, row["sid"])
    assert found is not None
    return found


def remember(store: Store, told: dict[str, Any]) -> bool:
    """Keep a message of the past, as it ended. False if its sid is known."""
    if get(store, str(told["sid"])):
        return False
    at = datetime.fromisoformat(str(told["at"])).timestamp()
    inbound = told["direction"] == "inbound"
    status = str(told["status"])
    add(
        store, at=at, sid=str(told["sid"]), direction=str(told["direction"]), customer=str(told["customer"]),
        body=str(told["body"]), content_sid=told.get("content_sid") or None, error_code=told.get("error_code"),
        error_message=None, status="received" if inbound else status, tick="read", params={}, sender=told.get("sender"),
        sent_at=at, send_at=None,
    )  # fmt: skip
    return True


def get(store: Store, sid: str) -> Message | None:
    row = store.row("SELECT * FROM messages WHERE sid = ?", sid)
    return _message(row) if row else None


def of_customer(store: Store, customer: str) -> list[Message]:
    """Both directions, in the order in which they reached the simulator."""
    return [_message(row) for row in store.rows("SELECT * FROM messages WHERE customer = ? ORDER BY id", customer)]


def scheduled_until(store: Store, business_now: float) -> list[Message]:
    found = store.rows("SELECT * FROM messages WHERE status = 'scheduled' AND send_at <= ?", business_now)
    return [_message(row) for row in found]


def advance(store: Store, message: Message, status: str, *, at: float, code: int | None, text: str | None) -> None:
    """Move to `status`, never backwards and never out of a final one."""
    behind = RANK.get(status, 99) <= RANK.get(message.status, -1)
    if message.status in TERMINAL or message.status == "read" or behind:
        return
    store.write(
        "UPDATE messages SET status = ?, error_code = ?, error_message = ?, updated_at = ?, "
        "sent_at = COALESCE(sent_at, ?) WHERE sid = ?",
        status, code, text, at, None if status in ("queued", "canceled") else at, message.sid,
    )  # fmt: skip


def set_ticks(store: Store, sids: list[str], tick: str) -> None:
    """Raise the ticks of the customer's own messages; a read one stays read."""
    for sid in sids:
        store.write("UPDATE messages SET tick = ? WHERE sid = ? AND tick != 'read'", tick, sid)


def window_until(store: Store, customer: str) -> float | None:
    """When free text stops being allowed, business time; None when the customer never wrote. Only inbound opens it."""
    row = store.row(
        "SELECT MAX(created_at) AS last FROM messages WHERE customer = ? AND direction = 'inbound'", customer
    )
    return row["last"] + WINDOW_SECONDS if row and row["last"] is not None else None


def search(
    store: Store, *, where: list[tuple[str, Any]], before_id: int | None, limit: int
) -> tuple[list[Message], bool]:
    """Newest first. `where` holds SQL conditions with one `?` each; returns the page and whether more follow."""
    conditions = [*where, *([("id < ?", before_id)] if before_id is not None else [])]
    clause = " AND ".join(condition for condition, _ in conditions) or "1"
    found = store.rows(
        f"SELECT * FROM messages WHERE {clause} ORDER BY id DESC LIMIT ?",
        *[value for _, value in conditions],
        limit + 1,
    )
    return [_message(row) for row in found[:limit]], len(found) > limit
