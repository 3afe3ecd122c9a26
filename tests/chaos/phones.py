"""The simulator's store, read only: what was really written on phones and what really reached them."""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

OUR_ID = re.compile(r"[?&]outbox=(\d+)")


@dataclass(frozen=True)
class Bubble:
    """One message as the simulator keeps it. `outbox`: our own id of it, from the callback's address; inbound: None."""

    sid: str
    inbound: bool
    number: str
    body: str
    status: str
    at: float
    outbox: int | None


class Phones:
    def __init__(self, store: Path) -> None:
        self._store = store
        self._local = threading.local()

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        if not hasattr(self._local, "connection"):
            self._local.connection = sqlite3.connect(f"file:{self._store}?mode=ro", uri=True, timeout=10)
            self._local.connection.row_factory = sqlite3.Row
        return self._local.connection.execute(sql, values).fetchall()

    def newest(self, direction: str) -> int:
        """Id of the newest message; `direction` is inbound or outbound."""
        (row,) = self._rows("SELECT max(id) AS id FROM messages WHERE direction LIKE ?", f"{direction}%")
        return row["id"] or 0

    def bubbles(self, numbers: tuple[str, ...]) -> list[Bubble]:
        marks = ",".join("?" * len(numbers))
        rows = self._rows(
            f"SELECT * FROM messages WHERE customer IN ({marks}) ORDER BY id",
            *(f"whatsapp:{number}" for number in numbers),
        )
        return [_bubble(row) for row in rows]

    def steps_to_come(self, numbers: tuple[str, ...]) -> int:
        """Statuses whose callback is still to be made."""
        marks = ",".join("?" * len(numbers))
        (row,) = self._rows(
            "SELECT count(*) AS n FROM steps JOIN messages ON messages.sid = steps.message_sid "
            f"WHERE messages.customer IN ({marks})",
            *(f"whatsapp:{number}" for number in numbers),
        )
        return row["n"]

    def exchanges(self) -> dict[str, int]:
        """How many posts to us the simulator has logged, and how many of them failed."""
        rows = self._rows(
            "SELECT kind, count(*) AS n, sum(status IS NULL OR status >= 400) AS failed FROM log GROUP BY kind"
        )
        return {f"{row['kind']}{more}": row[of] or 0 for row in rows for more, of in (("", "n"), (" failed", "failed"))}


def _bubble(row: sqlite3.Row) -> Bubble:
    found = OUR_ID.search(row["status_callback"] or "")
    return Bubble(
        sid=row["sid"],
        inbound=row["direction"] == "inbound",
        number=row["customer"].removeprefix("whatsapp:"),
        body=row["body"],
        status=row["status"],
        at=row["created_at"],
        outbox=int(found[1]) if found else None,
    )
