"""What the bare thing under a figure takes on this machine, now: psycopg alone, litellm alone, HTTP alone."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import psycopg

from conversations.bench.house import MODEL, House
from crm import scratch_database
from crm.bench.http import FORM, Client, Request, serve
from crm.bench.report import percentile
from crm.processes import CHECKOUT

TIMES = 200


def inserts() -> list[float]:
    """Seconds of one committed insert of a row of an inbound message's size, each."""
    with psycopg.connect(scratch_database.url(), autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS bench_floor (id bigserial PRIMARY KEY, form jsonb, at timestamptz)"
        )
        form = json.dumps({"Body": "x" * 600})
        return timed(lambda: connection.execute("INSERT INTO bench_floor (form, at) VALUES (%s, now())", [form]))


def timed(work: Callable[[], Any], times: int = TIMES) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken


def bare_http() -> list[float]:
    """Seconds of a post to a server that answers at once and does nothing."""

    async def run() -> list[float]:
        async def nothing(request: Request) -> tuple[int, bytes]:
            return 204, b""

        server, port = await serve(nothing)
        client, body = Client(port), b"Body=Hello" * 60
        taken = [(await client.send("POST", "/", body, f"Content-Type: {FORM}\r\n"))[1] for _ in range(TIMES)]
        server.close()
        return taken

    return asyncio.run(run())


BARE_CALL = """
import asyncio, json, sys, time
from crm.llm import gateway
gateway.load()
import litellm
model, base, calls, wide, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
async def one():
    began = time.perf_counter()
    await litellm.acompletion(model=model, messages=[{"role": "user", "content": "x" * 12000}], api_base=base, api_key="bench", timeout=30, max_retries=0)
    return time.perf_counter() - began - seconds
async def main():
    await one()
    began, cpu, taken = time.perf_counter(), time.process_time(), []
    for _ in range(calls // wide):
        taken += await asyncio.gather(*(one() for _ in range(wide)))
    print(json.dumps({"taken": taken, "cpu": (time.process_time() - cpu) / len(taken), "rate": len(taken) / (time.perf_counter() - began)}))
asyncio.run(main())
"""


def bare_calls(running: House, seconds: float, *, calls: int, wide: int) -> dict[str, Any]:
    """litellm alone against the same model, `wide` at once: what each call took beyond the model's own time, its
    processor time, and calls a second."""
    arguments = [MODEL, running.world("/v1"), str(calls), str(wide), str(seconds)]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "crm.settings"}
    code = "import django; django.setup()\n" + BARE_CALL
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=CHECKOUT, env=env, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"litellm alone failed: {done.stderr[-800:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return {**told, "p50_ms": percentile(told["taken"], 0.5) * 1000, "p95_ms": percentile(told["taken"], 0.95) * 1000}
