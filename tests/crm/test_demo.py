"""`manage.py demo` as people start it: a process of its own, which is asked, stopped and killed."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm import demo_environment
from tests.settings import LEFT_OUT, PRACTICE

CHECKOUT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 180
GONE_SECONDS = 15


class Demo:
    """One `manage.py demo` on free ports, with data of its own."""

    def __init__(self, data: Path, *arguments: str, launcher: list[str] | None = None, **environment: str) -> None:
        self.data = data
        self.port = free_ports()
        command = [sys.executable, "manage.py", "demo", "--port", str(self.port), *arguments]
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115  (as long as the demo)
        self.process = subprocess.Popen(
            [*(launcher or []), *command],
            cwd=CHECKOUT,
            env=surroundings(data) | environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # As at a terminal: a run in the background ignores SIGINT, and its children would inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    @property
    def said(self) -> str:
        return os.pread(self.output.fileno(), 1_000_000, 0).decode()

    def wait_for(self, words: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.process.wait(40)

    def survivors(self) -> list[str]:
        """What still runs, after a moment to go: it was started with our data folder, or works in it."""
        deadline = time.monotonic() + GONE_SECONDS
        while (left := belonging_to(self.data)) and time.monotonic() < deadline:
            time.sleep(0.1)
        return left


def belonging_to(data: Path) -> list[str]:
    needle, left = os.fsencode(data), []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes()
            if command and (needle in command or needle in (folder / "environ").read_bytes()):
                left.append(f"{folder.name} {command.decode().replace(chr(0), ' ')}")
    return left


def surroundings(data: Path) -> dict[str, str]:
    """This environment without what the tests or the machine say about the product."""
    ours = (*LEFT_OUT, *PRACTICE, "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "FOLLOWTHROUGH_DATA": str(data)}


def free_ports() -> int:
    """A port whose neighbour is free as well."""
    while True:
        with socket.socket() as one, socket.socket() as two, contextlib.suppress(OSError, OverflowError):
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            two.bind(("127.0.0.1", port + 1))
            return port


def run(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "demo", *arguments]
    surrounded = surroundings(data) | environment
    return subprocess.run(command, cwd=CHECKOUT, env=surrounded, capture_output=True, text=True, timeout=60)


def api_tokens(demo: Demo) -> list[str]:
    return re.findall(r"^API token: ([0-9a-f]{40})$", demo.said, re.MULTILINE)


def token_before(data: Path) -> str:
    file = data / "token"
    return file.read_text() if file.exists() else ""


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Not pytest's own folder: root runs PostgreSQL as another user, who cannot enter that."""
    folder = Path(tempfile.mkdtemp(prefix="followthrough tests "))
    folder.chmod(0o711 if os.getuid() == 0 else 0o700)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _one_failure_is_not_several(data: Path) -> Iterator[None]:
    yield
    for line in belonging_to(data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(line.split()[0]), signal.SIGKILL)


def test_it_says_where_everything_is_and_leaves_nothing_behind(data):
    demo = Demo(data)
    demo.wait_for("Ctrl-C stops everything")
    lines = demo.said.splitlines()
    assert f"Ready: http://127.0.0.1:{demo.port}/" in lines
    assert f"Phone: http://127.0.0.1:{demo.port + 1}/" in lines
    assert "Login: lead mara follow-through" in lines
    assert len(api_tokens(demo)) == 1
    second = run(data, "--port", str(free_ports()))
    assert second.returncode == 1
    assert second.stderr == f"The demo already runs at http://127.0.0.1:{demo.port}/: stop that one first, or use it.\n"
    (data / "token").write_text(*api_tokens(demo))
    assert demo.end() == 0
    assert belonging_to(data) == []
    assert "Traceback" not in demo.said


