"""The embedded model: an encoder with linear heads, rules and a grammar of time. No generation, nothing leaves the house."""

from __future__ import annotations

from typing import Any


def answer(data: dict[str, Any]) -> dict[str, Any]:
    """Answer one question of the pipeline. `data["task"]` is read, moment, compose or interpret; the rest is that task's data.

    Returns a plain dict in the shape that the task's schema asks for. Raises ValueError for an unknown task.
    """
    task = data.get("task")
    if task == "read":
        from crm.llm.embedded.reading import read

        return read(data)
    if task == "moment":
        from crm.llm.embedded.moment import decide

        return decide(data)
    if task == "compose":
        from crm.llm.embedded.composing import compose

        return compose(data)
    if task == "interpret":
        from crm.llm.embedded.interpreting import interpret

        return interpret(data)
    raise ValueError(f"the embedded model knows no task {task!r}")
