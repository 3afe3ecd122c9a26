"""What the demo and its children are told by environment variables. Needed before Django's settings, so without Django.

The demo is a practice room: its WhatsApp account is the simulator's, whatever the user's environment says.
"""

import argparse
from collections.abc import Mapping, Sequence

PORT = 8000
ACCOUNT_SID = "AC5eed000000000000000000000000f011"  # the simulator refuses accounts that may be real ones
AUTH_TOKEN = "simulator-only-token"
SENDER = "whatsapp:+15005550006"


def port_in(arguments: Sequence[str]) -> int:
    """The `--port` of `manage.py demo`; the command itself complains about what cannot be read."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--port", type=int, default=PORT)
    try:
        return parser.parse_known_args(list(arguments))[0].port
    except (argparse.ArgumentError, SystemExit):
        return PORT


def environment(port: int, given: Mapping[str, str]) -> dict[str, str]:
    """`given` with the demo's own settings over it. The phone listens on the next port."""
    return {
        **given,
        "FOLLOWTHROUGH_DEMO": "1",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_WHATSAPP_FROM": SENDER,
        "TWILIO_API_BASE": f"http://127.0.0.1:{port + 1}",
    }


def ignored(given: Mapping[str, str]) -> list[str]:
    """Names of Twilio settings of a real account, which the demo does not use."""
    ours = environment(PORT, {})
    names = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM")
    return [name for name in names if given.get(name, "").strip() not in ("", ours[name])]