def test_a_second_start_keeps_what_was_there_and_a_child_that_dies_takes_the_house_with_it(data):
    demo = Demo(data)
    demo.wait_for("Ctrl-C")
    assert api_tokens(demo) == [token_before(data)]
    phone = next(line for line in belonging_to(data) if "whatsapp.simulator" in line)
    os.kill(int(phone.split()[0]), signal.SIGKILL)
    assert demo.process.wait(40) == 1
    assert "The process `simulator` ended by itself (killed by SIGKILL)." in demo.said
    assert demo.survivors() == []


def test_a_fresh_start_forgets_everything_and_a_killed_demo_leaves_no_process(data):
    demo = Demo(data, "--fresh")
    demo.wait_for("Ctrl-C")
    assert "old data dropped" in demo.said
    assert api_tokens(demo) != [token_before(data)]
    demo.end(signal.SIGKILL)
    assert demo.survivors() == []


def test_a_demo_killed_in_the_middle_of_setting_up_leaves_no_process(data):
    demo = Demo(data)
    demo.wait_for("  tables ")
    demo.end(signal.SIGKILL)
    assert demo.survivors() == []


@pytest.mark.parametrize("moment", [0.2, 0.8, 1.4, 2.0, 2.8, 4.0])
def test_an_interruption_in_the_middle_of_setting_up_leaves_no_process(data, moment):
    demo = Demo(data)
    time.sleep(moment)
    demo.end()
    assert demo.survivors() == []
    assert "Ready" not in demo.said or moment > 2


@pytest.mark.parametrize("words", ["database", "web server"])
def test_an_interruption_between_two_steps_leaves_no_process(data, words):
    demo = Demo(data)
    demo.wait_for(f"  {words} ")
    assert demo.end(signal.SIGTERM) in (0, 128 + signal.SIGTERM)
    assert demo.survivors() == []
    assert "Traceback" not in demo.said


def test_the_end_of_uv_is_the_end_of_the_demo(data, tmp_path):
    (tmp_path / "uv").symlink_to("/bin/bash")
    demo = Demo(data, launcher=[str(tmp_path / "uv"), "-c", '"$@"; true', "uv"])
    demo.wait_for("  tables ")
    demo.end(signal.SIGKILL)
    assert demo.survivors() == []


@pytest.mark.parametrize("neighbour", [0, 1])
def test_a_taken_port_is_said_in_one_sentence(data, neighbour):
    port = free_ports()
    with socket.create_server(("127.0.0.1", port + neighbour)):
        done = run(data, "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port + neighbour} is taken: ")
    assert done.stderr.count("\n") == 1
    assert not done.stdout


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("postgres://nobody:secret-word@127.0.0.1:9/none", "127.0.0.1:9 does not let us in"),
        ("mysql://user@localhost/crm", "must look like postgres://"),
        ("postgres://localhost", "names no database"),
        ("postgres://u:p@host:port/crm", "cannot be read"),
    ],
)
def test_a_broken_database_url_is_said_in_one_sentence(data, url, part):
    done = run(data, "--port", str(free_ports()), DATABASE_URL=url)
    assert done.returncode == 1
    assert part in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret-word" not in done.stderr
    assert belonging_to(data) == []


def test_fresh_never_empties_a_database_of_somebody_elses(data):
    done = run(data, "--fresh", "--port", str(free_ports()), DATABASE_URL="postgres://localhost/real")
    assert done.returncode == 1
    assert "--fresh only empties the demo's own database" in done.stderr


def test_a_real_twilio_account_is_left_out_and_mentioned():
    given = {"TWILIO_ACCOUNT_SID": "ACreal", "TWILIO_AUTH_TOKEN": "real", "LLM_MODEL": "openai/some"}
    used = demo_environment.environment(9000, given)
    assert used["TWILIO_ACCOUNT_SID"] == demo_environment.ACCOUNT_SID
    assert used["TWILIO_AUTH_TOKEN"] == demo_environment.AUTH_TOKEN
    assert used["TWILIO_API_BASE"] == "http://127.0.0.1:9001"
    assert used["LLM_MODEL"] == "openai/some"
    assert demo_environment.ignored(given) == ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]
    assert demo_environment.ignored(used) == []
