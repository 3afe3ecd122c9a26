from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from pgvector.django import HnswIndex, VectorField

from crm.llm.embedded.encoder import DIMENSIONS
from guidelines.models.article import Article


class Passage(models.Model):
    """A piece of an article, small enough to be quoted and found. Re-made with its article; the vector comes by a task."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    ordinal = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True, help_text="The headings above it, outermost first.")
    text = models.TextField()
    digest = models.CharField(
        max_length=64, help_text="Of what the vector is made from: unchanged, it is not made again."
    )
    lexemes = SearchVectorField(null=True)
    length = models.PositiveIntegerField(default=0, help_text="Words that count in `lexemes`.")
    embedding = VectorField(dimensions=DIMENSIONS, null=True)

    class Meta:
        ordering = ["article", "ordinal"]
        indexes = [
            GinIndex(fields=["lexemes"], name="passage_lexemes"),
            HnswIndex(fields=["embedding"], opclasses=["vector_cosine_ops"], name="passage_neighbours"),
            models.Index(fields=["id"], condition=models.Q(embedding=None), name="passage_without_vector"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "ordinal"],
                name="one_passage_at_each_place",
                deferrable=models.Deferrable.DEFERRED,  # passages that stay move up and down within one transaction
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}.{self.ordinal}"
