"""What becomes of an outbound message: the channel's verdict, and the statuses that follow with their callbacks.

The statuses still to come are rows, so that a restart goes on where it stopped (a callback that was under way may then
come twice, as with Twilio).
"""

import asyncio
import random
import time
from dataclasses import dataclass
from hashlib import sha256

from conversations.whatsapp.simulator import messages
from conversations.whatsapp.simulator.faults import Fault
from conversations.whatsapp.simulator.messages import Message
from conversations.whatsapp.simulator.options import Options
from conversations.whatsapp.simulator.store import BusinessClock, Store
from conversations.whatsapp.simulator.twilio_errors import TEXTS, failure_status
from conversations.whatsapp.simulator.webhooks import Webhooks

CLAIMED = 9e12  # a due time that marks a step as being carried out


@dataclass(frozen=True)
class Step:
    """One status to come, `after` so many seconds; `copies` callbacks of it, 0 for none."""

    status: str
    after: float
    code: int | None = None
    copies: int = 1


class Delivery:
    def __init__(self, store: Store, clock: BusinessClock, webhooks: Webhooks, options: Options) -> None:
        self._store, self._clock, self._webhooks, self._options = store, clock, webhooks, options
        self._tasks: set[asyncio.Task[None]] = set()

    def send(self, message: Message, failure: int | None, faults: dict[str, Fault]) -> list[int]:
        """Plan the statuses of a message just accepted. `failure`: the error code it will end with, if any. Returns the
        ids of the steps, in order."""
        late = faults["ticks_late"].seconds or 0 if "ticks_late" in faults else 0
        due, planned = time.time() + late, []
        with self._store.transaction():
            for step in self._plan(failure, faults):
                due += step.after
                planned.append(self._keep(message.sid, step, due))
        for step_id in planned:
            self._go(step_id)
        return planned

    def read(self, message: Message) -> None:
        """The customer has seen it on the phone."""
        if self._store.row("SELECT 1 FROM steps WHERE message_sid = ? AND status = 'read'", message.sid) is None:
            self._go(self._keep(message.sid, Step("read", 0), time.time()))

    def resume(self) -> None:
        """After a start: take up every status that was still to come, and those whose callback was cut off."""
        self._store.write("UPDATE steps SET due = 0 WHERE due >= ?", CLAIMED)
        for row in self._store.rows("SELECT id FROM steps ORDER BY due, id"):
            self._go(row["id"])

    async def step_now(self, step_id: int) -> None:
        """Bring one status forward and wait until the product has answered its callback."""
        self._store.write("UPDATE steps SET due = 0 WHERE id = ?", step_id)
        await self._carry_out(step_id)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _plan(self, failure: int | None, faults: dict[str, Fault]) -> list[Step]:
        copies = 0 if "ticks_lost" in faults else 2 if "ticks_twice" in faults else 1
        code = failure or (faults["fail"].code if "fail" in faults else None)
        if code:
            status = failure_status(code)
            sent = [Step("sent", self._wait(), copies=copies)] if status == "undelivered" else []
            return [*sent, Step(status, self._wait(), code, copies)]
        if "blocked" in faults:
            return [Step("sent", self._wait(), copies=copies)]
        names = ["sent", "delivered"]
        if "late_sent" in faults:
            names = ["delivered", "sent"]
        elif "read_without_delivered" in faults:
            names = ["sent", "read"]
        if self._options.read == "auto" and "read" not in names:
            names.append("read")
        return [Step(name, self._wait(), copies=copies) for name in names]

    def _wait(self) -> float:
        return random.uniform(*self._options.callback_delay)

    def _keep(self, sid: str, step: Step, due: float) -> int:
        return self._store.insert(
            "steps", message_sid=sid, due=due, status=step.status, error_code=step.code, copies=step.copies
        )

    def _go(self, step_id: int) -> None:
        task = asyncio.create_task(self._carry_out(step_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _carry_out(self, step_id: int) -> None:
        row = self._store.row("SELECT * FROM steps WHERE id = ?", step_id)
        if row is None:
            return
        await asyncio.sleep(max(0.0, row["due"] - time.time()))
        # Claimed by moving it out of the way: the same step may have been brought forward meanwhile.
        if not self._store.write("UPDATE steps SET due = ? WHERE id = ? AND due < ?", CLAIMED, step_id, CLAIMED):
            return
        message = messages.get(self._store, row["message_sid"])
        if message is None:
            return
        self._arrive(message, row["status"], row["error_code"])
        if message.status_callback:
            form = callback_form(message, row["status"], row["error_code"], self._options)
            posts = [
                self._webhooks.post("callback", message.status_callback, form, message_sid=message.sid)
                for _ in range(row["copies"])
            ]
            await asyncio.gather(*posts)
        self._store.write("DELETE FROM steps WHERE id = ?", step_id)

    def _arrive(self, message: Message, status: str, code: int | None) -> None:
        text = TEXTS.get(code, f"Error {code}") if code else None
        messages.advance(self._store, message, status, at=self._clock.now(), code=code, text=text)
        if status == "sent" and message.sender is None:  # a Messaging Service chooses its sender now
            self._store.write("UPDATE messages SET sender = ? WHERE sid = ?", self._options.sender, message.sid)
        if status in ("delivered", "read"):
            self._store.write("DELETE FROM typing WHERE customer = ?", message.customer)


def callback_form(message: Message, status: str, code: int | None, options: Options) -> dict[str, str]:
    """The form of a status callback of the WhatsApp channel."""
    to = message.customer
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "AccountSid": options.account_sid,
        "From": message.sender or options.sender,
        "To": to,
        "ApiVersion": "2010-04-01",
        "ChannelPrefix": "whatsapp",
        "ChannelInstallSid": "XE" + sha256(options.sender.encode()).hexdigest()[:32],
        "ChannelToAddress": to.removeprefix("whatsapp:")[:-4] + "XXXX",
        "EventType": status.upper(),
        "StructuredMessage": "false",
    }
    if message.service_sid:
        form["MessagingServiceSid"] = message.service_sid
    if code:
        text = TEXTS.get(code, f"Error {code}")
        form |= {"ErrorCode": str(code), "ErrorMessage": text, "ChannelStatusMessage": text}
    return form
