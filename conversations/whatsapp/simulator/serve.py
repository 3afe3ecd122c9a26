"""Run the simulator until it is stopped."""

import socket
import sys
from collections.abc import Sequence
from dataclasses import replace

import uvicorn

from conversations.whatsapp.simulator.app import application
from conversations.whatsapp.simulator.options import Options, RefusedCredentials, parse

STOP_SECONDS = 2  # for requests still running, such as a `slow` one


def serve(options: Options) -> None:
    """Blocks. SIGINT and SIGTERM stop it."""
    address = f"[{options.host}]" if ":" in options.host else options.host
    print(f"Simulator (practice only): phone at http://{address}:{options.port}/", flush=True)
    sockets = [_listen(options.host, options.port), _listen(options.host, options.media_port)]
    options = replace(options, media_port=sockets[1].getsockname()[1])
    print(f"Webhooks go to: {options.webhook_url or 'nowhere, until --webhook-url is given'}", flush=True)
    config = uvicorn.Config(
        application(options),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    uvicorn.Server(config).run(sockets=sockets)


def _listen(host: str, port: int) -> socket.socket:
    family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    opened = socket.socket(family, kind, proto)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(address)
    except OSError as problem:
        sys.exit(f"Port {port} of {host} cannot be used ({problem.strerror}): choose another with --port.")
    return opened


def main(argv: Sequence[str] | None = None) -> None:
    try:
        options = parse(argv)
    except RefusedCredentials as refusal:
        sys.exit(str(refusal))
    serve(options)
