"""What the admin pages of every app share: team leads only, dates in the business's zone, records nobody can change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, TabularInline

from crm.access import is_lead
from crm.local_time import city, zone_of
from crm.models import Business

Shown = Callable[[Any], Any]
NOTHING = "–"


class LeadAdmin(ModelAdmin):
    """Pages for team leads. What a lead may add, change or delete follows from the group's permissions."""

    list_fullwidth = True
    list_filter_submit = True
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_lead(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_lead(request.user)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with timezone.override(zone_of(Business.get().timezone)):
            return _rendered(super().changelist_view(request, *args, **kwargs))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with timezone.override(zone_of(Business.get().timezone)):
            return _rendered(super().changeform_view(request, *args, **kwargs))


def _rendered(response: HttpResponse) -> HttpResponse:
    """Rendered now, while the business's time zone is in force."""
    return response.render() if isinstance(response, TemplateResponse) else response


class RecordAdmin(LeadAdmin):
    """Rows that the product writes and people read: no adding, changing or deleting. `top` fields and callables come
    first; `left_out` fields are not shown, nor are empty ones."""

    top: Sequence[str | Shown] = ()
    left_out: Sequence[str] = ()
    actions = None
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = {field.name: field for field in self.model._meta.fields if field.name not in ("id", *self.left_out)}
        first = [_shown(fields.pop(one)) if isinstance(one, str) else one for one in self.top]
        told = [field for field in fields.values() if obj is None or not _is_empty(getattr(obj, field.attname))]
        return first + [_shown(field) for field in told]


def _shown(field: models.Field[Any, Any]) -> str | Shown:
    if isinstance(field, models.ForeignKey) or field.choices:
        return field.name  # Django links the one and names the other
    if isinstance(field, models.DateTimeField):
        return moment(field.name)
    return facts(field.name, str(field.verbose_name).capitalize())


class RecordInline(TabularInline):
    """A part of the page that is read only."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_lead(request.user)


def moment(name: str, title: str = "") -> Shown:
    """A column or field for a DateTimeField: day, time and city."""

    @admin.display(description=title or name.replace("_", " ").capitalize(), ordering=name)
    def shown(row: Any) -> str:
        return in_words(getattr(row, name))

    shown.__name__ = f"{name}_in_words"
    return shown


def in_words(at: datetime | None) -> str:
    """`Thu 30 Apr 2026, 16:05 Amsterdam`, in the zone in force."""
    if at is None:
        return NOTHING
    local = timezone.localtime(at)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} {city(timezone.get_current_timezone_name())}"


def facts(name: str, title: str = "") -> Shown:
    """A field whose value is laid out in words, however deep it is."""

    @admin.display(description=title or name.replace("_", " ").capitalize())
    def shown(row: Any) -> str | SafeString:
        return laid_out(getattr(row, name))

    shown.__name__ = f"{name}_laid_out"
    return shown


def laid_out(value: Any) -> str | SafeString:
    """Nested JSON as a list of names and values; what is empty is left out."""
    if _is_empty(value):
        return NOTHING
    if isinstance(value, dict):
        if value.get("text") and "at" in value:
            return _said(value)
        rows = [(words(key), laid_out(item)) for key, item in value.items() if not _is_empty(item)]
        return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if isinstance(value, list):
        if not any(isinstance(item, dict | list) for item in value):
            return ", ".join(str(laid_out(item)) for item in value)
        items = format_html_join("", "<li>{}</li>", ((laid_out(item),) for item in value))
        return format_html('<ul class="facts-list">{}</ul>', items)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _date_or_text(value)
    return str(value)


def words(key: str) -> str:
    return str(key).replace("_", " ").capitalize()


def _is_empty(value: Any) -> bool:
    """False and 0 say something."""
    return value is None or value in ("", [], {})


def _said(message: dict[str, Any]) -> SafeString:
    who = words(message.get("sender") or message.get("from") or "")
    return format_html(
        '<span class="facts-said"><b>{}</b> {} <q dir="auto">{}</q></span>',
        who,
        _date_or_text(str(message["at"])),
        message["text"],
    )


def _date_or_text(text: str) -> str:
    """An ISO moment in words, anything else as it is."""
    if len(text) < 19 or text[4:5] != "-" or text[10:11] not in ("T", " "):
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return in_words(at) if at.tzinfo else text
