"""The ground floor in the admin: the business and its people are edited here, customers corrected, the rest is read."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_q.models import Failure, OrmQ, Schedule, Success
from rest_framework.authtoken.models import TokenProxy
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelectWidget

from crm.access import ROLES, SUPPORT_AGENT, give_role, is_lead, role_words
from crm.admin_pages import LeadAdmin, RecordAdmin, RecordInline, moment
from crm.models import Activity, Address, Business, Company, Consent, Contact, LLMCall, Team, User

# Pages of packages that are not needed, or that ours replace below.
for model in (Group, TokenProxy, Failure, OrmQ, Schedule, Success):
    try:
        admin.site.unregister(model)
    except NotRegistered:  # the package did not bring one in this configuration
        continue


def _zone_field() -> forms.ChoiceField:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return forms.ChoiceField(
        choices=[("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)], widget=UnfoldAdminSelectWidget
    )


class BusinessForm(forms.ModelForm):
    timezone = _zone_field()


@admin.register(Business)
class BusinessAdmin(LeadAdmin):
    """One row: its list is its page."""

    form = BusinessForm
    fieldsets = [
        ("Who we are", {"fields": ["name", ("timezone", "country")]}),
        (
            "When the agent may write first",
            {"fields": [("write_from", "write_until"), ("max_unanswered", "min_gap_hours")]},
        ),
        ("When people are there", {"fields": [("office_from", "office_until")]}),
        (
            "When to look again",
            {"fields": ["silence_working_days", "polite_no_review_days", "no_contact_review_days"]},
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


@admin.register(Team)
class TeamAdmin(LeadAdmin):
    list_display = ["name", "topic", "is_default", "people"]
    search_fields = ["name", "topic"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        return super().get_queryset(request).annotate(people_count=Count("members"))

    @display(description="People", ordering="people_count")
    def people(self, team: Any) -> int:
        return int(team.people_count)


ROLE_CHOICES = [("", "No role: sees nothing"), *((role, role) for role in ROLES)]


class PersonForm(UserChangeForm):
    role = forms.ChoiceField(choices=ROLE_CHOICES, required=False, widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {group.name for group in self.instance.groups.all()}
        self.fields["role"].initial = next((role for role in reversed(ROLES) if role in held), "")


class NewPersonForm(UserCreationForm):
    role = forms.ChoiceField(
        choices=ROLE_CHOICES, initial=SUPPORT_AGENT, required=False, widget=UnfoldAdminSelectWidget
    )


@admin.register(User)
class PersonAdmin(LeadAdmin, UserAdmin):  # type: ignore[misc]
    """Our people. A lead gives roles, and never more than a role: superusers are made on the command line."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["name", "username", "role", "team", "is_active", moment("last_login")]
    list_filter = ["team", "groups", "is_active"]
    list_select_related = ["team"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["first_name", "username"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), "email", ("role", "team"), "is_active")}),
        ("Login", {"fields": ("username", "password", ("last_login", "date_joined"))}),
        ("Appearance", {"fields": ("theme",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), ("role", "team"), "password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people = super().get_queryset(request).prefetch_related("groups")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    @display(description="Name", ordering="first_name")
    def name(self, person: User) -> str:
        return str(person)

    @display(description="Role", label={ROLES[1]: "info", ROLES[0]: "success", "none": "warning"})
    def role(self, person: User) -> str:
        held = {group.name for group in person.groups.all()}
        person._role_names = held  # type: ignore[attr-defined]  # prefetched: spares a query a row
        return role_words(person) if held else "none"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        person, role = form.instance, form.cleaned_data.get("role")
        if role:
            give_role(person, role)
        elif not person.is_superuser:
            person.groups.clear()
            person.is_staff = False
            person.save(update_fields=["is_staff"])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what they did refers to them: people who leave are made inactive


@admin.register(TokenProxy)
class TokenAdmin(LeadAdmin):
    """Tokens for other systems. The key is shown once, when it is made."""

    list_display = ["user", moment("created")]
    list_select_related = ["user"]
    list_display_links = None
    fields = ["user"]
    actions = ["revoke"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_lead(request.user)  # type: ignore[arg-type]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # its confirmation page would print the key: `revoke` does not

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and is_lead(request.user)  # type: ignore[arg-type]

    def response_action(self, request: HttpRequest, queryset: QuerySet[TokenProxy]) -> HttpResponse | None:
        """A row of the page names the user, so that no page holds a key."""
        chosen = request.POST.copy()
        users = chosen.getlist(ACTION_CHECKBOX_NAME)
        chosen.setlist(ACTION_CHECKBOX_NAME, list(queryset.filter(user__in=users).values_list("key", flat=True)))
        request.POST = chosen  # type: ignore[assignment]
        return super().response_action(request, queryset)

    @admin.action(description="Revoke selected tokens")
    def revoke(self, request: HttpRequest, chosen: QuerySet[TokenProxy]) -> None:
        count, _ = chosen.delete()
        messages.success(request, f"{count} revoked. Whoever used them is refused from now on.")

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        messages.success(request, f"The token of {obj.user} is {obj.key}. It is not shown again: copy it now.")
        return redirect("admin:authtoken_tokenproxy_changelist")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """No entry: Django's would hold the key itself."""


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
    consent = [moment("opted_out_at"), "opted_out_by", moment("no_contact_since"), "no_contact_quote"]
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

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "timezone" in form.changed_data:
            obj.timezone_source = "person"
        super().save_model(request, obj, form, change)


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
