"""Inside each worker of the bench: how long every step of a turn takes, how often it asks the database, and on what the
processor's time goes. Written to a file each second; never part of the product.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from crm.bench.cpu_sampler import CpuSampler

SAMPLE = "sample"  # a file that says so
KEEP = 400  # functions of the profile
_now = threading.local()  # .part: what this thread does


class Part:
    """A step or another piece of work. Seconds; `cpu` and `db` only for what runs in one thread."""

    def __init__(self) -> None:
        self.count = self.queries = 0
        self.wall = self.cpu = self.db = 0.0


parts: dict[str, Part] = defaultdict(Part)
sampler = CpuSampler()


class Watch(AppConfig):
    name = "conversations.bench"
    label = "bench_watch"

    def ready(self) -> None:
        from django_q.signals import post_spawn

        post_spawn.connect(begin, dispatch_uid="bench-watch", weak=False)


def begin(**_: Any) -> None:
    """Once in each process of the workers, after its fork."""
    from conversations import drains
    from conversations.turns import run
    from conversations.whatsapp import outbox, outcomes
    from crm.llm import call_log, gateway

    connection_created.connect(watch_queries, dispatch_uid="bench-watch")
    watched = tuple(timed(f"{step.__module__.partition('.')[0]}.{step.__name__}", step) for step in run.steps())
    run.steps = lambda: watched  # type: ignore[assignment]
    for module, name, label in (
        (run, "wrote_again", "wrote again?"),
        (run, "commit", "commit"),
        (drains, "claim_due", "claim of turns"),
        (outbox, "claim_due", "claim of sends"),
        (outbox, "_post", "Twilio (SDK)"),
        (outcomes, "settle", "settle of sends"),
        (call_log, "_write", "rows of model calls"),
        (gateway, "ask", "model"),
    ):
        setattr(module, name, timed(label, getattr(module, name)))
    threading.Thread(
        target=write, args=(Path(os.environ["BENCH_FOLDER"]) / f"{os.getpid()}.json",), daemon=True
    ).start()


def timed(label: str, work: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(work):

        @functools.wraps(work)
        async def waited(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return await work(*args, **kwargs)
            finally:
                part = parts[label]
                part.count += 1
                part.wall += time.perf_counter() - began

        return waited

    @functools.wraps(work)
    def done(*args: Any, **kwargs: Any) -> Any:
        part, outer = parts[label], getattr(_now, "part", None)
        _now.part = part
        began, cpu = time.perf_counter(), time.thread_time()
        try:
            return work(*args, **kwargs)
        finally:
            _now.part = outer
            part.count += 1
            part.wall += time.perf_counter() - began
            part.cpu += time.thread_time() - cpu

    return done


def watch_queries(connection: Any, **_: Any) -> None:
    if count_queries not in connection.execute_wrappers:
        connection.execute_wrappers.append(count_queries)


def count_queries(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        part = getattr(_now, "part", None) or parts["other queries"]
        part.queries += 1
        part.db += time.perf_counter() - began


def sample(folder: Path) -> None:
    """From now on every worker samples where its processor time goes, which costs some of it: not while figures are taken."""
    (folder / SAMPLE).touch()
    time.sleep(2.5)  # each looks once a second


def write(file: Path) -> None:
    sampling = False
    while True:
        time.sleep(1.0)
        if not sampling and (file.parent / SAMPLE).exists():
            sampling = True
            sampler.start()
        functions = sorted(dict(sampler.seconds).items(), key=lambda each: -each[1])[:KEEP]
        told = {
            "parts": {name: vars(part) for name, part in dict(parts).items()},
            "functions": dict(functions),
            "cpu": sampler.total,
        }
        beside = file.with_suffix(".new")
        beside.write_text(json.dumps(told))
        beside.rename(file)


def read(folder: Path) -> dict[str, Any]:
    """The sums of all workers so far."""
    whole: dict[str, Any] = {
        "parts": defaultdict(lambda: defaultdict(float)),
        "functions": defaultdict(float),
        "cpu": 0.0,
    }
    for file in folder.glob("*.json"):
        told = json.loads(file.read_text())
        whole["cpu"] += told["cpu"]
        for name, part in told["parts"].items():
            for key, value in part.items():
                whole["parts"][name][key] += value
        for name, seconds in told["functions"].items():
            whole["functions"][name] += seconds
    return whole


# Where a function belongs, for the table; the first that fits a name.
KINDS = (
    ("model client (litellm, openai, httpx)", ("litellm.main:acompletion", "litellm.utils:wrapper_async", "openai._base_client:request")),
    ("waiting rows of model calls", ("crm.llm.call_log:_write",)),
    ("ORM and database driver", ("django.db.models.query:_fetch_all", "django.db.backends.utils:execute", "psycopg.cursor:execute")),
    ("Twilio SDK", ("conversations.whatsapp.twilio:send",)),
    ("encoder", ("crm.llm.embedded.encoder:vectors",)),
)  # fmt: skip


def table(before: dict[str, Any], after: dict[str, Any], turns: int) -> list[tuple[str, list[str]]]:
    """The profile between two `read`s, per turn."""
    turns = max(turns, 1)
    lines = [
        f"{'part of a turn':<24}{'calls':>7}{'wall ms':>10}{'cpu ms':>9}{'queries':>9}{'db ms':>8}   (each per turn)"
    ]
    for name, part in sorted(after["parts"].items(), key=lambda each: -each[1]["wall"]):
        change = {key: (value - before["parts"].get(name, {}).get(key, 0)) / turns for key, value in part.items()}
        lines.append(
            f"{name:<24}{change['count']:>7.2f}{change['wall'] * 1000:>10.1f}{change['cpu'] * 1000:>9.1f}"
            f"{change['queries']:>9.1f}{change['db'] * 1000:>8.1f}"
        )
    whole = (after["cpu"] - before["cpu"]) / turns * 1000
    spent = {
        name: (value - before["functions"].get(name, 0.0)) / turns * 1000 for name, value in after["functions"].items()
    }
    by_kind = [f"{whole:7.1f} ms  all threads of the workers"]
    by_kind += [f"{max(spent.get(name, 0.0) for name in names):7.1f} ms  {kind}" for kind, names in KINDS]
    ours = [
        (ms, name)
        for name, ms in spent.items()
        if name.startswith(("conversations.", "followups.", "guidelines.", "crm."))
    ]
    others = [
        (ms, name)
        for name, ms in spent.items()
        if (ms, name) not in ours and not name.startswith(("threading", "asyncio", "__main__"))
    ]
    top = [f"{ms:7.1f} ms  {name}" for ms, name in sorted(ours, reverse=True)[:25]]
    rest = [f"{ms:7.1f} ms  {name}" for ms, name in sorted(others, reverse=True)[:25]]
    return [
        ("Where a turn's time goes", lines),
        ("Processor time a turn, by kind (sampled)", by_kind),
        ("Our functions by cumulative processor time a turn", top),
        ("Libraries by cumulative processor time a turn", rest),
    ]
