"""Hybrid ranking inside PostgreSQL: full text with its words joined by OR, and vectors, fused by reciprocal rank.

For any table with a tsvector column `lexemes` (made with `vector_of`) and a pgvector column `embedding`; both may be null.
OR and not AND: `websearch_to_tsquery` as it is wants every word of a question and finds one answer in seven. A word
counts by how rare it is, which PostgreSQL's own ranking does not know. The table has a GIN index on `lexemes` and an HNSW
index on `embedding` (`vector_cosine_ops`), and an integer primary key `id`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.expressions import Combinable
from pgvector.django import CosineDistance

CONFIGURATIONS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
POOL = 100  # of each ranking, before they are fused
LIKELY = 500  # by the rarity of their words, before they are ranked
MOST = 2000  # rows: a word in more of them is common
ALL = 2**31
CONSTANT = 60.0  # of reciprocal rank fusion: the larger, the less the very first places count
WEIGHTS = "{0.3, 0.4, 0.6, 1.0}"  # of the labels D, C, B, A of `vector_of`

# Which rows hold which word comes from the GIN index. The likely ones, by the rarity of the words that they hold, are then
# ranked by PostgreSQL's own rank (which grows less and less with each repetition and shrinks with length) times rarity.
# A word that more than `most` rows hold finds none by itself, it only helps to rank: to look at every row that holds a
# common word would be to read most of the table for each question.
WORD_RANKING = """
WITH used AS (SELECT word, word::tsquery AS query FROM unnest(%(words)s::text[]) AS word),
held AS MATERIALIZED (
  SELECT used.word, one.id
  FROM used CROSS JOIN LATERAL (SELECT id FROM {table} WHERE lexemes @@ used.query LIMIT %(most)s) AS one
),
counted AS MATERIALIZED (
  SELECT word, count(*) AS rows, ln(1 + (greatest(everything.n - count(*), 0) + 0.5) / (count(*) + 0.5)) AS weight
  FROM held, (SELECT count(*) AS n FROM {table}) AS everything GROUP BY word, everything.n
),
likely AS MATERIALIZED (
  SELECT held.id FROM held JOIN counted USING (word)
  WHERE counted.rows < %(most)s AND held.id IN ({scope})
  GROUP BY held.id ORDER BY sum(counted.weight) DESC, held.id LIMIT %(likely)s
)
SELECT row.id
FROM likely JOIN {table} AS row USING (id) CROSS JOIN used JOIN counted USING (word)
WHERE row.lexemes @@ used.query
GROUP BY row.id
ORDER BY sum(ts_rank('{weights}', row.lexemes, used.query, 1) * counted.weight) DESC, row.id LIMIT %(pool)s
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
    scope, parameters = rows.order_by().values("id").query.sql_with_params()
    named = {f"p{number}": value for number, value in enumerate(parameters)}
    scope = scope % tuple(f"%({name})s" for name in named)
    statement = WORD_RANKING.format(weights=WEIGHTS, scope=scope, table=rows.model._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        # How many rows hold a word is not known when the statement is planned, and reading the whole table to find out
        # is what this is not to do.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for most in (MOST, ALL):  # again where every word is a common one
            told = {"words": words, "pool": pool, "likely": max(LIKELY, pool), "most": most, **named}
            cursor.execute(statement, told)
            if found := [row[0] for row in cursor.fetchall()]:
                break
        cursor.execute("SET LOCAL enable_seqscan = on")  # where this is part of a longer transaction
    return found


def _nearest(rows: QuerySet[Any], vector: Sequence[float], pool: int) -> list[tuple[int, float]]:
    """By the index of neighbours, which goes on looking until `pool` rows of the scope are found."""
    ranked = rows.exclude(embedding=None).annotate(distance=CosineDistance("embedding", vector))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL hnsw.ef_search = {min(2 * pool, 1000)}")
        if _looks_further():
            cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        found = list(ranked.order_by("distance").values_list("pk", "distance")[:pool])
    found.sort(key=lambda one: (one[1], one[0]))
    return [(id, 1.0 - float(distance)) for id, distance in found]


@cache
def _looks_further() -> bool:
    """Whether this pgvector (0.8 and newer) goes on where a filter took neighbours away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        (version,) = cursor.fetchone()
    return tuple(int(part) for part in version.split(".")[:2]) >= (0, 8)
