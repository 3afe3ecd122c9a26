"""Twilio by script: answers each new message as it is told, over real HTTP, and remembers what it took. What it holds is the
truth in these tests: the product's own records are only what the product believes."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

FAILED = ("failed", "undelivered", "canceled")


@dataclass(frozen=True)
class Answer:
    """What becomes of one attempt: `stored` or not, and what is said about it: a status, with Twilio's code, or nothing."""

    stored: bool = True
    status: int = 201
    code: int | None = None
    silent: bool = False  # the line breaks


TAKEN = Answer()


@dataclass
class Copy:
    """One message as Twilio has it."""

    sid: str
    outbox: int
    to: str
    sender: str
    body: str
    content_sid: str
    at: datetime  # business time
    told: list[str] = field(default_factory=list)  # statuses that it has reported, in their order

    @property
    def failed(self) -> bool:
        return any(status in FAILED for status in self.told) and not {"delivered", "read"} & set(self.told)

    def as_json(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "status": self.told[-1] if self.told else "queued",
            "direction": "outbound-api",
            "from": self.sender,
            "to": self.to,
            "body": self.body,
            "error_code": None,
            "num_media": "0",
            "date_created": format_datetime(self.at),
            "date_sent": format_datetime(self.at),
        }


class ScriptedTwilio:
    def __init__(self) -> None:
        self._sids = count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="scripted-twilio", daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.now: datetime | None = None
        self.reset()

    def reset(self) -> None:
        self.copies: list[Copy] = []
        self.script: list[Answer] = []
        self.templates: dict[str, str] = {}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def create(self, form: dict[str, str]) -> tuple[Answer, Copy | None]:
        answer = self.script.pop(0) if self.script else TAKEN
        if not answer.stored:
            return answer, None
        body = form.get("Body", "")
        if sid := form.get("ContentSid"):
            body = self.templates.get(sid, "")
            for name, value in json.loads(form.get("ContentVariables", "{}")).items():
                body = body.replace("{{" + name + "}}", value)
        outbox = int(parse_qs(urlsplit(form["StatusCallback"]).query)["outbox"][0])
        assert self.now is not None
        made = Copy(f"SMf{next(self._sids):031x}", outbox, form["To"], form["From"], body, sid or "", self.now)
        self.copies.append(made)
        return answer, made

    def listed(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        to, sender = query.get("To", [""])[0], query.get("From", [""])[0]
        return [one.as_json() for one in reversed(self.copies) if to in ("", one.to) and sender in ("", one.sender)]

    def _handler(twilio) -> type[BaseHTTPRequestHandler]:  # `self` is the handler's
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None: ...

            def say(self, status: int, value: Any) -> None:
                raw = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                answer, made = twilio.create({name: values[0] for name, values in parse_qs(raw).items()})
                if answer.silent:
                    self.close_connection = True
                elif answer.status == 201 and made is not None:
                    self.say(201, made.as_json())
                else:
                    self.say(answer.status, {"code": answer.code, "message": "by script", "status": answer.status})

            def do_GET(self) -> None:
                place = urlsplit(self.path)
                if place.path.endswith("/Messages.json"):
                    self.say(200, {"messages": twilio.listed(parse_qs(place.query)), "next_page_uri": None})
                    return
                sid = place.path.rpartition("/")[2].removesuffix(".json")
                found = next((one for one in twilio.copies if one.sid == sid), None)
                self.say(
                    200 if found else 404, found.as_json() if found else {"code": 20404, "message": "", "status": 404}
                )

        return Handler
