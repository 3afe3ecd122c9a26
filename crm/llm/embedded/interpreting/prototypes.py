"""The second opinion: which labelled sentences a text is nearest to. `examples.tsv` beside this file, one label a line.

Vectors are computed beforehand (`python -m crm.llm.embedded.training.interpreting`) and shipped with the digest of the
examples, so that the two cannot drift apart unseen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

EXAMPLES = Path(__file__).with_name("examples.tsv")
WEIGHTS = Path(__file__).parents[1] / "weights" / "interpreting.npz"
NEAREST = 9
STRETCH = 18.0  # weight of a neighbour: e^(STRETCH · likeness) after centring


@dataclass(frozen=True)
class Example:
    """`labels`: effect kinds, or one of `clarify`, `refuse`, `amend`, `other`."""

    labels: frozenset[str]
    text: str


@dataclass(frozen=True)
class Opinion:
    """Share of the neighbourhood per label (0 to 1), and the likeness of the nearest one (−1 to 1, centred)."""

    shares: dict[str, float]
    nearest: float

    def share(self, label: str) -> float:
        return self.shares.get(label, 0.0)


@cache
def examples() -> tuple[Example, ...]:
    rows = []
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            labels, text = line.split("\t")
            rows.append(Example(frozenset(labels.split("+")), text))
    return tuple(rows)


def digest() -> str:
    return hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()[:16]


@cache
def _stored() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    with np.load(WEIGHTS) as stored:
        return stored["vectors"].astype(np.float32), stored["centre"].astype(np.float32)


def centred(vectors: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    moved = vectors - centre
    rows: NDArray[np.float32] = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    return rows


def opinion(text: str, *, without: int | None = None) -> Opinion:
    """What the neighbours say. `without`: leave one example out, for the figures of the training command."""
    from crm.llm.embedded.encoder import ENCODER

    vectors, centre = _stored()
    likeness = vectors @ centred(ENCODER.vectors([text]), centre)[0]
    if without is not None:
        likeness = likeness.copy()
        likeness[without] = -1.0
    near = np.argsort(-likeness)[:NEAREST]
    weights = np.exp(STRETCH * (likeness[near] - likeness[near[0]]))
    shares: dict[str, float] = {}
    for place, weight in zip(near, weights, strict=True):
        for label in examples()[int(place)].labels:
            shares[label] = shares.get(label, 0.0) + float(weight / weights.sum())
    return Opinion(shares, float(likeness[near[0]]))
