"""Loads what the first question would otherwise wait for: litellm (seconds of CPU) and the encoder.

Modules are loaded once, before the workers are forked: they share the memory, and one that takes a killed one's place
is ready at once. It could not be so for what has threads, sockets or a loop: the encoder comes after the fork.
"""

from __future__ import annotations

import gc
import logging
from threading import Thread
from typing import Any

from crm.llm.choice import is_embedded, line_for

log = logging.getLogger(__name__)


def before_fork() -> None:
    """Import what starts no threads and opens nothing. A failure is left to the first question, which handles it."""
    try:
        modules()
    except Exception:
        log.warning("The models could not be loaded ahead of time.", exc_info=True)
    gc.collect()
    gc.freeze()  # modules stay for good: no collection in a worker looks at them, or copies their pages by touching them


def modules() -> None:
    from crm.llm import gateway

    gateway.load()
    if any(is_embedded(model) for model in line_for("read")):
        from crm.llm.embedded import composing, reading, time_grammar  # noqa: F401

        time_grammar.parse("Hello")


def begin(**_: Any) -> None:
    """Receiver of django-q2's `post_spawn`: once in each worker, after its fork."""
    Thread(target=load, name="warm-up", daemon=True).start()


def load() -> None:
    try:
        modules()
        if any(is_embedded(model) for model in line_for("read")):
            from crm.llm.embedded.encoder import ENCODER

            ENCODER.vectors(["Hello"])
    except Exception:  # the first real question will fail in its own, handled way
        log.warning("The models could not be loaded ahead of time.", exc_info=True)
