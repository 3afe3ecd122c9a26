"""The task that reads a guideline's words: outside any request and transaction, since it asks the model."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.db import transaction
from django_q.tasks import async_task

from crm.llm import gateway
from crm.llm.errors import ModelError
from crm.models import Activity, User
from guidelines.interpret import interpret
from guidelines.models import Guideline, Revision
from guidelines.models.revision import write_revision
from guidelines.schema import Existing, Interpretation

Status = Guideline.Status
UNSETTLED = (Status.DRAFT, Status.INTERPRETING, Status.NEEDS_ANSWER, Status.REFUSED)
NOT_READ = "The model did not answer, so the sentence could not be read. It is kept; try again in a minute."


def ask_for_reading(guideline: Guideline, user: User | None) -> None:
    """Inside the transaction that saved the words: they are read as soon as it commits. What is active stays so."""
    guideline.problem = ""
    if guideline.status in UNSETTLED:
        guideline.status = Status.INTERPRETING
    guideline.save(update_fields=["status", "problem", "changed_at"])
    async_task("guidelines.understand.understand", guideline.pk, user.pk if user else None, group="interpret")


def understand(guideline_id: int, user_id: int | None = None) -> None:
    """Read the words as they are now and append the revision. Words that change meanwhile are read again by their own task."""
    guideline = Guideline.objects.get(pk=guideline_id)
    text = guideline.text
    others = Guideline.objects.in_force().exclude(pk=guideline_id).select_related("active_revision")
    existing = [existing_one(each.pk, each.active_revision) for each in others if each.active_revision]
    try:
        meaning = async_to_sync(interpret)(text, existing=existing)
    except ModelError:
        settle(guideline_id, text, None, user_id)
        return
    settle(guideline_id, text, meaning, user_id)


def existing_one(guideline_id: int, revision: Revision) -> Existing:
    return Existing(id=str(guideline_id), text=revision.text, interpretation=revision.meaning)


@transaction.atomic
def settle(guideline_id: int, text: str, meaning: Interpretation | None, user_id: int | None) -> None:
    row = Guideline.objects.select_for_update().get(pk=guideline_id)
    if row.text != text:
        return
    if meaning is None:
        row.problem = NOT_READ
        row.status = Status.DRAFT if row.status in UNSETTLED else row.status
        row.save(update_fields=["problem", "status", "changed_at"])
        return
    author = User.objects.filter(pk=user_id).first() if user_id else row.owner
    write_revision(row, meaning, text=text, model=gateway.model_for("interpret"), author=author)
    if row.status in UNSETTLED:
        row.status = status_of(meaning)
    row.problem = ""
    row.save(update_fields=["problem", "status", "changed_at"])
    Activity.record("guideline-understood", f"“{row.name}” was read: {meaning.restatement}"[:500], guideline=row.pk)


def status_of(meaning: Interpretation) -> str:
    if meaning.outcome == "refuse":
        return Status.REFUSED
    return Status.DRAFT if meaning.is_ready else Status.NEEDS_ANSWER
