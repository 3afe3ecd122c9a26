"""A text's words and pairs of neighbours as one row of numbers: what the encoder blurs ("if needed" beside "when needed").

Hashed into a fixed number of places (feature hashing, Weinberger et al. 2009), so that no vocabulary has to be shipped.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

PLACES = 4096
_WORD = re.compile(r"[^\W_]+|[?!]")


def word_row(folded: str) -> NDArray[np.float32]:
    """`PLACES` numbers of length one (its two ends alone for a text without words). `folded`: see `text.fold`."""
    words = ["<", *_WORD.findall(folded), ">"]
    row = np.zeros(PLACES, dtype=np.float32)
    for feature in (*words, *(f"{first} {second}" for first, second in pairwise(words))):
        row[zlib.crc32(feature.encode()) % PLACES] += 1
    row = np.sqrt(row)
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), dtype=np.float32)
