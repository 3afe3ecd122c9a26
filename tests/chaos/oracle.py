"""What must be true when the house has calmed down. The simulator's store says what happened; the product's records are
held against it. Each claim returns sentences about what is not so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.whatsapp.delivery import FROM, NOBODY_KNOWS, STATES
from conversations.whatsapp.outbox import STALE
from tests.chaos.crowd import Pressed
from tests.chaos.phones import Bubble
from tests.chaos.plan import STARTS, STOPS
from tests.chaos.records import Row, Written

REACHED = ("accepted", "sent", "delivered", "read")
LIVE = ("proposed", "scheduled", "held")
SAID_AGAIN = ("opt_out_confirmation", "handoff_notice")  # fixed lines, each for an occasion of its own
ON_ITS_WAY = timedelta(seconds=10)  # STALE and Twilio's time limit: what was claimed before a STOP may cross it so long


@dataclass(frozen=True)
class Seen:
    """Both sides of some numbers: what was on the phones, what the product wrote down, what a colleague pressed."""

    bubbles: list[Bubble]
    written: Written
    pressed: list[Pressed]

    @property
    def inbound(self) -> list[Bubble]:
        return [bubble for bubble in self.bubbles if bubble.inbound]

    @property
    def outbound(self) -> list[Bubble]:
        return [bubble for bubble in self.bubbles if not bubble.inbound]


def verdict(seen: Seen) -> list[str]:
    return [f"{claim.__name__.replace('_', ' ')}: {problem}" for claim in CLAIMS for problem in claim(seen)]


def every_inbound_is_stored_once(seen: Seen) -> Iterator[str]:
    stored = Counter(row["message_sid"] for row in seen.written.receipts)
    shown = {row["message_sid"]: row for row in seen.written.messages if row["direction"] == "inbound"}
    for bubble in seen.inbound:
        if stored[bubble.sid] != 1:
            yield f"{bubble.number} wrote {bubble.body!r} ({bubble.sid}), and it is stored {stored[bubble.sid]} times"
        elif bubble.sid not in shown or shown[bubble.sid]["body"] != bubble.body:
            yield f"{bubble.number} wrote {bubble.body!r} ({bubble.sid}), and the thread shows {shown.get(bubble.sid)}"
    for sid in set(stored) - {bubble.sid for bubble in seen.inbound}:
        yield f"{sid} is stored and nobody wrote it"
    contacts = Counter(row["phone"] for row in seen.written.contacts)
    threads = Counter(row["phone"] for row in seen.written.conversations)
    for number in {bubble.number for bubble in seen.inbound}:
        if contacts[number] != 1 or threads[number] != 1:
            yield f"{number} is {contacts[number]} contacts with {threads[number]} conversations"


def no_message_is_delivered_twice(seen: Seen) -> Iterator[str]:
    copies = Counter(bubble.outbox for bubble in seen.outbound)
    rows = {row["id"]: row for row in seen.written.outbox}
    for outbox, count in copies.items():
        if outbox is None or outbox not in rows:
            yield f"a phone got a message that our outbox does not know ({outbox})"
        elif count > 1:
            yield f"outbox {outbox} ({rows[outbox]['words']!r}) reached the phone {count} times"
    texts = Counter(
        (bubble.number, bubble.body)
        for bubble in seen.outbound
        if bubble.outbox in rows and rows[bubble.outbox]["purpose"] not in SAID_AGAIN
    )
    for (number, body), count in texts.items():
        if count > 1:
            yield f"{number} got {body!r} {count} times"


def nobody_is_answered_twice(seen: Seen) -> Iterator[str]:
    touched = {pressed.number for pressed in seen.pressed}  # who is handed back may be answered anew
    reached = {bubble.outbox for bubble in seen.outbound}
    answers = Counter(
        (row["phone"], row["based_on"])
        for row in seen.written.outbox
        if row["purpose"] == "reply" and row["id"] in reached and re.fullmatch(r"turn-\d+", row["idempotency_key"])
    )
    for (number, based_on), count in answers.items():
        if count > 1 and number not in touched:
            yield f"{number} got {count} answers to message {based_on}"


def the_outbox_tells_the_truth(seen: Seen) -> Iterator[str]:
    on_phone = {bubble.outbox: bubble for bubble in seen.outbound}
    for row in seen.written.outbox:
        bubble, state = on_phone.get(row["id"]), row["state"]
        name = f"outbox {row['id']} ({row['purpose']}, {row['words'][:40]!r})"
        if state in ("sending", "queued"):
            yield f"{name} is still {state}: {row['why']}"
        elif bubble is None and state in REACHED:
            yield f"{name} is {state}, and Twilio never had it"
        elif bubble is not None and row["provider_sid"] != bubble.sid:
            yield f"{name} is {state} as {row['provider_sid']}, and Twilio has it as {bubble.sid} ({bubble.status})"
        elif bubble is not None and state in FROM[STATES[bubble.status]]:
            yield f"{name} is {state}, and on the phone it is {bubble.status}"
        elif state in ("failed", "refused") and not row["why"]:
            yield f"{name} is {state}, and nothing says why"
    for stray in seen.written.strays:
        yield f"a callback ({stray['status']}) of {stray['provider_sid']} belongs to no message"


def no_unknown_is_unseen(seen: Seen) -> Iterator[str]:
    for row in seen.written.outbox:
        if row["state"] == "unknown" and (row["why"] != NOBODY_KNOWS or not _people_were_told(seen, row)):
            yield f"outbox {row['id']} ({row['words'][:40]!r}) is unknown ({row['why']}), and no person was told"


def every_failure_is_somebodys(seen: Seen) -> Iterator[str]:
    for row in seen.written.outbox:
        if row["state"] == "failed" and not _people_were_told(seen, row):
            yield f"outbox {row['id']} ({row['words'][:40]!r}) failed ({row['why']}), and no person was told"


def _people_were_told(seen: Seen, row: Row) -> bool:
    """A person's task; for somebody who opted out, to whom nothing may be sent, a line in the history."""
    thread = next(thread for thread in seen.written.conversations if thread["id"] == row["conversation_id"])
    handed = any(handoff["conversation_id"] == thread["id"] for handoff in seen.written.handoffs)
    opted_out = any(contact["opted_out_at"] for contact in seen.written.contacts if contact["phone"] == row["phone"])
    in_history = any(line["message"] == str(row["message_id"]) for line in seen.written.history)
    tasked = handed or thread["next_user_id"] is not None or thread["next_team_id"] is not None
    return tasked or (opted_out and in_history)


