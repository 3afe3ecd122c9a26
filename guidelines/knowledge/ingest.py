"""From an article to what search finds. Words at once, in the article's own transaction; vectors by a task after it.

So a changed price is the only one that can be found from the moment the change is committed, and no model is asked inside
a transaction. Passages whose words did not change keep their row and their vector.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from crm.llm.embedded.encoder import ENCODER
from crm.search import vector_of
from guidelines.knowledge.passages import Piece, count, pieces
from guidelines.models import Article, Passage

log = logging.getLogger(__name__)
BATCH = 16


def article_saved(sender: type[Article], instance: Article, raw: bool = False, **_: Any) -> None:
    """Receiver of post_save."""
    if not raw:
        remake(instance)


@transaction.atomic
def remake(article: Article) -> None:
    """Make the passages of an article what its content says. Safe to repeat; rings for vectors only if one is missing."""
    Article.objects.select_for_update().get(pk=article.pk)
    wanted = [(piece, piece.digest(f"{article.language}:{article.title}")) for piece in pieces(article.content)]
    kept: dict[str, list[Passage]] = {}
    for passage in article.passages.all():
        kept.setdefault(passage.digest, []).append(passage)
    new: list[Passage] = []
    for ordinal, (piece, digest) in enumerate(wanted):
        if same := kept.get(digest):
            passage = same.pop(0)
            if passage.ordinal != ordinal:
                Passage.objects.filter(pk=passage.pk).update(ordinal=ordinal)
        else:
            new.append(Passage(**fields_of(article, piece), ordinal=ordinal, digest=digest))
    gone = [passage.pk for left in kept.values() for passage in left]
    if gone:
        Passage.objects.filter(pk__in=gone).delete()
    Passage.objects.bulk_create(new)
    if new:
        ring()


def fields_of(article: Article, piece: Piece) -> dict[str, Any]:
    return {
        "article": article,
        "heading": piece.heading[:300],
        "text": piece.text,
        "length": count(piece.text),
        "lexemes": vector_of(f"{article.title} {piece.heading}", piece.text, article.language),
    }


def ring() -> None:
    """A task for the vectors. It carries nothing: what is missing is a column, and a schedule looks at it each minute."""
    async_task("guidelines.knowledge.ingest.embed_missing", group="knowledge")


def embed_missing() -> int:
    """Give every passage without a vector its own. Returns how many. Several at once do the same work twice, no harm."""
    done = 0
    while batch := list(Passage.objects.filter(embedding=None).select_related("article").order_by("pk")[:BATCH]):
        vectors = ENCODER.passages([spoken(passage) for passage in batch])
        for passage, vector in zip(batch, vectors, strict=True):
            # Only where the words are still those: the passage may have been re-made meanwhile.
            Passage.objects.filter(pk=passage.pk, digest=passage.digest).update(embedding=vector.tolist())
        done += len(batch)
    return done


def spoken(passage: Passage) -> str:
    """What the vector is made from: a passage by itself does not say what it is about."""
    above = " › ".join(filter(None, [passage.article.title, passage.heading]))
    return f"{above}\n{passage.text}"
