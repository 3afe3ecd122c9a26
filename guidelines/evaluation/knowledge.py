"""The suite `knowledge`: articles into the house, then each question through the search and through a real turn."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from pydantic import BaseModel, field_validator

from conversations.models import Conversation, Message, NextKind, Trigger, Turn
from conversations.turns.claim import Claim, claim
from conversations.turns.run import run_turn
from crm import clock
from crm.case_files import read_rows
from crm.llm.choice import describe_model
from crm.models import Contact
from guidelines.knowledge import ingest
from guidelines.knowledge.search import parts_of, search, vectors_for
from guidelines.models import Article, Topic

METRICS = ("recall_at_5", "recall_at_10", "recall_at_20", "answered", "wrong", "abstained_right")
DEPTHS = (5, 10, 20)
SENDER = "whatsapp:+15005550006"


class ArticleRow(BaseModel):
    """Dates are ISO; a moment counts as its day."""

    id: str
    title: str
    content: str
    valid_from: date | None = None
    valid_until: date | None = None
    review_by: date | None = None
    scope: list[str] = []

    @field_validator("valid_from", "valid_until", "review_by", mode="before")
    @classmethod
    def day(cls, value: Any) -> Any:
        return datetime.fromisoformat(value).date() if isinstance(value, str) and len(value) > 10 else value or None

    @field_validator("scope", mode="before")
    @classmethod
    def listed(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value or []


class Case(BaseModel):
    """`history` holds earlier messages, oldest first: texts of the customer, or `{from, text}`."""

    id: str
    question: str
    history: list[Any] = []
    relevant: list[str] = []
    answerable: bool = True
    must_contain: list[str] = []
    must_not_contain: list[str] = []


def evaluate(cases_file: Path, progress: Any = None, *, articles: Path) -> dict[str, Any]:
    """`{suite, model, n, metrics, harmful, cases}`. Raises CaseFileError. Needs a scratch database."""
    rows = read_rows(articles, ArticleRow)
    cases = read_rows(cases_file, Case)
    names = load(rows)
    report = []
    for number, case in enumerate(cases, 1):
        report.append(judged(case, names))
        if progress:
            progress(number, len(cases))
    return {
        "suite": "knowledge",
        "model": describe_model("compose"),
        "n": len(cases),
        "metrics": totals([entry["passed"] for entry in report]),
        "harmful": [entry["id"] for entry in report if entry["passed"]["wrong"]],
        "cases": report,
    }


def load(rows: Iterable[ArticleRow]) -> dict[int, str]:
    """Store and index the articles. Returns our key of each to the file's."""
    topics = {str(value) for value in Topic.values}
    names: dict[int, str] = {}
    with transaction.atomic():
        for row in rows:
            article = Article.objects.create(
                title=row.title[:200],
                content=row.content,
                status=Article.Status.PUBLISHED,
                topics=[topic for topic in row.scope if topic in topics],
                valid_from=row.valid_from,
                valid_until=row.valid_until,
                review_by=row.review_by,
            )
            names[article.pk] = row.id
    ingest.embed_missing()
    return names


def judged(case: Case, names: dict[int, str]) -> dict[str, Any]:
    started = time.perf_counter()
    ranked = ranking(case, names)
    trace = played(case)
    text, cited = spoken(trace, names)
    passed: dict[str, float | None] = {
        f"recall_at_{depth}": len(set(case.relevant) & set(ranked[:depth])) / len(case.relevant)
        if case.relevant
        else None
        for depth in DEPTHS
    }
    right = bool(text) and case.answerable and is_right(case, text, cited)
    passed["answered"] = float(right) if case.answerable else None
    passed["wrong"] = float(bool(text) and not right)
    passed["abstained_right"] = None if case.answerable else float(not text)
    return {
        "id": case.id,
        "passed": passed,
        "predicted": {"text": text, "cites": cited, "found": ranked[: DEPTHS[-1]], "person": trace.get("handoff")},
        "seconds": round(time.perf_counter() - started, 3),
    }


def ranking(case: Case, names: dict[int, str]) -> list[str]:
    """The articles found, each once, best first."""
    found = search(case.question, vectors_for(parts_of(case.question)), limit=DEPTHS[-1] * 4)
    return list(dict.fromkeys(names[one.article_id] for one in found))


def spoken(trace: dict[str, Any], names: dict[int, str]) -> tuple[str, list[str]]:
    """(what was said, articles cited); "" where a person was asked or nothing said."""
    draft = trace.get("draft") or {}
    if trace.get("handoff") or trace.get("outcome") or draft.get("abstain"):
        return "", []
    articles = {passage["id"]: passage["article_id"] for passage in trace.get("passages") or []}
    cited = [names[articles[cite]] for cite in draft.get("cites") or [] if cite in articles]
    return str(draft.get("text") or ""), cited


def is_right(case: Case, text: str, cited: Sequence[str]) -> bool:
    """Its words are those wanted; where none are named, it stands on a relevant article."""
    said = " ".join(text.casefold().split())
    if any(" ".join(words.casefold().split()) in said for words in case.must_not_contain):
        return False
    if case.must_contain:
        return all(" ".join(words.casefold().split()) in said for words in case.must_contain)
    return bool(set(cited) & set(case.relevant))


def played(case: Case) -> dict[str, Any]:
    """The question through one real turn; nothing can be sent. Returns its trace."""
    claimed = staged(case)
    async_to_sync(run_turn)(claimed)
    return dict(Turn.objects.get(pk=claimed.turn_id).trace)


@transaction.atomic
def staged(case: Case) -> Claim:
    now = clock.now()
    contact = Contact.objects.create(timezone="Europe/Amsterdam", timezone_source="said")
    conversation = Conversation.objects.create(
        contact=contact,
        sender=SENDER,
        address=f"whatsapp:+1000{contact.pk}",
        next_kind=NextKind.REPLY,
        next_at=now,
        wake_at=now,
        wake_trigger=Trigger.INBOUND,
        last_inbound_at=now,
    )
    earlier = Turn.objects.create(
        conversation=conversation, trigger=Trigger.INBOUND, state="committed", lease_until=now, finished_at=now
    )
    for said in case.history:
        line = said if isinstance(said, dict) else {"text": str(said)}
        ours = line.get("from") in ("us", "agent", "assistant")
        Message.objects.create(
            conversation=conversation,
            direction="outbound" if ours else "inbound",
            author="agent" if ours else "customer",
            body=str(line.get("text") or ""),
            at=now,
            turn=earlier,
        )
    Message.objects.create(
        conversation=conversation, direction="inbound", author="customer", body=case.question, at=now
    )
    return claim(Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk))


def totals(judged: Sequence[dict[str, float | None]]) -> dict[str, float]:
    """The mean of each metric over the cases that it applies to."""
    found: dict[str, float] = {}
    for name in METRICS:
        values = [value for one in judged if (value := one[name]) is not None]
        found[name] = round(sum(values) / len(values), 4) if values else 0.0
    return found


def table(report: dict[str, Any]) -> str:
    """The totals as lines of text, and what was said wrongly."""
    lines = [f"{report['suite']}: {report['n']} cases with {report['model']}", ""]
    lines += [f"  {name:<16}{report['metrics'][name]:>8.3f}" for name in METRICS]
    wrong = [f"  {entry['id']}: {entry['predicted']['text']}" for entry in report["cases"] if entry["passed"]["wrong"]]
    return "\n".join([*lines, "", "Said wrongly:", *(wrong or ["  nothing"])])
