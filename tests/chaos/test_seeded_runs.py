"""A few runs of the chaos that `python -m tests.chaos` plays by the hundred. A failure prints the seed, what happened in
its order, and what the oracle saw; `python -m tests.chaos --seed N` plays it again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.environment import ROOT
from tests.chaos.plan import FEWEST_SIGNALS

FIRST_SEED, RUNS, MINUTES = 7001, 6, 1.8  # no run is begun after so many minutes


@pytest.mark.chaos
def test_nothing_is_lost_doubled_or_dropped_while_everything_is_struck(tmp_path: Path):
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tests.chaos", "--runs", str(RUNS), "--seed", str(FIRST_SEED)]
    command += ["--minutes", str(MINUTES), "--json", str(figures)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    counted = json.loads(figures.read_text())
    assert counted["runs"] > 0
    assert counted["kill"] + counted["stop"] >= FEWEST_SIGNALS * counted["runs"], counted
    assert counted["inbound"] > counted["runs"]
    assert counted["outbound"] > 0
