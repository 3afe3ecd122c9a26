"""A lean HTTP/1.1 server and client on asyncio: what stands for the outside world must not eat the machine that it measures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
KEPT_SECONDS = 3.0  # uvicorn closes after five


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes


Answer = tuple[int, bytes]
Handler = Callable[[Request], Awaitable[Answer]]


async def serve(handler: Handler, port: int = 0) -> tuple[asyncio.Server, int]:
    """Answers on 127.0.0.1 with keep-alive. Gives the server and its port."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                status, body = await handler(await _request(reader))
                head = f"HTTP/1.1 {status} -\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", port, limit=2**20, backlog=1024)
    return server, int(server.sockets[0].getsockname()[1])


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ", 2)
    headers = _headers(head[1:])
    return Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", 0))))


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines if line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


@dataclass
class Client:
    """Posts to one server over connections that stay open, each used by one request at a time."""

    port: int
    idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def send(self, method: str, path: str, body: bytes = b"", headers: str = "") -> tuple[int, float]:
        """The status and the seconds from the first byte sent to the last received. A broken connection: status 0."""
        began = time.perf_counter()
        try:
            reader, writer = await self._connection()
            head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
            writer.write(head.encode() + body)
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            found = _headers(lines[1:])
            await reader.readexactly(int(found.get("content-length", 0)))
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0, time.perf_counter() - began
        spent = time.perf_counter() - began
        if found.get("connection", "").lower() == "close":
            writer.close()
        else:
            self.idle.append((time.monotonic(), reader, writer))
        return int(lines[0].split()[1]), spent

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The one used last, if the server can be expected to have it still open; else a new one."""
        while self.idle:
            used, reader, writer = self.idle.pop()
            if time.monotonic() - used < KEPT_SECONDS and not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self.port)
