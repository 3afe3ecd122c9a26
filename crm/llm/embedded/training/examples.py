"""The labelled examples: `examples.tsv`, one message a line, written for this project.

Columns: language, stance, flags, topic, text. Flags: f a message later is wanted, n an answer now, h a person, c may
leave, d dissatisfied, e points to what they told us elsewhere, a nothing but courtesy, - none. A topic of - was not
labelled; where the stance is -, only e was. " / " parts the messages of a burst.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parent / "examples.tsv"
UNLABELLED = "-"
FLAG_LETTERS = ("f", "n", "h", "c", "d", "e")  # in the order of `heads.FLAGS`


@dataclass(frozen=True)
class Example:
    language: str
    stance: str
    flags: str
    topic: str
    text: str


def examples(path: Path = EXAMPLES) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Example(row["language"], row["stance"], row["flags"], row["topic"], row["text"].replace(" / ", "\n"))
            for row in rows
        ]
