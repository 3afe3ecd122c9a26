"""The ground floor in the admin: the business is edited here, customers corrected, the rest is read."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_q import admin as queue_admin  # noqa: F401  # registers its pages, which ours replace
from django_q.models import Failure, OrmQ, Schedule, Success
from unfold.decorators import display
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget

from crm import admin_people, contacts  # noqa: F401  # its pages register themselves
from crm.admin_pages import LeadAdmin, RecordAdmin, RecordInline, moment
from crm.models import Activity, Address, Business, Company, Consent, Contact, LLMCall, User

# Pages of packages that are not needed, or that ours replace.
for model in (Group, Failure, OrmQ, Schedule, Success):
    try:
        admin.site.unregister(model)
    except NotRegistered:  # the package did not bring one in this configuration
        continue


def _zone_field() -> forms.ChoiceField:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return forms.ChoiceField(
        choices=[("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)], widget=UnfoldAdminSelectWidget
    )


class HourInput(forms.TimeInput):
    """The browser's own field for an hour. Unfold's warns of time zones, but these hours are local wherever they apply."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": " ".join(INPUT_CLASSES)}, format="%H:%M")


class BusinessForm(forms.ModelForm):
    timezone = _zone_field()


@admin.register(Business)
class BusinessAdmin(LeadAdmin):
    """One row: its list is its page."""

    form = BusinessForm
    formfield_overrides = {models.TimeField: {"widget": HourInput}}
    fieldsets = [
        ("Who we are", {"fields": ["name", ("timezone", "country")]}),
        (
            "When the agent may write first",
            {"fields": [("write_from", "write_until"), ("max_unanswered", "min_gap_hours"), "dry_run"]},
        ),
        ("When people are there", {"fields": [("office_from", "office_until")]}),
        (
            "When to look again",
            {"fields": ["silence_working_days", "after_silence", "polite_no_review_days", "no_contact_review_days"]},
        ),
        ("When a person takes over", {"fields": ["confidence_limit"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, *args, **kwargs)  # says 403
        return redirect("admin:crm_business_change", Business.get().pk)


class AddressInline(RecordInline):
    model = Address
    fields = ["address", "wa_id", "external_user_id", moment("created_at")]
    readonly_fields = fields


class ConsentInline(RecordInline):
    model = Consent
    fields = ["kind", "words", "source", moment("at")]
    readonly_fields = fields


class ContactForm(forms.ModelForm):
    timezone = _zone_field()


@admin.register(Contact)
class ContactAdmin(LeadAdmin):
    form = ContactForm
    list_display = ["name_or_number", "phone", "company", "country", "language", "timezone", "may_be_written_to"]
    list_filter = [
        "country",
        "language",
        ("opted_out_at", admin.EmptyFieldListFilter),
        ("no_contact_since", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["company"]
    search_fields = ["name", "phone", "company__name"]
    autocomplete_fields = ["company"]
    inlines = [AddressInline, ConsentInline]
    actions = ["agreed_to_advertising", "wants_no_advertising"]
    consent = [
        moment("advertising_since"),
        moment("opted_out_at"),
        "opted_out_by",
        moment("no_contact_since"),
        "no_contact_quote",
    ]
    readonly_fields = [*consent, "timezone_source", moment("created_at")]
    fieldsets = [
        (None, {"fields": ["name", ("phone", "company"), ("language", "country"), ("timezone", "timezone_source")]}),
        ("Consent", {"fields": consent, "description": "Changed by their own words or in the inbox, never here."}),
    ]

    @display(description="Name", ordering="name")
    def name_or_number(self, contact: Contact) -> str:
        return str(contact)

    @display(description="Writing", label={"yes": "success", "asked for room": "warning", "opted out": "danger"})
    def may_be_written_to(self, contact: Contact) -> str:
        if contact.opted_out_at:
            return "opted out"
        return "asked for room" if contact.no_contact_since else "yes"

    @admin.action(description="Record that they agreed to advertising", permissions=["change"])
    def agreed_to_advertising(self, request: HttpRequest, chosen: QuerySet[Contact]) -> None:
        user = cast(User, request.user)
        done = sum(contacts.opt_in(one, f"person:{user.username}", user=user) for one in chosen)
        self.message_user(
            request, f"Recorded for {done}. Whoever had opted out, or agreed before, is left as they were."
        )

    @admin.action(description="Record that they want no advertising", permissions=["change"])
    def wants_no_advertising(self, request: HttpRequest, chosen: QuerySet[Contact]) -> None:
        user = cast(User, request.user)
        done = sum(contacts.no_advertising(one, f"person:{user.username}", user=user) for one in chosen)
        self.message_user(request, f"Recorded for {done}.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "timezone" in form.changed_data:
            obj.timezone_source = "person"
        super().save_model(request, obj, form, change)


@admin.register(Address)
class AddressAdmin(LeadAdmin):
    """Where customers write from. Somebody who changed the number is joined here: give the new address to the old contact."""

    list_display = ["address", "contact", "wa_id", moment("created_at")]
    search_fields = ["address", "contact__name", "contact__phone", "wa_id", "external_user_id"]
    list_select_related = ["contact"]
    autocomplete_fields = ["contact"]
    fields = ["contact", "address", "wa_id", "external_user_id", moment("created_at")]
    readonly_fields = fields[1:]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        contacts.move_address(obj, obj.contact, user=cast(User, request.user))


@admin.register(Company)
class CompanyAdmin(LeadAdmin):
    list_display = ["name", "contacts"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Company]:
        return super().get_queryset(request).annotate(contact_count=Count("contacts"))

    @display(description="Contacts", ordering="contact_count")
    def contacts(self, company: Any) -> int:
        return int(company.contact_count)


@admin.register(Activity)
class ActivityAdmin(RecordAdmin):
    list_display = ["words", "actor_label", "user", "contact", "action", moment("at")]
    list_filter = ["actor", "action", "at"]
    list_select_related = ["user", "contact"]
    search_fields = ["words", "contact__name"]

    @display(
        description="Who",
        ordering="actor",
        label={"Agent": "danger", "Person": "info", "Customer": "success", "System": "default"},
    )
    def actor_label(self, activity: Activity) -> str:
        return activity.get_actor_display()


@admin.register(LLMCall)
class LLMCallAdmin(RecordAdmin):
    list_display = ["task", "model", "how_it_ended", "attempt", "tokens_in", "tokens_out", "cost_usd", "ms", "created"]
    list_filter = ["task", "outcome", "model", "created_at"]
    search_fields = ["model", "error"]
    created = staticmethod(moment("created_at", "When"))

    @display(
        description="Outcome",
        ordering="outcome",
        label={"Answered": "success", "Answered after one repair": "info", "Too slow": "danger"},
    )
    def how_it_ended(self, call: LLMCall) -> str:
        return call.get_outcome_display()


@admin.register(Failure)
class FailedTaskAdmin(RecordAdmin):
    """Tasks of the queue that raised. Nothing is lost with them: due work is found again by its date."""

    list_display = ["name", "func", moment("started"), moment("stopped")]
    search_fields = ["name", "func"]
    left_out = ["args", "kwargs", "hook", "success", "attempt_count"]
