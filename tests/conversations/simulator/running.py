"""A running simulator process and a small product beside it that takes its webhooks, both real HTTP."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

import httpx
from twilio.request_validator import RequestValidator

ACCOUNT = "AC5eed000000000000000000000000f011"
TOKEN = "simulator-only-token"
SENDER = "whatsapp:+15005550006"
LUCIA = "whatsapp:+34600111222"
ROOT = Path(__file__).resolve().parents[3]
WAIT_SECONDS = 10

T = TypeVar("T")


def eventually(look: Callable[[], T]) -> T:
    """The first truthy thing that `look` returns."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "It never happened"
        time.sleep(0.01)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Delivery:
    """One post that reached the product: path with query, form, headers, and whether Twilio's validator accepts it."""

    path: str
    raw: str
    headers: dict[str, str]
    signed: bool
    form: dict[str, str] = field(default_factory=dict)


class Product:
    """Takes webhooks as a product would. `answer` is (status, content type, body); `hold` seconds pass before it."""

    def __init__(self) -> None:
        self.taken: list[Delivery] = []
        self.answers: list[tuple[int, str, str]] = []
        self.answer = (204, "", "")
        self.hold = 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _handler(product) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                product.take(self.path, raw, dict(self.headers.items()))
                time.sleep(product.hold)
                status, kind, body = product.answers.pop(0) if product.answers else product.answer
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body.encode())))
                    self.end_headers()
                    self.wfile.write(body.encode())

            def log_message(self, *args: Any) -> None:
                pass

        return Handler

    def take(self, path: str, raw: str, headers: dict[str, str]) -> None:
        form = {name: values[0] for name, values in parse_qs(raw, keep_blank_values=True).items()}
        signature = headers.get("X-Twilio-Signature", "")
        signed = bool(RequestValidator(TOKEN).validate(self.url + path, form, signature))
        self.taken.append(Delivery(path, raw, headers, signed, form))

    def reset(self) -> None:
        self.taken, self.answers, self.answer, self.hold = [], [], (204, "", ""), 0.0

    def inbound(self) -> list[Delivery]:
        return [one for one in self.taken if one.form.get("SmsStatus") == "received"]

    def statuses(self, sid: str) -> list[str]:
        """What callbacks said of a message, in the order of their arrival."""
        return [one.form["MessageStatus"] for one in self.taken if self._is_callback(one, sid)]

    def callbacks(self, sid: str) -> list[Delivery]:
        return [one for one in self.taken if self._is_callback(one, sid)]

    @staticmethod
    def _is_callback(one: Delivery, sid: str) -> bool:
        return one.form.get("MessageSid") == sid and "MessageStatus" in one.form

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Simulator:
    """The process, and its own API."""

    def __init__(self, store: Path, product: Product | None, *arguments: str, webhook: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        url = webhook or (f"{product.url}/webhooks/twilio/whatsapp/" if product else "")
        self.command = [
            sys.executable, "-m", "conversations.whatsapp.simulator", "--port", str(self.port), "--store", str(store),
            "--callback-delay", "0.01-0.02", "--approval-seconds", "0", "--webhook-url", url, *arguments,
        ]  # fmt: skip
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=20)
        self.start()

    def start(self) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("TWILIO_", "PUBLIC_URL"))}
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        eventually(self._answers)

    def _answers(self) -> bool:
        assert self.process.poll() is None, "The simulator did not start"
        with contextlib.suppress(httpx.TransportError):
            return self.http.get("/health").status_code == 200
        return False

    def kill(self) -> None:
        """Without a chance to tidy up."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self.http.close()

    def get(self, path: str, **query: Any) -> Any:
        answer = self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, sent: dict[str, Any]) -> Any:
        answer = self.http.post(path, json=sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def inbound(self, body: str = "Hola", **more: Any) -> Any:
        return self.post("/api/inbound", {"from": LUCIA, "body": body, **more})

    def fault(self, kind: str, **more: Any) -> None:
        self.post("/api/faults", {"kind": kind, **more})

    def phone(self, number: str = "+34600111222") -> list[dict[str, Any]]:
        return self.get("/api/phone", number=number)["messages"]

    def log(self, **query: Any) -> list[dict[str, Any]]:
        return self.get("/api/log", **query)["entries"]

    def later(self, seconds: float) -> None:
        self.post("/api/clock", {"offset_seconds": seconds})

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """A call of Twilio's API without the SDK."""
        return self.http.request(method, path, auth=(ACCOUNT, TOKEN), **more)


@contextlib.contextmanager
def simulator(store: Path, product: Product | None, *arguments: str, webhook: str = "") -> Iterator[Simulator]:
    running = Simulator(store, product, *arguments, webhook=webhook)
    try:
        yield running
    finally:
        running.close()
