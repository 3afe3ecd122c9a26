"""A small OpenAI-compatible server for tests: answers per task as it was told, well or badly, and keeps every request.

    with OpenAIStub() as stub:                      # LLM_MODEL=openai/stub LLM_API_BASE=stub.base LLM_API_KEY=anything
        stub.on("read", says({"stance": "interested"}))
        stub.on("compose", fails(500), says(lambda data: {"text": f"Hi {data['contact']['name']}"}))

Replies of a task are used up in order, and the last one stays. A task nobody spoke of gets a 404.
"""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

import uvicorn

from crm.llm.structured import read_data_block

Answer = dict[str, Any] | str | Callable[[dict[str, Any]], dict[str, Any] | str]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Reply:
    content: Answer = ""
    status: int = 200
    after: float = 0.0  # seconds
    how: Literal["answer", "hang", "drop", "trickle", "rubbish"] = "answer"


def says(content: Answer, *, after: float = 0.0) -> Reply:
    """A well-formed completion: a dict as JSON, a string as it is, a function of the request's data as either."""
    return Reply(content, after=after)


def fails(status: int, message: str = "") -> Reply:
    return Reply(message or f"failed with {status}", status=status)


HANGS = Reply(how="hang")  # accepts the request and never says anything
DROPS = Reply(how="drop")  # breaks the connection off in the middle of the answer
TRICKLES = Reply(how="trickle")  # a byte now and then, for ever
RUBBISH = Reply(how="rubbish")  # 200 with a page of HTML


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    task: str
    data: dict[str, Any]
    body: dict[str, Any]
    headers: dict[str, str]
    client_port: int = 0  # tells which process asked

    def message(self, role: str) -> str:
        return next(m["content"] for m in self.body["messages"] if m["role"] == role)


class OpenAIStub:
    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._replies: dict[str, list[Reply]] = defaultdict(list)
        config = uvicorn.Config(
            self._app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", interface="asgi3"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="openai-stub", daemon=True)
        self.base = ""

    def __enter__(self) -> "OpenAIStub":
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.01)
            if not self._thread.is_alive():
                raise RuntimeError("the stub did not start")
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{port}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(5)

    def on(self, task: str, *replies: Reply) -> None:
        self._replies[task] = list(replies)

    def open_connections(self) -> int:
        return len(self._server.server_state.connections)

    def reset(self) -> None:
        self._replies.clear()
        self.asked.clear()

    async def _app(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        asked = _read(scope, json.loads(body))
        self.asked.append(asked)
        waiting = self._replies.get(asked.task, [])
        reply = waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else fails(404, "no reply was set")
        await _SENDERS[reply.how](reply, asked, receive, send)


def _read(scope: dict[str, Any], body: dict[str, Any]) -> Asked:
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    data = read_data_block(next(m["content"] for m in body["messages"] if m["role"] == "user"))
    return Asked(data.get("task", ""), data, body, headers, (scope.get("client") or ("", 0))[1])


async def _answer(reply: Reply, asked: Asked, receive: Receive, send: Send) -> None:
    await asyncio.sleep(reply.after)
    if reply.status != 200:
        await _send(send, reply.status, {"error": {"message": reply.content, "type": "stub", "code": reply.status}})
        return
    content = reply.content(asked.data) if callable(reply.content) else reply.content
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    asked_tokens = sum(len(m["content"]) for m in asked.body["messages"]) // 4
    said_tokens = len(text) // 4 + 1
    completion = {
        "id": "stub",
        "object": "chat.completion",
        "created": 0,
        "model": asked.body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {
            "prompt_tokens": asked_tokens,
            "completion_tokens": said_tokens,
            "total_tokens": asked_tokens + said_tokens,
        },
    }
    await _send(send, 200, completion)


async def _hang(reply: Reply, asked: Asked, receive: Receive, send: Send) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _drop(reply: Reply, asked: Asked, receive: Receive, send: Send) -> None:
    await _start(send, 200, "application/json", length=1000)
    await send({"type": "http.response.body", "body": b'{"id": "stub", ', "more_body": False})


async def _trickle(reply: Reply, asked: Asked, receive: Receive, send: Send) -> None:
    await _start(send, 200, "application/json")
    gone = asyncio.ensure_future(_hang(reply, asked, receive, send))
    while not gone.done():
        await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await asyncio.wait([gone], timeout=0.05)


async def _rubbish(reply: Reply, asked: Asked, receive: Receive, send: Send) -> None:
    await _start(send, 200, "text/html")
    await send({"type": "http.response.body", "body": b"<html><body>It works!</body></html>"})


_SENDERS = {"answer": _answer, "hang": _hang, "drop": _drop, "trickle": _trickle, "rubbish": _rubbish}


async def _send(send: Send, status: int, value: dict[str, Any]) -> None:
    await _start(send, status, "application/json")
    await send({"type": "http.response.body", "body": json.dumps(value, ensure_ascii=False).encode()})


async def _start(send: Send, status: int, content_type: str, length: int | None = None) -> None:
    headers = [(b"content-type", content_type.encode())]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
