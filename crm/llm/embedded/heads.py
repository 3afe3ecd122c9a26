"""Linear heads over the encoder's vector, the words and the cues: small matrices, shipped as `weights/reading.npz`.

Trained by `python -m crm.llm.embedded.training.train`; at run time numpy is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crm.llm.embedded.cues import Cues
from crm.llm.embedded.lexicon import CUES
from crm.llm.embedded.word_row import word_row

STANCES = ("interested", "undecided", "polite_no", "needs_time_no_contact", "resolved", "opt_out", "angry")
TOPICS = ("sales", "technical", "billing", "logistics", "other")
FLAGS = ("wants_followup", "answer_now", "wants_human", "churn_risk", "dissatisfied", "told_elsewhere")

WEIGHTS = Path(__file__).parent / "weights" / "reading.npz"
CUE_SCALE = 0.7  # a cue against a vector of length one, whose informative parts are about this size
WORD_SCALE = 4.0  # by cross-validation over whole sets of cases: .92 right without words, .95 with
VECTOR_SCALE = 4.0  # E5 vectors lie close together: centred and stretched they separate

Row = NDArray[np.float32]
Judged = dict[str, dict[str, float]]


def cue_row(cues: Cues) -> Row:
    """Cues as numbers, and how long the text is."""
    present = [float(cue in cues) for cue in CUES]
    length = min(len(cues.folded.text) / 200.0, 1.5)
    return np.asarray([*present, length, float("?" in cues.folded.text)], dtype=np.float32) * CUE_SCALE


def features(vectors: NDArray[np.float32], cues: Sequence[Cues], centre: Row) -> NDArray[np.float32]:
    """One row per text: the centred vector, the words and the cues, side by side."""
    worded = np.stack([word_row(each.folded.text) for each in cues]) * WORD_SCALE
    cued = np.stack([cue_row(each) for each in cues])
    return np.hstack([(vectors - centre) * VECTOR_SCALE, worded, cued]).astype(np.float32)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def sigmoid(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)


@cache
def _weights() -> dict[str, NDArray[np.float32]] | None:
    if not WEIGHTS.exists():
        return None
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def judged(text: str, cues: Cues) -> Judged | None:
    """Shares per stance and topic and the chance of each flag: {"stance": {...}, "topic": {...}, "flag": {...}}.

    None where no weights are shipped: then the rules stand alone.
    """
    weights = _weights()
    if weights is None:
        return None
    from crm.llm.embedded.encoder import ENCODER

    row = np.append(features(ENCODER.vectors([text]), [cues], weights["centre"])[0], np.float32(1.0))
    return {
        "stance": _named(STANCES, softmax(row @ weights["stance"])),
        "topic": _named(TOPICS, softmax(row @ weights["topic"])),
        "flag": _named(FLAGS, sigmoid(row @ weights["flag"])),
    }


def _named(names: Sequence[str], values: NDArray[np.float32]) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}
