"""Faults that can be switched on, for the next calls or until switched off, for everybody or for one number."""

import sqlite3
from dataclasses import dataclass

from conversations.whatsapp.simulator.store import Store

CALL_KINDS = {
    "down": "Every call of the API answers 503",
    "429": "Sending answers 429 with Retry-After; nothing is stored",
    "500": "Sending answers 500; stored only if `stored` is set",
    "503": "Sending answers 503; stored only if `stored` is set",
    "reject": "Sending answers 400 with `code`, for example 21610 opted out",
    "offline": "The sender is not ONLINE: sending answers 400 with 63007",
    "slow": "The message is stored, the answer comes after `seconds`",
    "drop": "The message is stored, the connection breaks before the answer",
    "drop_before": "The connection breaks before anything is stored",
}
DELIVERY_KINDS = {
    "fail": "Accepted, then failed by callback with `code`",
    "blocked": "The customer has blocked us: stays `sent` for ever, without an error",
    "ticks_late": "Status callbacks come `seconds` later",
    "ticks_lost": "Status callbacks are never sent, though the status moves",
    "ticks_twice": "Every status callback comes twice at once",
    "late_sent": "`sent` arrives after `delivered`",
    "read_without_delivered": "`read` arrives, `delivered` never does",
    "callback_first": "The first callback arrives before the answer to the call",
}
INBOUND_KINDS = {
    "inbound_twice": "Each inbound message is delivered twice at the same time",
    "inbound_late": "An inbound message is delivered `seconds` later, so that the next one can overtake it",
    "inbound_lost": "An inbound message is never delivered, though the API lists it",
    "inbound_bad_signature": "An inbound message carries a signature of somebody else's",
    "inbound_unsigned": "An inbound message carries no signature",
}
MEDIA_KINDS = {
    "media_missing": "A file is not there (404)",
    "media_expired": "The address to which a file redirects has expired (403)",
}
KINDS = {**CALL_KINDS, **DELIVERY_KINDS, **INBOUND_KINDS, **MEDIA_KINDS}
DEFAULT_SECONDS = {"429": 2.0, "slow": 30.0, "ticks_late": 20.0, "inbound_late": 5.0}
DEFAULT_CODE = {"reject": 21610, "fail": 63003}


@dataclass(frozen=True)
class Fault:
    """`number` None: for everybody. `times` None: until switched off. `seconds`: the wait, or Retry-After."""

    id: int
    kind: str
    number: str | None
    times: int | None
    code: int | None
    seconds: float | None
    stored: bool


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(row["id"], row["kind"], row["number"], row["times"], row["code"], row["seconds"], bool(row["stored"]))


def switch_on(
    store: Store,
    kind: str,
    *,
    number: str | None = None,
    times: int | None = None,
    code: int | None = None,
    seconds: float | None = None,
    stored: bool = False,
) -> Fault:
    """Replaces the same kind for the same number. Raises ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(f"Unknown fault {kind!r}; known: {', '.join(KINDS)}")
    with store.transaction():
        switch_off(store, kind, number=number)
        fault_id = store.insert(
            "faults", kind=kind, number=number, times=times, code=code or DEFAULT_CODE.get(kind),
            seconds=DEFAULT_SECONDS.get(kind) if seconds is None else seconds, stored=int(stored),
        )  # fmt: skip
    return next(fault for fault in active(store) if fault.id == fault_id)


def switch_off(store: Store, kind: str | None = None, *, number: str | None = None) -> None:
    """Without a kind: all of them, for everybody."""
    if kind is None:
        store.write("DELETE FROM faults")
    else:
        store.write("DELETE FROM faults WHERE kind = ? AND number IS ?", kind, number)


def active(store: Store) -> list[Fault]:
    return [_fault(row) for row in store.rows("SELECT * FROM faults ORDER BY id")]


def take(store: Store, kinds: dict[str, str], customer: str) -> dict[str, Fault]:
    """The faults that strike this call, by kind; one with `times` is used up by it. `customer`: address or number."""
    number = customer.removeprefix("whatsapp:")
    struck: dict[str, Fault] = {}
    for fault in active(store):
        if fault.kind not in kinds or fault.number not in (None, number) or fault.kind in struck:
            continue
        struck[fault.kind] = fault
        if fault.times is not None:
            store.write("UPDATE faults SET times = times - 1 WHERE id = ?", fault.id)
            store.write("DELETE FROM faults WHERE id = ? AND times <= 0", fault.id)
    return struck
