"""The log, and delivering anything in it again: the same form, the same idempotency token, as Twilio's repeats do."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

from conversations.whatsapp.simulator.exchange import Exchange

MOST_COPIES = 20


async def log(exchange: Exchange, data: dict[str, Any]) -> Any:
    """Newest first. `limit` (100), `before` an id, `kind` webhook, callback, api or media, `failed=1` only failures."""
    where, values = ["1"], []
    if data.get("kind"):
        where.append("kind = ?")
        values.append(data["kind"])
    if data.get("failed"):
        where.append("(error_code IS NOT NULL OR status IS NULL OR status >= 400)")
    if data.get("before"):
        where.append("id < ?")
        values.append(int(data["before"]))
    limit = max(1, min(1000, int(data.get("limit") or 100)))
    rows = exchange.store.rows(
        f"SELECT * FROM log WHERE {' AND '.join(where)} ORDER BY id DESC LIMIT ?", *values, limit
    )
    at = [datetime.fromtimestamp(row["at"], UTC).isoformat(timespec="milliseconds") for row in rows]
    return {"entries": [dict(row) | {"at": when} for row, when in zip(rows, at, strict=True)]}


async def again(exchange: Exchange, data: dict[str, Any]) -> Any:
    """`{"id", "copies"?, "signature"?: good|bad|missing}`: post a webhook or callback of the log once more."""
    row = exchange.store.row("SELECT * FROM log WHERE id = ?", int(data.get("id") or 0))
    if row is None or row["kind"] not in ("webhook", "callback"):
        raise ValueError("`id` must be a webhook or a callback of the log")
    signed = str(data.get("signature") or "good")
    if signed not in ("good", "bad", "missing"):
        raise ValueError("`signature` must be good, bad or missing")
    posts = [
        exchange.webhooks.post(
            row["kind"], row["url"], json.loads(row["sent"]), message_sid=row["message_sid"], token=row["token"],
            signed=signed,
        )
        for _ in range(max(1, min(MOST_COPIES, int(data.get("copies") or 1))))
    ]  # fmt: skip
    answers = await asyncio.gather(*posts)
    return {"statuses": [answer.status for answer in answers], "note": answers[0].note}
