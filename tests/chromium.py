"""Where a Chromium is on this machine. Also asked by .ci/run before the tests."""

import os
import shutil
from pathlib import Path

SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
OWN = [
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
]
HOW_TO_INSTALL = (
    "No Chromium: run `uv run playwright install --with-deps chromium`, or install the system's package, "
    "or name one in the environment variable CHROMIUM."
)


def find() -> str | None:
    """Its path: $CHROMIUM, Playwright's own, or the system's."""
    chosen = os.environ.get("CHROMIUM", "").strip()
    if chosen:
        return shutil.which(chosen)
    return _playwrights_own() or next((path for name in SYSTEM_NAMES if (path := shutil.which(name))), None)


def _playwrights_own() -> str | None:
    base = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    homes = (
        [Path(base)] if base else [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    )
    found = [path for home in homes for pattern in OWN for path in sorted(home.glob(pattern), reverse=True)]
    return next((str(path) for path in found if path.is_file() and os.access(path, os.X_OK)), None)
