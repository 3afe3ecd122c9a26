"""Vectors of the demo's articles, made beforehand: a fresh demo need not wait for them.

Made again by `manage.py shell -c "from guidelines import demo_vectors; demo_vectors.make()"` in a house whose passages all
have theirs. A passage whose words have changed since is simply not found here, and gets its vector by the usual task.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from guidelines.models import Passage

FILE = Path(__file__).parent / "demo_articles" / "vectors.npz"


def give() -> None:
    """Give every passage without a vector the one that is known for its words."""
    if not FILE.exists():
        return
    with np.load(FILE) as known:
        vectors = dict(zip(known["digests"].tolist(), known["vectors"].astype(np.float32), strict=True))
    rows = [row for row in Passage.objects.filter(embedding=None) if row.digest in vectors]
    for row in rows:
        row.embedding = vectors[row.digest].tolist()
    Passage.objects.bulk_update(rows, ["embedding"])


def make() -> None:
    rows = (
        Passage.objects.exclude(embedding=None).order_by("article__title", "ordinal").values_list("digest", "embedding")
    )
    digests, vectors = zip(*rows, strict=True)
    np.savez_compressed(FILE, digests=np.array(digests), vectors=np.array([np.asarray(v) for v in vectors], np.float16))
