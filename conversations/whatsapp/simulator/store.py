"""The simulator's memory: one SQLite file in WAL mode, so that other processes may read it while we write.

Every call is one short transaction made on the event loop without an await inside: no two requests can interleave
within one. A killed process loses nothing that was answered.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    number TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, direction TEXT NOT NULL,
    customer TEXT NOT NULL, sender TEXT, service_sid TEXT, body TEXT NOT NULL, content_sid TEXT, media TEXT NOT NULL,
    buttons TEXT NOT NULL, status TEXT NOT NULL, tick TEXT NOT NULL, error_code INTEGER, error_message TEXT,
    status_callback TEXT, created_at REAL NOT NULL, updated_at REAL NOT NULL, sent_at REAL, send_at REAL,
    token TEXT NOT NULL, params TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_by_customer ON messages (customer, id);
CREATE INDEX IF NOT EXISTS messages_scheduled ON messages (send_at) WHERE status = 'scheduled';
CREATE TABLE IF NOT EXISTS steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message_sid TEXT NOT NULL, due REAL NOT NULL, status TEXT NOT NULL,
    error_code INTEGER, copies INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, friendly_name TEXT, language TEXT NOT NULL,
    variables TEXT NOT NULL, types TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS approvals (
    content_sid TEXT PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, allow_category_change INTEGER NOT NULL,
    submitted REAL NOT NULL, decision TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, number TEXT, times INTEGER, code INTEGER, seconds REAL,
    stored INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS media (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE, message_sid TEXT NOT NULL,
    content_type TEXT NOT NULL, file TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS typing (customer TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, method TEXT NOT NULL,
    url TEXT NOT NULL, message_sid TEXT, attempt INTEGER NOT NULL, token TEXT, sent TEXT NOT NULL, status INTEGER,
    ms INTEGER NOT NULL, error_code INTEGER, note TEXT NOT NULL, answer TEXT NOT NULL, signature TEXT NOT NULL DEFAULT '');
"""
LOG_KEPT = 20_000  # rows; older ones go


class Store:
    """`version` grows with every write; a page that has seen it needs nothing new."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self.version = int(time.time() * 1000)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "busy_timeout = 10000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(SCHEMA)
        if "signature" not in {row["name"] for row in self.rows("PRAGMA table_info(log)")}:  # a store of before
            self.write("ALTER TABLE log ADD COLUMN signature TEXT NOT NULL DEFAULT ''")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        found = self.rows(sql, *values)
        return found[0] if found else None

    def write(self, sql: str, *values: Any) -> int:
        """Run one statement; returns how many rows it touched."""
        with self._lock:
            self.version += 1
            return self._connection.execute(sql, values).rowcount

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row; returns its rowid. Raises sqlite3.IntegrityError when it is there already."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        with self._lock:
            self.version += 1
            cursor = self._connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))
            return int(cursor.lastrowid or 0)

    def remember(self, key: str, value: Any) -> None:
        self.write("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, json.dumps(value))

    def recall(self, key: str, default: Any) -> Any:
        row = self.row("SELECT value FROM meta WHERE key = ?", key)
        return json.loads(row["value"]) if row else default

    def log(self, **entry: Any) -> None:
        """Keep one exchange: `kind` webhook, callback or api; `sent` the form; `answer` what came back."""
        row_id = self.insert("log", at=time.time(), **entry)
        if row_id % 500 == 0:
            self.write("DELETE FROM log WHERE id <= ?", row_id - LOG_KEPT)

    def reset(self, *, everything: bool = False) -> None:
        """Forget messages, faults and the log; with `everything` also templates, people, settings and the clock."""
        tables = ["messages", "media", "steps", "faults", "typing", "log"]
        if everything:
            tables += ["contents", "approvals", "people", "meta"]
        with self.transaction():
            for table in tables:
                self.write(f"DELETE FROM {table}")

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class BusinessClock:
    """The movable clock: machine time plus an offset that survives restarts. Windows, and every date that the API
    gives, are in business time; delays and time limits are not."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def offset_seconds(self) -> float:
        return float(self._store.recall("offset_seconds", 0))

    def set_offset(self, seconds: float) -> None:
        self._store.remember("offset_seconds", seconds)

    def now(self) -> float:
        """Seconds since the epoch, business time."""
        return time.time() + self.offset_seconds
