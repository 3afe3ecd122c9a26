"""Hybrid ranking inside PostgreSQL: full text with its words joined by OR, and vectors, fused by reciprocal rank.

For any table with a tsvector column `lexemes` (made with `vector_of`) and a pgvector column `embedding`; both may be null.
OR and not AND: `websearch_to_tsquery` as it is wants every word of a question and finds one answer in seven. A word
counts by how rare it is, which PostgreSQL's own ranking does not know. Search is exact: below some fifty thousand rows no
index of neighbours is needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.expressions import Combinable
from pgvector.django import CosineDistance

CONFIGURATIONS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
POOL = 100  # of each ranking, before they are fused
CONSTANT = 60.0  # of reciprocal rank fusion: the larger, the less the very first places count
WEIGHTS = "{0.3, 0.4, 0.6, 1.0}"  # of the labels D, C, B, A of `vector_of`

# One row for each word and row that holds it; the rank of PostgreSQL (which grows less and less with each repetition
# and shrinks with length) times the rarity of the word.
WORD_RANKING = """
WITH used AS (SELECT word, word::tsquery AS query FROM unnest(%(words)s::text[]) AS word),
rows AS MATERIALIZED ({scope}),
found AS (
  SELECT used.word, rows.id, ts_rank('{weights}', rows.lexemes, used.query, 1) AS rank
  FROM used JOIN rows ON rows.lexemes @@ used.query
),
rarity AS (
  SELECT word, ln(1 + (everything.n - count(*) + 0.5) / (count(*) + 0.5)) AS weight
  FROM found, (SELECT count(*) AS n FROM rows) AS everything GROUP BY word, everything.n
)
SELECT found.id FROM found JOIN rarity USING (word) GROUP BY found.id ORDER BY sum(rank * weight) DESC, found.id LIMIT %(pool)s
"""


@dataclass(frozen=True)
class Hit:
    """A row found. `score` orders the hits of one search and means nothing between searches; `cosine` is that of the
    part of the question nearest to it, 0 where it was found by its words alone."""

    id: int
    score: float
    cosine: float


@dataclass(frozen=True)
class Query:
    """What is looked for: the words, and the vectors of its parts (sentences), of length one."""

    text: str
    vectors: Sequence[Sequence[float]]
    languages: Sequence[str]  # ISO 639-1, of the rows that are searched


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a language (ISO 639-1); `simple` where it has none."""
    return CONFIGURATIONS.get(language.lower().split("-")[0], "simple")


def plain(text: str) -> str:
    """Lower case without accents: “cuánto” is found by “cuanto”, whatever the configuration makes of it."""
    return "".join(ch for ch in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(ch))


def vector_of(heading: str, text: str, language: str) -> Combinable:
    """The value of `lexemes`, for an insert or an update: the heading weighs more than the text."""
    config = configuration(language)
    return SearchVector(Value(plain(heading)), config=config, weight="A") + SearchVector(
        Value(plain(text)), config=config, weight="D"
    )


def words_of(text: str, languages: Iterable[str]) -> list[str]:
    """The lexemes of a text in every configuration that the rows were made with, each once, quoted for `tsquery`."""
    configurations = sorted({configuration(language) for language in languages} or {"simple"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT word FROM unnest(%s::text[]) AS used (name), "
            "unnest(tsvector_to_array(to_tsvector(used.name::regconfig, %s))) AS word",
            [configurations, plain(text)],
        )
        found = sorted(str(row[0]) for row in cursor.fetchall())
    return ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in found]


def hybrid(rows: QuerySet[Any], query: Query, *, limit: int, pool: int = POOL) -> list[Hit]:
    """The best `limit` of `rows`, best first. Three statements and one more for each further vector."""
    near = [_nearest(rows, vector, pool) for vector in query.vectors]
    rankings = [(_by_words(rows, query, pool), 1.0), *(([id for id, _ in one], 1.0 / len(near)) for one in near)]
    scores: dict[int, float] = {}
    for ranking, weight in rankings:
        for place, id in enumerate(ranking, 1):
            scores[id] = scores.get(id, 0.0) + weight / (CONSTANT + place)
    cosines: dict[int, float] = {}
    for one in near:
        for id, cosine in one:
            cosines[id] = max(cosine, cosines.get(id, 0.0))
    best = sorted(scores, key=lambda id: (-scores[id], id))[:limit]
    return [Hit(id, scores[id], cosines.get(id, 0.0)) for id in best]


def _by_words(rows: QuerySet[Any], query: Query, pool: int) -> list[int]:
    words = words_of(query.text, query.languages)
    if not words:
        return []
    scope, parameters = rows.order_by().values("id", "lexemes").query.sql_with_params()
    named = {f"p{number}": value for number, value in enumerate(parameters)}
    scope = scope % tuple(f"%({name})s" for name in named)
    statement = WORD_RANKING.format(weights=WEIGHTS, scope=scope)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"words": words, "pool": pool, **named})
        return [row[0] for row in cursor.fetchall()]


def _nearest(rows: QuerySet[Any], vector: Sequence[float], pool: int) -> list[tuple[int, float]]:
    ranked = rows.exclude(embedding=None).annotate(distance=CosineDistance("embedding", vector))
    found = ranked.order_by("distance", "pk").values_list("pk", "distance")[:pool]
    return [(id, 1.0 - float(distance)) for id, distance in found]
