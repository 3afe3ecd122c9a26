"""What is owed, in the admin: read here, moved on the board and in the thread."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from crm.admin_pages import LeadAdmin, RecordAdmin, moment
from followups.models import Commitment, Decision, FollowUp, VagueWord


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


@admin.register(VagueWord)
class VagueWordAdmin(LeadAdmin):
    """What vague words of time mean here. Every row is always there; a change counts from the next message on."""

    list_display = ["said", "unit_words", "earliest", "best", "latest", "default_words"]
    list_display_links = ["said"]
    list_editable = ["earliest", "best", "latest"]
    fields = ["said", "unit_words", ("earliest", "best", "latest"), "default_words"]
    readonly_fields = ["said", "unit_words", "default_words"]
    actions = ["put_back"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="When they say", ordering="id")
    def said(self, row: VagueWord) -> str:
        return str(row)

    @admin.display(description="Counted in")
    def unit_words(self, row: VagueWord) -> str:
        return {
            "days": "days from the message",
            "hours": "hours from the message",
            "clock": "hours of the clock (12.5 is 12:30)",
            "day of month": "days of the month",
        }[row.unit]

    @admin.display(description="As delivered")
    def default_words(self, row: VagueWord) -> str:
        figures = " – ".join(f"{figure:g}" for figure in row.default)
        return f"{figures} (changed)" if row.changed else figures

    @admin.action(description="Put back as delivered")
    def put_back(self, request: HttpRequest, rows: QuerySet[VagueWord]) -> None:
        for row in rows:
            row.earliest, row.best, row.latest = row.default
            row.save()
        self.message_user(request, f"{len(rows)} as delivered.")
