"""Everything a request needs, in one place: the options, the store, the business clock, webhooks and delivery."""

import asyncio
import contextlib
import json
from collections.abc import Coroutine
from typing import Any

from conversations.whatsapp.simulator import faults, messages, templates
from conversations.whatsapp.simulator.delivery import Delivery
from conversations.whatsapp.simulator.faults import Fault
from conversations.whatsapp.simulator.messages import Message
from conversations.whatsapp.simulator.options import Options
from conversations.whatsapp.simulator.store import BusinessClock, Store
from conversations.whatsapp.simulator.webhooks import Webhooks

SCHEDULE_GRAIN = 1.0  # seconds between looks at messages with SendAt
TEMPLATE_LIMIT = 1024


class Exchange:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.store = Store(options.store)
        self.clock = BusinessClock(self.store)
        self.webhooks = Webhooks(self.store, options.auth_token, options.allowed_hosts)
        self.delivery = Delivery(self.store, self.clock, self.webhooks, options)
        self._background: set[asyncio.Task[Any]] = set()

    async def run(self) -> None:
        """Until cancelled: carry on what a restart interrupted, and send scheduled messages at their time."""
        self.delivery.resume()
        while True:
            for message in messages.scheduled_until(self.store, self.clock.now()):
                self.store.write("UPDATE messages SET status = 'queued' WHERE sid = ?", message.sid)
                self.dispatch(message, faults.take(self.store, faults.DELIVERY_KINDS, message.customer))
            await asyncio.sleep(SCHEDULE_GRAIN)

    def in_background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Until done, or until the simulator stops."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        for task in self._background:
            task.cancel()
        await self.delivery.close()
        with contextlib.suppress(Exception):
            await self.webhooks.close()
        self.store.close()

    def dispatch(self, message: Message, struck: dict[str, Fault]) -> list[int]:
        """Hand a message to the channel; returns the ids of its coming statuses."""
        return self.delivery.send(message, self.verdict(message), struck)

    def in_window(self, customer: str) -> bool:
        until = messages.window_until(self.store, customer)
        return until is not None and self.clock.now() < until

    def verdict(self, message: Message) -> int | None:
        """The error code with which the channel will refuse this message, None if it will deliver it. Sources: Twilio's
        pages on errors 63013, 63016, 63021, 63028, 63040, 63041, 63042."""
        free = self.in_window(message.customer)
        content = templates.get(self.store, message.content_sid) if message.content_sid else None
        if content is None:
            return None if free else 63016
        given = json.loads(message.params.get("ContentVariables") or "{}")
        filled, missing = templates.fill(content, {str(key): str(value) for key, value in given.items()})
        if missing:
            return 63028
        if any("     " in str(value) for value in given.values()):
            return 63013
        status = templates.approval(self.store, content, self.options.approval_seconds).status
        if status in ("paused", "disabled"):
            return 63041 if status == "paused" else 63042
        if status == "approved":
            return 63021 if len(filled) > TEMPLATE_LIMIT else None
        if free and content.content_type not in templates.ALWAYS_TEMPLATES:
            return None
        return 63040 if status == "rejected" and content.content_type not in templates.NEVER_TEMPLATES else 63016

    def joined_sandbox(self, customer: str) -> bool:
        """Always, unless a sandbox phrase is set: then whoever sent it in the last three days."""
        if not self.options.sandbox_phrase:
            return True
        return self.store.row(
            "SELECT 1 FROM messages WHERE customer = ? AND direction = 'inbound' AND created_at > ? "
            "AND lower(trim(body)) = lower(?)",
            customer, self.clock.now() - 3 * 86400, self.options.sandbox_phrase,
        ) is not None  # fmt: skip