def every_thread_has_its_next_step(seen: Seen) -> Iterator[str]:
    for thread in seen.written.conversations:
        for problem in _of_a_thread(seen, thread):
            yield f"{thread['phone']} ({thread['status']}, {thread['next_kind']} at {thread['next_at']}): {problem}"


def _of_a_thread(seen: Seen, thread: Row) -> Iterator[str]:
    if thread["turn_token"] is not None:
        yield "its fence is still up"
    if any(turn["conversation_id"] == thread["id"] and turn["state"] == "running" for turn in seen.written.turns):
        yield "a turn is still running"
    mine = [row for row in seen.written.follow_ups if row["conversation_id"] == thread["id"]]
    live = [row for row in mine if row["state"] in LIVE]
    if thread["status"] != "open":
        if not (thread["closed_at"] and thread["closed_reason"]) or thread["next_kind"] or thread["wake_at"] or live:
            yield "closed, and something is still to come or no reason is given"
        return
    agents = thread["next_user_id"] is None and thread["next_team_id"] is None
    if not thread["next_kind"] or thread["next_at"] is None:
        yield "no next step with a date"
    elif agents and (thread["next_at"] <= seen.written.now or thread["wake_at"] is None):
        yield "the agent's step has passed, or no alarm will ring for it"
    elif agents and thread["next_kind"] in ("human_task", "internal_review"):
        yield "a person's step belongs to nobody"
    if thread["wake_at"] is not None and thread["wake_at"] <= seen.written.now:
        yield "its alarm has rung, and nobody came"
    if len(live) > 1:
        yield f"{len(live)} live follow-ups"
    if thread["next_kind"] == "follow_up" and agents and [row["planned_for"] for row in live] != [thread["next_at"]]:
        yield f"its step is a follow-up, and live is {live}"


def nobody_goes_unheard(seen: Seen) -> Iterator[str]:
    """Each message was read in a turn that came to its end, or the thread went to people, or code obeyed it (STOP)."""
    for row in seen.written.messages:
        if row["direction"] != "inbound" or row["turn_state"] == "committed" or row["body"] in STOPS:
            continue
        thread = next(thread for thread in seen.written.conversations if thread["id"] == row["conversation_id"])
        handed = any(handoff["conversation_id"] == thread["id"] for handoff in seen.written.handoffs)
        stopped = _consent(seen, row["phone"], after=row["id"]) == "stop" or thread["closed_reason"] == "opted_out"
        if not handed and not stopped:
            yield f"{row['phone']} wrote {row['body']!r}, and its turn is {row['turn_id']} ({row['turn_state']})"


