"""Locks between processes that lapse with their holder, however it ends: flock on small private files."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold `file` exclusively; waits for whoever holds it."""
    with private_file(file) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def share(file: Path) -> IO[str]:
    """Hold `file` together with others, until the returned handle is closed."""
    handle = private_file(file)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def is_shared(file: Path) -> bool:
    """Whether anybody holds `file`."""
    with private_file(file) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            return True
    return False


def private_file(path: Path) -> IO[str]:
    """Open for appending, made if need be, readable for us only."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "a+")
