"""Template tags of the whole face: icons, and times that name their city."""

from datetime import datetime
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from crm import local_time
from crm.face import now_of

register = template.Library()
ICONS = Path(settings.BASE_DIR) / "templates" / "icons"


@cache
def drawing(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text().strip()


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """A Lucide icon, inline. `words` is what it says where no text stands beside it. Raises FileNotFoundError for an unknown one."""
    picture = mark_safe(drawing(name))  # our own file, no input of anybody's
    if not words:
        return picture
    return format_html('{}<span class="sr">{}</span>', picture, words)


@register.filter
def city(zone: str) -> str:
    return local_time.city(zone)


@register.simple_tag(takes_context=True)
def when(context: Context, moment: datetime | None, zone: str) -> str:
    """`today, 18:00 Madrid` or `Tue 12 May, 10:00 Madrid`, seen from the moment of the page."""
    return local_time.when(moment, zone, now_of(context["request"])) if moment else ""


@register.filter
def at(moment: datetime | None, zone: str) -> str:
    """`10:00`, in that zone."""
    return local_time.clock_time(moment, zone) if moment else ""


@register.filter
def plain(code: str) -> str:
    """`needs_time_no_contact` → `needs time no contact`: for a word of ours that nobody gave a label yet."""
    return code.replace("_", " ")


@register.filter
def language_name(code: str) -> str:
    """`pt` → `Portuguese`; the code itself where Django knows no name."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code
