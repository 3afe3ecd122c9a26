"""Questions that no article answered, counted: the same question in other words is the same gap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db.models import F
from pgvector.django import CosineDistance

from conversations.models import Conversation
from crm import clock
from guidelines.models import Gap

SAME = 0.92  # cosine of two questions (multilingual E5, whose unrelated texts lie near 0.8)


def count(asked: str, vectors: Sequence[Sequence[float]], language: str, topic: str, conversation: Conversation) -> Gap:
    """Count a question to the open gap nearest to it, or open one. Inside the caller's transaction."""
    vector = middle(vectors)
    now = clock.now()
    same = nearest(vector) if vector else None
    if same is not None:
        Gap.objects.filter(pk=same.pk).update(count=F("count") + 1, last_at=now, conversation=conversation)
        return same
    return Gap.objects.create(
        text=asked.strip(),
        language=language[:8],
        topic=topic,
        first_at=now,
        last_at=now,
        conversation=conversation,
        embedding=vector,
    )


def nearest(vector: Sequence[float]) -> Gap | None:
    """The gap that asks the same. One that was dismissed goes on counting; one that was answered is opened anew."""
    near = Gap.objects.exclude(state=Gap.State.ANSWERED).exclude(embedding=None)
    found = near.annotate(distance=CosineDistance("embedding", vector)).order_by("distance").first()
    return found if found and 1 - float(found.distance) >= SAME else None


def middle(vectors: Sequence[Sequence[float]]) -> list[float] | None:
    """One vector of length one for a question of several sentences."""
    if not vectors:
        return None
    mean = np.mean(np.asarray(vectors, dtype=np.float32), axis=0)
    return [float(value) for value in mean / (np.linalg.norm(mean) or 1.0)]
