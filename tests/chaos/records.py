"""What the product has written down about some phone numbers, read by plain SQL in one snapshot of the database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from crm import database

Row = dict[str, Any]

QUERIES = {
    "contacts": "SELECT c.id, c.phone, c.opted_out_at FROM crm_contact c WHERE c.phone = ANY(%(numbers)s)",
    "conversations": (
        "SELECT v.*, c.phone FROM conversations_conversation v JOIN crm_contact c ON c.id = v.contact_id "
        "WHERE c.phone = ANY(%(numbers)s)"
    ),
    "messages": (
        "SELECT m.id, m.conversation_id, m.direction, m.body, m.provider_sid, m.turn_id, t.state AS turn_state, c.phone, "
        "r.source, r.message_sid FROM conversations_message m JOIN conversations_conversation v ON v.id = m.conversation_id "
        "JOIN crm_contact c ON c.id = v.contact_id LEFT JOIN conversations_turn t ON t.id = m.turn_id "
        "LEFT JOIN conversations_receipt r ON r.id = m.receipt_id WHERE c.phone = ANY(%(numbers)s) ORDER BY m.id"
    ),
    "outbox": (
        "SELECT o.*, m.body AS words, c.phone FROM conversations_outbox o JOIN conversations_message m ON m.id = o.message_id "
        "JOIN crm_contact c ON c.id = o.contact_id WHERE c.phone = ANY(%(numbers)s) ORDER BY o.id"
    ),
    "turns": (
        "SELECT t.id, t.conversation_id, t.state, t.trigger, t.words FROM conversations_turn t JOIN conversations_conversation v "
        "ON v.id = t.conversation_id JOIN crm_contact c ON c.id = v.contact_id WHERE c.phone = ANY(%(numbers)s) ORDER BY t.id"
    ),
    "handoffs": (
        "SELECT h.conversation_id, h.state, h.reason, h.words FROM conversations_handoff h JOIN conversations_conversation v "
        "ON v.id = h.conversation_id JOIN crm_contact c ON c.id = v.contact_id WHERE c.phone = ANY(%(numbers)s)"
    ),
    "follow_ups": (
        "SELECT f.conversation_id, f.state, f.planned_for, f.message_id, f.ended_reason, c.phone FROM followups_followup f "
        "JOIN conversations_conversation v ON v.id = f.conversation_id JOIN crm_contact c ON c.id = v.contact_id "
        "WHERE c.phone = ANY(%(numbers)s)"
    ),
    "receipts": (
        "SELECT message_sid, source FROM conversations_receipt WHERE form->'From'->>0 = ANY(%(addresses)s) ORDER BY id"
    ),
    "history": (
        "SELECT a.action, a.data->>'message' AS message FROM crm_activity a JOIN crm_contact c ON c.id = a.contact_id "
        "WHERE c.phone = ANY(%(numbers)s) AND a.action IN ('message-unknown', 'message-not-sent')"
    ),
    "strays": (
        "SELECT e.provider_sid, e.status FROM conversations_statusevent e WHERE e.outbox_id IS NULL "
        "AND e.form->'To'->>0 = ANY(%(addresses)s)"
    ),
}


@dataclass(frozen=True)
class Written:
    """One snapshot. Each list holds rows as dicts; `now` is the database's."""

    now: datetime
    contacts: list[Row]
    conversations: list[Row]
    messages: list[Row]
    outbox: list[Row]
    turns: list[Row]
    handoffs: list[Row]
    follow_ups: list[Row]
    receipts: list[Row]
    strays: list[Row]
    history: list[Row]


class Records:
    """Opens a connection for each look: the database may have been struck meanwhile. Raises psycopg.Error if it is."""

    def __init__(self) -> None:
        entry = database.config("")
        assert database.is_embedded(), os.environ.get("DATABASE_URL")
        self._where = {"dbname": entry["NAME"], "user": entry["USER"], "host": entry["HOST"], "port": entry["PORT"]}

    def _connect(self) -> psycopg.Connection[Row]:
        return psycopg.connect(**self._where, connect_timeout=5, row_factory=dict_row)

    def of(self, numbers: tuple[str, ...]) -> Written:
        wanted = {"numbers": list(numbers), "addresses": [f"whatsapp:{number}" for number in numbers]}
        with self._connect() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (row,) = connection.execute("SELECT now() AS now").fetchall()
            rows = {name: connection.execute(sql, wanted).fetchall() for name, sql in QUERIES.items()}
        return Written(now=row["now"], **rows)

    def conversation(self, number: str) -> int | None:
        """The newest conversation of a number; None as well while the database is away."""
        try:
            with self._connect() as connection:
                found = connection.execute(
                    "SELECT v.id FROM conversations_conversation v JOIN crm_contact c ON c.id = v.contact_id "
                    "WHERE c.phone = %s ORDER BY v.id DESC LIMIT 1",
                    [number],
                ).fetchone()
        except psycopg.Error:
            return None
        return found["id"] if found else None

    def one(self, sql: str) -> Any:
        with self._connect() as connection:
            row = connection.execute(sql).fetchone()
        return next(iter(row.values())) if row else None
