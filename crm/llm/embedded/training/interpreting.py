"""Compute the vectors of the guideline examples and print leave-one-out figures: `python -m crm.llm.embedded.training.interpreting`."""

from __future__ import annotations

import numpy as np

from crm.llm.embedded.encoder import ENCODER
from crm.llm.embedded.interpreting import prototypes


def main() -> None:
    rows = prototypes.examples()
    vectors = np.vstack([ENCODER.vectors([row.text]) for row in rows])
    centre = vectors.mean(axis=0)
    np.savez_compressed(
        prototypes.WEIGHTS,
        vectors=prototypes.centred(vectors, centre).astype(np.float16),
        centre=centre.astype(np.float32),
        digest=np.asarray(prototypes.digest()),
    )
    prototypes._stored.cache_clear()
    right = 0
    for place, row in enumerate(rows):
        shares = prototypes.opinion(row.text, without=place).shares
        right += max(shares, key=lambda label: shares[label]) in row.labels
    print(f"{len(rows)} examples; nearest label right, each left out: {right / len(rows):.3f}")


if __name__ == "__main__":
    main()
