"""Guidelines in the admin: a lead writes a sentence, sees how it is understood, and puts it in force or takes it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST
from unfold.decorators import display

from crm.access import is_lead
from crm.admin_pages import NOTHING, LeadAdmin, RecordAdmin, facts, moment
from crm.models import User
from guidelines import activate as acts
from guidelines.card import card
from guidelines.models import Application, Guideline, Revision
from guidelines.understand import ask_for_reading

DONE = {
    "activate": ("Activated.", "{} held at once."),
    "pause": ("Paused.", "{} let go."),
    "resume": ("In force again.", "{} held at once."),
    "retire": ("Retired.", "{} let go."),
}
ACTS: dict[str, Callable[[Guideline, User], int]] = {
    "activate": acts.activate,
    "pause": acts.pause,
    "resume": acts.resume,
    "retire": acts.retire,
}


@admin.register(Guideline)
class GuidelineAdmin(LeadAdmin):
    """One text box. Saving keeps the sentence and has it read; only the buttons of the card change what is enforced."""

    list_display = [
        "name",
        "status_label",
        "effects",
        "owner",
        "team",
        "valid_until",
        "review_on",
        moment("activated_at"),
    ]
    list_filter = ["status", "team", "owner", "valid_until", "review_on"]
    list_select_related = ["owner", "team", "active_revision"]
    search_fields = ["title", "text"]
    autocomplete_fields = ["owner", "team"]
    fields = ["text", "title", ("owner", "team"), "valid_from", "valid_until", "review_on"]
    change_form_outer_before_template = "guidelines/change.html"
    actions = None

    @display(
        description="Status",
        ordering="status",
        label={
            "Draft": "warning", "Being read": "info", "Has a question": "warning", "Refused": "danger",
            "Active": "success", "Paused": "default", "Retired": "default",
        },
    )  # fmt: skip
    def status_label(self, guideline: Guideline) -> str:
        return guideline.get_status_display()

    @display(description="What it does")
    def effects(self, guideline: Guideline) -> str:
        shown = guideline.active_revision
        return shown.restatement if shown else NOTHING

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what was in force is history; it is retired instead

    def save_model(self, request: HttpRequest, obj: Guideline, form: Any, change: bool) -> None:
        user = cast(User, request.user)
        if not change:
            obj.owner = obj.owner or user
        super().save_model(request, obj, form, change)
        if not change or "text" in form.changed_data:
            ask_for_reading(obj, user)

    def response_add(self, request: HttpRequest, obj: Guideline, post_url_continue: str | None = None) -> HttpResponse:
        """To the card, where it can be seen how the sentence is understood."""
        return redirect("admin:guidelines_guideline_change", obj.pk)

    def response_change(self, request: HttpRequest, obj: Guideline) -> HttpResponse:
        return redirect("admin:guidelines_guideline_change", obj.pk)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        context = dict(extra_context or {})
        guideline = Guideline.objects.filter(pk=object_id).first() if object_id and object_id.isdigit() else None
        if guideline and is_lead(request.user):
            context["card"] = card(guideline, cast(User, request.user))
        return super().changeform_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        own = [
            path("<int:pk>/card/", wrapped(self.card_view), name="guidelines_guideline_card"),
            path("<int:pk>/<slug:act>/now/", wrapped(require_POST(self.act_view)), name="guidelines_guideline_act"),
        ]
        return own + super().get_urls()

    def card_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The card alone; it asks for itself again while the sentence is being read."""
        if not self.has_view_permission(request):
            return HttpResponse(status=403)
        guideline = get_object_or_404(Guideline, pk=pk)
        return render(request, "guidelines/card.html", card(guideline, cast(User, request.user)))

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        guideline = get_object_or_404(Guideline, pk=pk)
        if not self.has_change_permission(request, guideline):
            return HttpResponse(status=403)
        self.do(request, guideline, act)
        return redirect("admin:guidelines_guideline_change", pk)

    def do(self, request: HttpRequest, guideline: Guideline, act: str) -> None:
        user = cast(User, request.user)
        if act == "read":
            ask_for_reading(guideline, user)
            return
        if act not in ACTS:
            messages.error(request, "There is no such act.")
            return
        try:
            touched = ACTS[act](guideline, user)
        except acts.NotAllowed as why:
            messages.error(request, str(why))
            return
        done, and_ = DONE[act]
        messages.success(request, f"{done} {and_.format(acts.count(touched))}" if touched else done)


@admin.register(Revision)
class RevisionAdmin(RecordAdmin):
    list_display = ["guideline", "number", "restatement", "author", "model", moment("at")]
    list_filter = ["at"]
    list_select_related = ["guideline", "author"]
    search_fields = ["text", "restatement"]
    top = ["guideline", "text", "restatement", facts("interpretation")]
    left_out = ["interpretation", "hash"]


@admin.register(Application)
class ApplicationAdmin(RecordAdmin):
    list_display = ["words", "guideline", "outcome", "quote", "conversation", moment("at")]
    list_filter = ["outcome", "kind", "at"]
    list_select_related = ["revision__guideline", "conversation__contact"]
    search_fields = ["words", "quote", "conversation__contact__name"]
    top = ["conversation", "words", "outcome", "quote"]

    @display(description="Guideline")
    def guideline(self, application: Application) -> str:
        return application.revision.guideline.name
