"""Twilio's two hosts of a file, both real HTTP: the API that wants credentials and redirects, and the store behind it."""

from __future__ import annotations

import base64
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@dataclass
class Host:
    """Answers by path: (status, headers, body). Keeps what was asked as (path, Authorization or '')."""

    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    def gives(self, path: str, body: bytes, content_type: str = "image/png", status: int = 200, **more: str) -> str:
        headers = {"Content-Type": content_type} | {name.replace("_", "-"): value for name, value in more.items()}
        self.answers[path] = (status, headers, body)
        return self.url + path

    def redirects(self, path: str, to: str) -> str:
        self.answers[path] = (302, {"Location": to}, b"")
        return self.url + path


@contextlib.contextmanager
def host() -> Iterator[Host]:
    served = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, self.headers.get("Authorization", "")))
            status, headers, body = served.answers.get(self.path, (404, {}, b""))
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
