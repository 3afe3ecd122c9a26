"""From typed expressions of time to a window. Pure: no database, no clock, no model. The arithmetic of every date."""

from followups.windows.resolve import resolve
from followups.windows.window import Window

__all__ = ["Window", "resolve"]
