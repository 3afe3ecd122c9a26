"""Run the simulator until it is stopped."""

import sys
from collections.abc import Sequence

import uvicorn

from conversations.whatsapp.simulator.app import application
from conversations.whatsapp.simulator.options import Options, RefusedCredentials, parse

STOP_SECONDS = 2  # for requests still running, such as a `slow` one


def serve(options: Options) -> None:
    """Blocks. SIGINT and SIGTERM stop it."""
    address = f"[{options.host}]" if ":" in options.host else options.host
    print(f"Simulator (practice only): phone at http://{address}:{options.port}/", flush=True)
    print(f"Webhooks go to: {options.webhook_url or 'nowhere, until --webhook-url is given'}", flush=True)
    uvicorn.run(
        application(options),
        host=options.host,
        port=options.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def main(argv: Sequence[str] | None = None) -> None:
    try:
        options = parse(argv)
    except RefusedCredentials as refusal:
        sys.exit(str(refusal))
    serve(options)
