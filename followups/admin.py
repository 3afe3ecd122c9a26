"""What is owed, in the admin: read here, moved on the board and in the thread."""

from __future__ import annotations

from django.contrib import admin
from unfold.decorators import display

from crm.admin_pages import RecordAdmin, moment
from followups.models import Commitment, Decision, FollowUp


@admin.register(FollowUp)
class FollowUpAdmin(RecordAdmin):
    list_display = ["conversation", "purpose", "reason", "state_label", moment("planned_for"), "zone", "moves"]
    list_filter = ["state", "stance", "language", "planned_for"]
    list_select_related = ["conversation__contact"]
    search_fields = ["purpose", "reason", "quote", "conversation__contact__name"]
    top = ["conversation", "state", "purpose", "reason", "quote", "planned_for"]

    @display(
        description="State",
        ordering="state",
        label={"Scheduled": "info", "Held": "warning", "Sent": "success", "Done": "success", "Expired": "danger"},
    )
    def state_label(self, follow_up: FollowUp) -> str:
        return follow_up.get_state_display()


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    list_display = ["words", "conversation", "verdict_label", "quote", moment("at")]
    list_filter = ["verdict", "at"]
    list_select_related = ["conversation__contact"]
    search_fields = ["words", "quote", "conversation__contact__name"]
    top = ["conversation", "verdict", "words", "quote"]

    @display(
        description="Verdict",
        ordering="verdict",
        label={"Planned": "info", "Moved": "info", "Written": "success", "Cancelled": "warning", "Expired": "danger"},
    )
    def verdict_label(self, decision: Decision) -> str:
        return decision.get_verdict_display()


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    list_display = ["what", "who", "conversation", "state_label", moment("due_by"), moment("made_at")]
    list_filter = ["who", "state", "due_by"]
    list_select_related = ["conversation__contact"]
    search_fields = ["what", "quote", "conversation__contact__name"]

    @display(
        description="State",
        ordering="state",
        label={"Open": "info", "Kept": "success", "Broken": "danger", "Waived": "warning"},
    )
    def state_label(self, commitment: Commitment) -> str:
        return commitment.get_state_display()
