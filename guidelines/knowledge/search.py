"""Finding passages: only of articles in force, those on the topic first, by words and meaning together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm.llm.embedded.encoder import ENCODER
from crm.search import Query, hybrid
from guidelines.models import Article, Passage
from guidelines.models.article import in_force

OTHER_TOPIC = 0.85  # scope is soft: an article of another topic has to fit better, since a topic may be misread
MOST_PARTS = 8
SENTENCES = re.compile(r"(?<=[.!?¿\n])\s+")


@dataclass(frozen=True)
class Found:
    """A passage with what a reply needs to cite it. `score` orders one search; `cosine` is comparable between searches."""

    id: int
    article_id: int
    revision: int
    title: str
    heading: str
    text: str
    language: str
    score: float
    cosine: float

    def as_data(self) -> dict[str, Any]:
        """For the model. The id is a word, so that nobody takes it for a number."""
        title = f"{self.title} › {self.heading}" if self.heading else self.title
        return {
            "id": f"p{self.id}",
            "title": title,
            "text": self.text,
            "language": self.language,
            "article_id": self.article_id,
            "revision": self.revision,
            "score": round(self.score, 5),
            "cosine": round(self.cosine, 4),
        }


def parts_of(question: str) -> list[str]:
    """Its sentences, the longest ones where there are many, and all of it where there is but one."""
    sentences = [part.strip() for part in SENTENCES.split(question) if len(part.split()) > 2]
    if len(sentences) < 2:
        return [question.strip()]
    longest = sorted(sentences, key=len, reverse=True)[:MOST_PARTS]
    return [sentence for sentence in sentences if sentence in longest]


def vectors_for(parts: Sequence[str]) -> list[list[float]]:
    """CPU work, some 20 ms a part: outside any transaction, and not on the event loop."""
    return [vector.tolist() for vector in ENCODER.vectors(parts)]


def search(question: str, vectors: Sequence[Sequence[float]], *, topic: str = "", limit: int = 6) -> list[Found]:
    """The best passages for a question, best first. `vectors` are those of `parts_of(question)`; without any, the words
    alone are searched."""
    languages = sorted(Article.objects.in_force().order_by().values_list("language", flat=True).distinct())
    rows = Passage.objects.filter(in_force("article__"))
    hits = hybrid(rows, Query(question, vectors, languages), limit=limit * 3)
    passages = Passage.objects.select_related("article").in_bulk([hit.id for hit in hits])
    found = [
        made(passages[hit.id], hit.score * scope_weight(passages[hit.id].article, topic), hit.cosine)
        for hit in hits
        if hit.id in passages
    ]
    return sorted(found, key=lambda one: -one.score)[:limit]


def scope_weight(article: Article, topic: str) -> float:
    return 1.0 if not topic or not article.topics or topic in article.topics else OTHER_TOPIC


def made(passage: Passage, score: float, cosine: float) -> Found:
    article = passage.article
    return Found(
        id=passage.pk,
        article_id=article.pk,
        revision=article.revision,
        title=article.title,
        heading=passage.heading,
        text=passage.text,
        language=article.language,
        score=score,
        cosine=cosine,
    )
