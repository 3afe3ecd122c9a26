"""`uv run python -m tests.chaos --runs 300`: seeded chaos over a whole house, with figures. See docs/delivery-guarantee.md."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.chaos import environment


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1, help="of the first run; the others follow it")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no run after so many minutes")
    parser.add_argument("--houses", type=int, default=1, help="play in so many houses at once, the runs shared out")
    parser.add_argument("--json", type=Path, help="write the figures here after every run")
    parser.add_argument("--keep", action="store_true", help="keep data and logs, and say where")
    given = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):  # also where it was started in the background
        signal.signal(number, lambda *_: sys.exit("Stopped."))
    if given.houses > 1:
        return several_houses(given)
    folder = Path(tempfile.mkdtemp(prefix="followthrough-chaos-"))
    folder.chmod(0o755)  # PostgreSQL's own user goes through it
    port = environment.prepare(folder)
    try:
        return play(folder, port, given)
    finally:
        if given.keep:
            print(f"Data and logs: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def several_houses(given: argparse.Namespace) -> int:
    """Each in a process of its own. Returns the exit code: 1 if the guarantee did not hold somewhere."""
    from tests.chaos.figures import Figures

    figures = Figures(given.json)
    with tempfile.TemporaryDirectory() as notes:
        files = [Path(notes) / f"{number}.json" for number in range(given.houses)]
        children, seed = [], given.seed
        for number, file in enumerate(files):
            runs = len(range(number, given.runs, given.houses))
            command = [sys.executable, "-m", "tests.chaos", "--json", str(file), "--minutes", str(given.minutes)]
            command += ["--runs", str(runs), "--seed", str(seed), *(["--keep"] if given.keep else [])]
            children.append(subprocess.Popen(command, cwd=environment.ROOT))
            seed += runs
        try:
            codes = [child.wait() for child in children]
        finally:
            for child in children:
                child.terminate()
                child.wait()
        for file in files:
            if file.exists():  # else it ended before its first run, and its exit code says so
                figures.take_in(json.loads(file.read_text()))
    figures.write()
    print(figures.table())
    return max(codes)


def play(folder: Path, port: int, given: argparse.Namespace) -> int:
    """Returns the exit code: 1 if the guarantee did not hold in some run."""
    import django

    django.setup()
    logging.getLogger("django-q").setLevel(logging.WARNING)  # each ring would be a line
    from tests.chaos.figures import Figures
    from tests.chaos.house import House
    from tests.chaos.run import Runner

    figures = Figures(given.json)
    with House(folder, port) as house:
        runner = Runner(house)
        for seed in range(given.seed, given.seed + given.runs):
            if figures.minutes > given.minutes:
                break
            try:
                figures.add(runner.play(seed), house)
            except Exception as problem:  # the house did not get well again, or the harness is wrong: neither is a pass
                figures.broke(seed, problem)
                print(figures.table())
                return 1  # what is played in a house that lies in ruins shows nothing
        figures.end(runner)
    print(figures.table())
    return 1 if figures.broken else 0


if __name__ == "__main__":
    sys.exit(main())
