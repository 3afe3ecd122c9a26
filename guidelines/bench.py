"""Guidelines and articles for `manage.py bench`: as a team would have written them, many, and all in force."""

from __future__ import annotations

from django.db import transaction

from crm import clock
from guidelines import demo, demo_vectors
from guidelines.models import Article, Guideline
from guidelines.models.revision import write_revision
from guidelines.schema import (
    AgentSide,
    Cap,
    Custom,
    Effect,
    Fact,
    HandoffNow,
    Hold,
    Interpretation,
    MaxLength,
    MinGap,
    NeverSay,
    QuietHours,
    Signal,
    Style,
    When,
    all_of,
)

TOPICS = (
    "pallets",
    "invoices",
    "customs",
    "claims",
    "labels",
    "returns",
    "insurance",
    "collection",
    "express",
    "storage",
)
QUESTIONS = 60  # of their own that a team asks of every reading, at most: more would be asked of nobody


@transaction.atomic
def plant(count: int) -> None:
    """The demo's articles, and `count` guidelines in force: facts, signals, own questions; bans, holds, caps, handovers."""
    for file in sorted(demo.FOLDER.glob("*.md")):
        demo.write(file.read_text(encoding="utf-8"), {})
    demo_vectors.give()
    assert Article.objects.exists()
    for number in range(count):
        text, when, effect = guideline(number)
        meaning = Interpretation(
            outcome="accept", when=when, scope=["reply", "followup"], effects=[effect], restatement=text
        )
        row = Guideline.objects.create(text=text)
        row.active_revision = write_revision(row, meaning, text=text, model="bench", author=None)
        row.status, row.activated_at = Guideline.Status.ACTIVE, clock.now()
        row.save()


def guideline(number: int) -> tuple[str, When, Effect]:
    """The sentence, when it applies and what it does. None of them applies to a friendly customer in Spain, but the bans do."""
    topic, which = TOPICS[number // 10 % len(TOPICS)], number // 100
    name = f"{topic} {which}" if which else topic
    germany = all_of(Fact(fact="country", value="DE"))
    own = Custom(
        question=f"Does the customer say that their {topic} were lost by somebody else, case {number % QUESTIONS}?"
    )
    by_kind: list[tuple[str, When, Effect]] = [
        (f"Never call our {name} the cheapest.", When(), NeverSay(phrases=[f"cheapest {name}", f"lowest price for {name}"])),
        (f"When a lawyer is named about {name}, hand over.", all_of(Signal(signal="legal_threat")), HandoffNow()),
        (f"In Germany nothing about {name} after five.", germany, QuietHours.model_validate({"from": "17:00", "to": "09:30"})),
        (f"Whose {name} were lost elsewhere gets a person.", all_of(own), HandoffNow()),
        (f"At most nine follow-ups a month about {name}.", germany, Cap(max=9, per="month", counter_resets_on="never")),
        (f"Angry about {name}: nothing until they write.", all_of(Signal(signal="complaint")), Hold(until="contact_writes")),
        (f"A day between follow-ups about {name}.", germany, MinGap(hours=24)),
        (f"Follow-ups about {name} in three sentences.", all_of(AgentSide(test="is_follow_up")), MaxLength(sentences=3)),
        (f"Two years with us: warmly about {name}.", all_of(Fact(fact="stage", value="customer")), Style(instruction="Warm")),
        (f"Large sums for {name} get a person.", all_of(Fact(fact="amount", op="more_than", value="9000")), HandoffNow()),
    ]  # fmt: skip
    return by_kind[number % len(by_kind)]
