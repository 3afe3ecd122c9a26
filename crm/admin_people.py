"""Our people in the admin: teams, logins with their roles, and tokens for other systems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.admin import UserAdmin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from rest_framework.authtoken.models import TokenProxy
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminSelectWidget

from crm.access import INTEGRATION, ROLES, SUPPORT_AGENT, TEAM_LEAD, give_role, is_lead, role_words
from crm.admin_pages import LeadAdmin, moment
from crm.models import Team, Topic, User

admin.site.unregister(TokenProxy)  # ours, below, never shows a key twice


class TeamForm(forms.ModelForm):
    topics = forms.MultipleChoiceField(
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Team._meta.get_field("topics").help_text,
    )


@admin.register(Team)
class TeamAdmin(LeadAdmin):
    form = TeamForm
    list_display = ["name", "serves", "is_default", "people"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        return super().get_queryset(request).annotate(people_count=Count("members"))

    @display(description="Topics")
    def serves(self, team: Team) -> str:
        return ", ".join(str(Topic(topic).label) for topic in team.topics) or "None of its own"

    @display(description="People", ordering="people_count")
    def people(self, team: Any) -> int:
        return int(team.people_count)


ROLE_CHOICES = [
    ("", "No role: sees nothing"),
    *((role, role) for role in ROLES),
    (INTEGRATION, "Integration: another system that reports events"),
]


class PersonForm(UserChangeForm):
    role = forms.ChoiceField(choices=ROLE_CHOICES, required=False, widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {group.name for group in self.instance.groups.all()}
        self.fields["role"].initial = next(
            (role for role in (TEAM_LEAD, SUPPORT_AGENT, INTEGRATION) if role in held), ""
        )


class NewPersonForm(UserCreationForm):
    role = forms.ChoiceField(
        choices=ROLE_CHOICES, initial=SUPPORT_AGENT, required=False, widget=UnfoldAdminSelectWidget
    )


@admin.register(User)
class PersonAdmin(LeadAdmin, UserAdmin):
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
    joined: tuple[Any, ...] = (moment("last_login"), moment("date_joined"))
    readonly_fields = joined
    fieldsets = (
        (None, {"fields": (("first_name", "last_name"), "email", ("role", "team"), "is_active")}),
        ("Login", {"fields": ("username", "password", joined)}),
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

    @display(description="Role", label={TEAM_LEAD: "info", SUPPORT_AGENT: "success", "no role": "warning"})
    def role(self, person: User) -> str:
        held = {group.name for group in person.groups.all()}
        person._role_names = held  # type: ignore[attr-defined]  # prefetched: spares a query a row
        return role_words(person) if held else "no role"

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
        return is_lead(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # its confirmation page would print the key: `revoke` does not

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and is_lead(request.user)

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
