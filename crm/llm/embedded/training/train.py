"""Train the heads and print what cross-validation says: `python -m crm.llm.embedded.training.train`.

numpy only and deterministic: full-batch gradient descent with momentum on the cross entropy with an L2 penalty, five
folds by the text's digest. The figures are of examples by the same hand as those trained on: real chats are harder.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crm.llm.embedded import heads
from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.encoder import ENCODER
from crm.llm.embedded.rules import ruled
from crm.llm.embedded.stance import UPSET
from crm.llm.embedded.training.examples import FLAG_LETTERS, UNLABELLED, Example, examples
from crm.llm.embedded.weighing import weighed

FOLDS = 5
STEPS = 400
RATE = 0.5
MOMENTUM = 0.9
PENALTY = {"stance": 0.001, "topic": 0.001, "flag": 0.001}
UNKNOWN = -1.0  # a flag that was not labelled
ONLY_ELSEWHERE = np.asarray([name == "told_elsewhere" for name in heads.FLAGS])
LIMIT = 0.5  # of the confidence: below it a person gets the thread

Matrix = NDArray[np.float32]


def targets(rows: Sequence[Example]) -> dict[str, Matrix]:
    stance = np.zeros((len(rows), len(heads.STANCES)), dtype=np.float32)
    topic = np.zeros((len(rows), len(heads.TOPICS)), dtype=np.float32)
    flag = np.zeros((len(rows), len(heads.FLAGS)), dtype=np.float32)
    for place, row in enumerate(rows):
        if row.stance != UNLABELLED:
            stance[place, heads.STANCES.index(row.stance)] = 1
        if row.topic != UNLABELLED:
            topic[place, heads.TOPICS.index(row.topic)] = 1
        flag[place] = [letter in row.flags for letter in FLAG_LETTERS]
        if row.stance == UNLABELLED:
            flag[place] = np.where(ONLY_ELSEWHERE, flag[place], UNKNOWN)
    return {"stance": stance, "topic": topic, "flag": flag}


def fitted(rows: Matrix, wanted: Matrix, penalty: float, *, exclusive: bool) -> Matrix:
    """Weights of one head, (features + 1) x outputs. What is rare weighs more, by the root of its share.

    What has no label counts for nothing: a row without a one where `exclusive`, else each value of `UNKNOWN`.
    """
    inputs = np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)])
    weights = np.zeros((inputs.shape[1], wanted.shape[1]), dtype=np.float32)
    speed = np.zeros_like(weights)
    known = wanted != UNKNOWN
    wanted = np.where(known, wanted, 0).astype(np.float32)
    share = np.maximum(wanted.mean(axis=0), 1e-3)
    if exclusive:
        importance = (wanted / np.sqrt(share)).sum(axis=1, keepdims=True)
        importance /= importance.mean()
    else:
        importance = np.where(wanted > 0, np.sqrt(np.maximum(1.0 / share - 1.0, 1.0)), 1.0) * known
    importance = importance.astype(np.float32)
    for _ in range(STEPS):
        said = heads.softmax(inputs @ weights) if exclusive else heads.sigmoid(inputs @ weights)
        slope = inputs.T @ ((said - wanted) * importance) / len(rows)
        slope[:-1] += penalty * weights[:-1]
        speed = MOMENTUM * speed - RATE * slope
        weights += speed
    return weights


def fit_all(rows: Matrix, wanted: dict[str, Matrix]) -> dict[str, Matrix]:
    return {name: fitted(rows, wanted[name], PENALTY[name], exclusive=name != "flag") for name in wanted}


def fold_of(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS


def held_out(rows: Matrix, wanted: dict[str, Matrix], folds: NDArray[Any]) -> dict[str, Matrix]:
    """What heads say about examples that they were not trained on."""
    said = {name: np.zeros_like(values) for name, values in wanted.items()}
    for fold in range(FOLDS):
        out = folds == fold
        weights = fit_all(rows[~out], {name: values[~out] for name, values in wanted.items()})
        inputs = np.hstack([rows[out], np.ones((int(out.sum()), 1), dtype=np.float32)])
        for name in wanted:
            raw = inputs @ weights[name]
            said[name][out] = heads.sigmoid(raw) if name == "flag" else heads.softmax(raw)
    return said


def report(rows: Sequence[Example], cues: Sequence[Cues], said: dict[str, Matrix]) -> None:
    right: Counter[str] = Counter()
    per_stance: Counter[tuple[str, str]] = Counter()
    judged = [(place, row) for place, row in enumerate(rows) if row.stance != UNLABELLED]
    for place, row in judged:
        shares = {name: float(value) for name, value in zip(heads.STANCES, said["stance"][place], strict=True)}
        by_rule = ruled(cues[place], "time" in cues[place])
        both = weighed(by_rule, shares, upset=cues[place].any(*UPSET))
        right["rules"] += by_rule.stance == row.stance
        right["heads"] += max(shares, key=lambda name: shares[name]) == row.stance
        right["both"] += both.stance == row.stance
        right["sure"] += both.confidence >= LIMIT
        right["sure and right"] += both.confidence >= LIMIT and both.stance == row.stance
        right["topic"] += heads.TOPICS[int(said["topic"][place].argmax())] == row.topic
        per_stance[(row.stance, "all")] += 1
        per_stance[(row.stance, "right")] += both.stance == row.stance
    total = len(judged)
    for name in ("rules", "heads", "both"):
        print(f"{name:6} right: {right[name] / total:.3f}")
    print(f"topic  right: {right['topic'] / sum(row.topic != UNLABELLED for row in rows):.3f}")
    print(
        f"sure (>= {LIMIT}): {right['sure'] / total:.3f}, right among them: {right['sure and right'] / right['sure']:.3f}"
    )
    for name in heads.STANCES:
        print(f"  {name:22} {per_stance[(name, 'right')]:3} of {per_stance[(name, 'all')]:3}")
    for place, name in enumerate(heads.FLAGS):
        labelled = np.asarray([row.stance != UNLABELLED or name == "told_elsewhere" for row in rows])
        wanted = np.asarray([FLAG_LETTERS[place] in row.flags for row in rows]) & labelled
        found = (said["flag"][:, place] >= 0.5) & labelled
        hits = int((wanted & found).sum())
        print(f"  {name:22} precision {hits / max(found.sum(), 1):.2f}, recall {hits / max(wanted.sum(), 1):.2f}")


def prepared(rows: Sequence[Example]) -> tuple[Matrix, list[Cues], Matrix]:
    vectors = ENCODER.vectors([row.text for row in rows])
    cues = [cues_of(row.text) for row in rows]
    centre = vectors.mean(axis=0)
    return heads.features(vectors, cues, centre), cues, centre


def main() -> None:
    rows = examples()
    inputs, cues, centre = prepared(rows)
    wanted = targets(rows)
    report(rows, cues, held_out(inputs, wanted, np.asarray([fold_of(row.text) for row in rows])))
    weights = fit_all(inputs, wanted)
    heads.WEIGHTS.parent.mkdir(exist_ok=True)
    half = {name: matrix.astype(np.float16) for name, matrix in weights.items()}
    np.savez_compressed(heads.WEIGHTS, centre=centre, stance=half["stance"], topic=half["topic"], flag=half["flag"])
    print(f"{len(rows)} examples, {heads.WEIGHTS.stat().st_size // 1024} kB written")


if __name__ == "__main__":
    main()
