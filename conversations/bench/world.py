"""The world outside, in one process: a model that takes its time, Twilio, and customers who write and wait for an answer.

    python -m conversations.bench.world '{"seconds": 3, "seed": 1}'     # prints {"port": N} and serves until it is killed

The model speaks the OpenAI API, Twilio its Messages API, and every message of a customer is a signed webhook, all over
HTTP. `POST /bench` sets what the customers do, `GET /bench` tells what was seen.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import random
import sys
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

from conversations.bench.said import answer, message
from crm.bench.http import FORM, Answer, Client, Request, serve
from crm.llm.structured import read_data_block

FIRST_NUMBER = 34_610_000_000  # the customers' numbers count up from here
INBOUND = "/webhooks/twilio/whatsapp/"
PATIENCE = 45.0  # seconds; then a customer is given up, and another one writes


def number_of(customer: int) -> str:
    return f"+{FIRST_NUMBER + customer}"


@dataclass
class Seen:
    """Times in seconds. `rounds`: from a customer's message to our answer at Twilio."""

    acks: list[float] = field(default_factory=list)
    callbacks: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    sends: int = 0
    refused: int = 0  # answers other than 204
    unanswered: int = 0
    lag: float = 0.0  # the longest that this very process was late


class World:
    def __init__(self, seconds: float, seed: int) -> None:
        self.seconds = seconds
        self.dice = random.Random(seed)
        self.seen = Seen()
        self.web: Client | None = None
        self.public, self.token, self.account, self.sender = "", "", "", ""
        self.customers = 0  # of these numbers
        self.talking = 0  # so many at once
        self.rate = 0.0  # or so many new messages a second, whatever becomes of them
        self.callbacks = True
        self.waiting: dict[str, float] = {}
        self.turn = count()
        self.sids = count(1)
        self.tasks: set[asyncio.Task[Any]] = set()

    async def handle(self, request: Request) -> Answer:
        if request.path.endswith("/chat/completions"):
            return await self.complete(json.loads(request.body))
        if request.path.endswith("/Messages.json") and request.method == "POST":
            return self.create(parse_qs(request.body.decode()))
        if request.path.partition("?")[0].endswith("/Messages.json"):
            return 200, b'{"messages": [], "page": 0, "page_size": 50, "next_page_uri": null}'
        if request.path == "/bench" and request.method == "POST":
            self.set(json.loads(request.body))
            return 200, b"{}"
        if request.path == "/bench":
            return 200, json.dumps({**vars(self.seen), "waiting": len(self.waiting)}).encode()
        return 404, b"{}"

    # --- the model ---------------------------------------------------------------------------------------------------

    async def complete(self, body: dict[str, Any]) -> Answer:
        began = time.perf_counter()
        asked = next(each["content"] for each in reversed(body["messages"]) if each["role"] == "user")
        try:
            data = read_data_block(asked)
            said = json.dumps(answer(data["task"], data))
            task = str(data["task"])
        except ValueError:  # the floor's bare question
            said, task = '{"stance": "interested"}', "bare"
        self.seen.calls[task] = self.seen.calls.get(task, 0) + 1
        tokens = sum(len(each["content"]) for each in body["messages"]) // 4
        usage = {"prompt_tokens": tokens, "completion_tokens": len(said) // 4, "total_tokens": tokens + len(said) // 4}
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        whole = {
            "id": "bench",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [choice],
            "usage": usage,
        }
        await asyncio.sleep(max(0.0, self.seconds - (time.perf_counter() - began)))
        return 200, json.dumps(whole).encode()

    # --- Twilio --------------------------------------------------------------------------------------------------------

    def create(self, form: dict[str, list[str]]) -> Answer:
        self.seen.sends += 1
        sid = f"SM{next(self.sids):032x}"
        to = form["To"][0]
        if (since := self.waiting.pop(to, None)) is not None:
            self.seen.rounds.append(time.perf_counter() - since)
        if self.callbacks and "StatusCallback" in form:
            self.soon(self.report(sid, form["StatusCallback"][0]))
        made = {
            "sid": sid,
            "status": "queued",
            "to": to,
            "from": self.sender,
            "account_sid": self.account,
            "body": "",
            "direction": "outbound-api",
        }
        return 201, json.dumps(made).encode()

    async def report(self, sid: str, url: str) -> None:
        """As Twilio does: sent, then delivered."""
        parts = urlsplit(url)
        for status in ("sent", "delivered"):
            await asyncio.sleep(self.dice.uniform(0.1, 0.4))
            form = {"AccountSid": self.account, "MessageSid": sid, "MessageStatus": status}
            spent = await self.post(f"{parts.path}?{parts.query}", form)
            self.seen.callbacks.append(spent)

    # --- customers -----------------------------------------------------------------------------------------------------

    def set(self, wanted: dict[str, Any]) -> None:
        for name, value in wanted.items():
            if name == "web":
                self.web = Client(value)
            elif name == "forget":
                self.seen = Seen()
            else:
                setattr(self, name, value)

    async def live(self) -> None:
        """Keeps `talking` customers waiting for an answer, or writes at `rate`."""
        last = time.perf_counter()
        owed = 0.0
        while True:
            await asyncio.sleep(0.02)
            now = time.perf_counter()
            self.seen.lag = max(self.seen.lag, now - last - 0.02)
            owed = min(owed + self.rate * (now - last), 100.0) if self.rate else 0.0
            last = now
            for to in [each for each, since in self.waiting.items() if now - since > PATIENCE]:
                del self.waiting[to]
                self.seen.unanswered += 1
            fresh = int(owed) if self.rate else min(self.talking - len(self.waiting), 8)
            owed -= int(owed)
            for _ in range(max(0, fresh)):
                self.soon(self.write())

    async def write(self) -> None:
        if not self.customers or self.web is None:
            return
        customer = next(self.turn) % self.customers
        number, sid = number_of(customer), f"SM{next(self.sids):031x}i"
        who = f"whatsapp:{number}"
        if who in self.waiting and not self.rate:  # at a rate they write whether they were answered or not
            return
        self.waiting[who] = time.perf_counter()
        form = {
            "AccountSid": self.account, "ApiVersion": "2010-04-01", "Body": message(self.dice), "From": who,
            "MessageSid": sid, "MessageType": "text", "NumMedia": "0", "NumSegments": "1",
            "ProfileName": f"Customer {customer}", "SmsMessageSid": sid, "SmsSid": sid, "SmsStatus": "received",
            "To": self.sender, "WaId": number[1:],
        }  # fmt: skip
        spent = await self.post(INBOUND, form)
        self.seen.acks.append(spent)  # the record of now: it may have been begun anew meanwhile

    async def post(self, path: str, form: dict[str, str]) -> float:
        assert self.web is not None
        told = self.public + path + "".join(key + form[key] for key in sorted(form))
        digest = hmac.new(self.token.encode(), told.encode(), hashlib.sha1).digest()
        headers = f"Content-Type: {FORM}\r\nX-Twilio-Signature: {base64.b64encode(digest).decode()}\r\n"
        status, spent = await self.web.send("POST", path, urlencode(form, quote_via=quote_plus).encode(), headers)
        self.seen.refused += status != 204
        return spent

    def soon(self, what: Any) -> None:
        task = asyncio.create_task(what)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def main(wanted: dict[str, Any]) -> None:
    world = World(wanted["seconds"], wanted["seed"])
    _, port = await serve(world.handle)
    print(json.dumps({"port": port}), flush=True)
    await world.live()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
