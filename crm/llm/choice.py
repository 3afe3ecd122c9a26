"""Which model serves a task. Light enough for web processes: nothing of litellm or of the embedded model is loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

EMBEDDED_PROVIDER = "embedded"
EMBEDDED_MODEL = f"{EMBEDDED_PROVIDER}/reader"

_chosen: ContextVar[str] = ContextVar("chosen_model", default="")


@contextmanager
def use_model(name: str) -> Iterator[None]:
    """Every question inside goes to `name` and to nothing else: no fallback, so that a measurement measures `name`."""
    token = _chosen.set(name)
    try:
        yield
    finally:
        _chosen.reset(token)


def is_chosen() -> bool:
    """Whether the caller stands inside `use_model`."""
    return bool(_chosen.get())


def model_for(task: str = "") -> str:
    """The model that a task is served by while nothing is wrong, as litellm names it."""
    return _chosen.get() or settings.LLM_TASK_MODELS.get(task) or settings.LLM_MODEL or EMBEDDED_MODEL


def describe_model(task: str = "") -> str:
    """For people: which model is at work. Does not import litellm."""
    name = model_for(task)
    return "Embedded reader" if is_embedded(name) else name.split("/", 1)[-1]


def is_embedded(model: str) -> bool:
    return model.startswith(EMBEDDED_PROVIDER + "/")


def line_for(task: str) -> list[str]:
    """The model of the task and its fallbacks in order, each once; the chosen one alone inside `use_model`."""
    fallbacks = [] if _chosen.get() else settings.LLM_FALLBACK_MODELS
    return list(dict.fromkeys([model_for(task), *fallbacks]))
