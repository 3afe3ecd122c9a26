"""Panels of the thread that belong to guidelines. Each is `panel(request, conversation) -> SafeString`, empty for nothing."""

from guidelines.citations_panel import citations
from guidelines.why_panel import why

__all__ = ["citations", "why"]
