"""What the house and this process are told, before anything of the product is imported.

Every value is one that a deployment may choose, too. They are short so that a run calms down in seconds: what takes a
minute in a real house takes a second here, in the same code.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHORT = {
    "TURN_QUIET_SECONDS": "0.4",
    "TURN_LEASE_SECONDS": "8",
    "DRAIN_LEASE_SECONDS": "4",
    "TWILIO_TIMEOUT_SECONDS": "2.5",
    "UNKNOWN_TOLD_AFTER_SECONDS": "5",
    "BACKFILL_SECONDS": "1",
}
ACCOUNT = {
    "TWILIO_ACCOUNT_SID": "AC5eed000000000000000000000000f011",  # the simulator refuses accounts that may be real
    "TWILIO_AUTH_TOKEN": "simulator-only-token",
    "TWILIO_WHATSAPP_FROM": "whatsapp:+15005550006",
}
FOREIGN = (
    "DATABASE_URL",
    "DEBUG",
    "FOLLOWTHROUGH_",
    "LLM_",
    "LOG_LEVEL",
    "PUBLIC_URL",
    "SECRET_KEY",
    "TURN_",
    "TWILIO_",
)


def prepare(folder: Path) -> int:
    """Set this process's environment, which the house inherits. Returns the port of the web server; the phone's is next."""
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        del os.environ[name]
    port = two_free_ports()
    os.environ.update(SHORT | ACCOUNT)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="crm.settings",
        FOLLOWTHROUGH_DATA=str(folder),
        PUBLIC_URL=f"http://127.0.0.1:{port}",
        TWILIO_API_BASE=f"http://127.0.0.1:{port + 1}",
    )
    return port


def two_free_ports() -> int:
    """The first of two free neighbours."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