def who_said_stop_is_left_alone(seen: Seen) -> Iterator[str]:
    for contact in seen.written.contacts:
        last = _consent(seen, contact["phone"])
        if last == "stop" and contact["opted_out_at"] is None:
            yield f"{contact['phone']} said STOP last and is not opted out"
        if last == "start" and contact["opted_out_at"] is not None:
            yield f"{contact['phone']} said START last and is still opted out"
        if contact["opted_out_at"] is not None:
            yield from _sent_after(seen, contact["phone"], contact["opted_out_at"])


def _consent(seen: Seen, number: str, after: int = 0) -> str:
    """The last STOP or START of a number as the product heard them, in the order in which they were stored."""
    said = [row for row in seen.written.messages if row["phone"] == number and row["direction"] == "inbound"]
    words = [row["body"] for row in said if row["id"] >= after and row["body"] in (*STOPS, *STARTS)]
    return "" if not words else "stop" if words[-1] in STOPS else "start"


def _sent_after(seen: Seen, number: str, moment: datetime) -> Iterator[str]:
    reached = {bubble.outbox: bubble for bubble in seen.outbound}
    confirmations = 0
    for row in seen.written.outbox:
        if row["phone"] != number:
            continue
        if row["purpose"] == "opt_out_confirmation":
            confirmations += row["id"] in reached and row["created_at"] >= moment - timedelta(seconds=1)
        elif row["sending_at"] and row["sending_at"] > moment:
            yield f"outbox {row['id']} ({row['words'][:40]!r}) was sent to {number} after STOP"
        elif row["id"] in reached and reached[row["id"]].at > (moment + STALE + ON_ITS_WAY).timestamp():
            yield f"outbox {row['id']} ({row['words'][:40]!r}) reached {number} long after STOP"
    if confirmations > 1:
        yield f"{number} got {confirmations} confirmations of one STOP"


def a_colleagues_words_go_out_once(seen: Seen) -> Iterator[str]:
    for pressed in seen.pressed:
        if pressed.words == "no answer":
            yield f"the inbox never answered: {pressed.act.kind} in the thread of {pressed.number}"
        if pressed.act.kind != "reply":
            continue
        rows = [
            row for row in seen.written.outbox if row["phone"] == pressed.number and row["words"] == pressed.act.body
        ]
        if len(rows) != int(pressed.accepted):
            yield f"{pressed.act.body!r} was {'accepted' if pressed.accepted else 'refused'} and stands {len(rows)} times in the outbox"


def what_was_promised_goes_out_once(seen: Seen) -> Iterator[str]:
    """A follow-up whose moment has come: once on the phone; and if they said nothing meanwhile, it has left or a person
    has the thread."""
    rows = {row["message_id"]: row for row in seen.written.outbox}
    unasked = Counter(bubble.number for bubble in seen.outbound if bubble.outbox in _ids(rows.values(), "follow_up"))
    for number, count in unasked.items():
        if count > 1:
            yield f"{number} got {count} messages unasked"
    spoke, held = {bubble.number for bubble in seen.inbound}, {row["conversation_id"] for row in seen.written.handoffs}
    for row in seen.written.follow_ups:
        if row["planned_for"] > seen.written.now or row["phone"] in spoke or row["conversation_id"] in held:
            continue
        outbox = rows.get(row["message_id"])
        if outbox is None or outbox["state"] == "refused":
            yield f"{row['phone']} was promised word at {row['planned_for']}, and it is {row['state']} ({row['ended_reason']})"


def _ids(rows: Iterable[Row], purpose: str) -> set[int]:
    return {row["id"] for row in rows if row["purpose"] == purpose}


CLAIMS: tuple[Callable[[Seen], Iterator[str]], ...] = (
    every_inbound_is_stored_once,
    no_message_is_delivered_twice,
    nobody_is_answered_twice,
    the_outbox_tells_the_truth,
    no_unknown_is_unseen,
    every_failure_is_somebodys,
    every_thread_has_its_next_step,
    nobody_goes_unheard,
    who_said_stop_is_left_alone,
    a_colleagues_words_go_out_once,
    what_was_promised_goes_out_once,
)
