"""Loads what the first question would otherwise wait for: litellm (seconds of CPU) and the encoder, in the background."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Any

from crm.llm.choice import is_embedded, line_for

log = logging.getLogger(__name__)


def begin(**_: Any) -> None:
    """Receiver of django-q2's `post_spawn`: once in each worker, after its fork."""
    Thread(target=load, name="warm-up", daemon=True).start()


def load() -> None:
    try:
        from crm.llm import gateway

        gateway.load()
        if any(is_embedded(model) for model in line_for("read")):
            from crm.llm.embedded import composing, reading, time_grammar  # noqa: F401
            from crm.llm.embedded.encoder import ENCODER

            ENCODER.vectors(["Hello"])
            time_grammar.parse("Hello")
    except Exception:  # the first real question will fail in its own, handled way
        log.warning("The models could not be loaded ahead of time.", exc_info=True)
