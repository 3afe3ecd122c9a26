"""The embedded PostgreSQL in a folder of its own, and what is said about a DATABASE_URL that will not do."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from crm import database, embedded_postgres
from crm.database import DatabaseUnusable

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data folder with spaces and a quote in its name."""
    folder = Path(tempfile.mkdtemp(prefix="it's a database "))
    folder.chmod(0o711 if os.getuid() == 0 else 0o700)
    yield folder
    embedded_postgres.Server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(home, monkeypatch) -> embedded_postgres.Server:
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return embedded_postgres.Server(home)


def connect(server: embedded_postgres.Server) -> psycopg.Connection:
    entry = database.config("")
    return psycopg.connect(
        host=entry["HOST"], port=entry["PORT"], user=entry["USER"], dbname=entry["NAME"], autocommit=True
    )


def postmaster(server: embedded_postgres.Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def test_it_comes_with_pgvector_and_stops_with_its_last_user(server):
    with database.borrowed():
        database.check_usable()
        with connect(server) as connection:
            near = connection.execute("SELECT '[1,2]'::vector <-> '[1,3]'::vector").fetchone()
        with database.borrowed():
            assert server.is_up()
        assert server.is_up()
    assert near == (1.0,)
    assert not server.is_up()


def test_nobody_else_can_reach_it(server):
    with database.borrowed():
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert server.data.stat().st_mode & 0o077 == 0
        with connect(server) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_what_was_committed_survives_a_kill(server):
    with database.borrowed():
        with connect(server) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(postmaster(server), signal.SIGKILL)
        time.sleep(0.2)
        assert not server.is_up()
        with database.borrowed(), connect(server) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_server_is_buried_though_its_pid_file_is_gone(server):
    with database.borrowed():
        killed = postmaster(server)
        os.kill(killed, signal.SIGKILL)
        (server.data / "postmaster.pid").unlink()
        with database.borrowed():  # a zombie would keep the socket's lock, and no other server could start
            assert postmaster(server) != killed
            database.check_usable()


def test_a_stale_pid_of_somebody_elses_process_is_left_alone(server):
    account = embedded_postgres.as_user(embedded_postgres.server_account())  # PostgreSQL overlooks those of other users
    stranger = subprocess.Popen(["sleep", "60"], **account)
    try:
        with database.borrowed():
            pass
        stale = f"{stranger.pid}\n{server.data}\n0\n5432\n\n\n\nready\n"
        (server.data / "postmaster.pid").write_text(stale)
        (server.socket_folder / ".s.PGSQL.5432.lock").write_text(stale)
        with database.borrowed():
            assert server.is_up()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_emptying_that_was_broken_off_is_finished_by_the_next_start(server, monkeypatch):
    with database.borrowed(), connect(server) as connection:
        connection.execute("CREATE TABLE old AS SELECT 1")
    with database.borrowed():
        monkeypatch.setattr(embedded_postgres.Server, "_prepare", lambda self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            database.drop_data()
        monkeypatch.undo()
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(server.home))
    with database.borrowed(), connect(server) as connection:
        assert connection.execute("SELECT to_regclass('old')").fetchone() == (None,)
        assert connection.execute("SELECT count(*) FROM pg_extension WHERE extname = 'vector'").fetchone() == (1,)


def test_several_processes_at_once_share_one_server_and_one_secret(server):
    (server.home / "secret").unlink(missing_ok=True)
    program = (
        "from crm import database as d, embedded_postgres as e\n"
        "with d.borrowed():\n"
        "    pid = (e.Server(d.data_folder()).data / 'postmaster.pid').read_text().split()[0]\n"
        "    print(pid, d.local_secret(), flush=True)\n"
        "    input()\n"
    )
    three = [
        subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, stdin=-1, stdout=-1, text=True)
        for _ in range(3)
    ]
    said = {process.stdout.readline() for process in three if process.stdout}
    for process in three:
        process.communicate("\n")
    assert len(said) == 1
    assert len(said.pop().split()[1]) == 86
    assert not server.is_up()


def test_a_server_without_pgvector_is_said_so(server, monkeypatch):
    with database.borrowed():
        with connect(server) as connection:
            connection.execute("CREATE VIEW public.pg_available_extensions AS SELECT 'plpgsql'::name AS name")
        options = quote("-c search_path=public,pg_catalog")
        url = (
            f"postgres://{database.config('')['USER']}@/followthrough?host={quote(str(server.socket_folder), safe='')}"
        )
        monkeypatch.setenv("DATABASE_URL", f"{url}&port=5432&options={options}")
        with pytest.raises(DatabaseUnusable, match="lacks the pgvector extension: install it"):
            database.check_usable()
        monkeypatch.delenv("DATABASE_URL")


def test_a_very_long_path_moves_only_the_socket():
    server = embedded_postgres.Server(Path("/" + "long/" * 40))
    assert len(str(server.socket_folder)) < 60
    assert server.data.is_relative_to(server.home)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sqlite:///crm.sqlite3", "only PostgreSQL with pgvector will do"),
        ("postgres://user:pa%ss@host/crm", "cannot be read"),
        ("postgres://user@host:99999/crm", "cannot be read"),
        ("postgres://user@host:5432/", "names no database"),
    ],
)
def test_an_unreadable_url_is_said_in_one_sentence_without_the_password(url, sentence):
    with pytest.raises(DatabaseUnusable, match=sentence) as refused:
        database.config(url)
    assert "pa%ss" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_url_keeps_what_libpq_understands():
    entry = database.config("postgresql://ana:p%40ss%2Fword@[::1]:6543/crm?sslmode=require&connect_timeout=2")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("ana", "p@ss/word", "::1", "6543")
    assert entry["OPTIONS"] == {"connect_timeout": "2", "sslmode": "require"}


def test_nobody_at_the_other_end_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://ana:hush@127.0.0.1:9/crm")
    with pytest.raises(DatabaseUnusable, match=r"127\.0\.0\.1:9 does not let us in") as refused:
        database.check_usable()
    assert "hush" not in str(refused.value)


def test_a_data_folder_that_cannot_be_written_is_said(monkeypatch):
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", "/proc/nowhere")
    with pytest.raises(DatabaseUnusable, match="set FOLLOWTHROUGH_DATA to another one"):
        database.data_folder()


def test_the_settings_load_without_a_database():
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://ana@127.0.0.1:9/crm",
        "DJANGO_SETTINGS_MODULE": "crm.settings",
    }
    program = "import django; django.setup()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
