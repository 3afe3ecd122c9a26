"""What the demo's business has taught: its articles, from the files of `demo_articles/`, and its guidelines. Repeatable."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from crm import clock
from crm.models import User
from guidelines import activate, demo_vectors
from guidelines.demo_guidelines import TAUGHT, Taught
from guidelines.models import Article, Guideline
from guidelines.models.revision import write_revision
from guidelines.schema import sentence

FOLDER = Path(__file__).parent / "demo_articles"
OWNERS = {"billing": "amina", "sales": "tomasz"}  # the rest is the lead's
LEAD = "mara"


@transaction.atomic
def seed() -> None:
    """Everything that the business says of itself, and how it wants to be served, into a house without either."""
    users = {user.username: user for user in User.objects.all()}
    if not Article.objects.exists():
        for file in sorted(FOLDER.glob("*.md")):
            write(file.read_text(encoding="utf-8"), users)
        demo_vectors.give()
    if not Guideline.objects.exists():
        for taught in TAUGHT:
            teach(taught, users[LEAD])


def write(text: str, users: dict[str, User]) -> None:
    head, content = parts(text)
    Article.objects.create(
        title=head["title"],
        content=content,
        language="en",
        status=Article.Status.PUBLISHED,
        topics=[] if head["topic"] == "other" else [head["topic"]],
        owner=users.get(OWNERS.get(head["topic"], LEAD)),
        review_by=clock.now().date() + timedelta(days=int(head["review"])),
    )


def parts(text: str) -> tuple[dict[str, str], str]:
    """The head between the two lines of dashes as names to values, and the content below it."""
    _, head, content = text.split("---\n", 2)
    lines = (line.partition(":") for line in head.strip().splitlines())
    return {name.strip(): value.strip() for name, _, value in lines}, content.strip()


def teach(taught: Taught, lead: User) -> None:
    """As if the lead had written it and activated what was understood."""
    row = Guideline.objects.create(text=taught.text, owner=lead, review_on=clock.now().date() + timedelta(days=90))
    meaning = taught.meaning
    meaning = meaning.model_copy(update={"restatement": sentence(meaning)})
    write_revision(row, meaning, text=taught.text, model="embedded/reader", author=lead)
    activate.activate(row, lead)
    if taught.paused:
        activate.pause(row, lead)
