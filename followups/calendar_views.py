"""The feed itself, and the part of a person's own page that makes, replaces and ends its address."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from conversations.inbox.parts import fingerprint
from crm.access import people_only
from crm.face import business_of, now_of
from crm.models import User
from followups import calendar_feed
from followups.models import CalendarFeed

SHOWN_ONCE = "new_calendar_secret"
HEADERS = {
    "Cache-Control": "private, max-age=300",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """No login: the address is the key. 404 for one that was replaced, switched off, or whose person has no role any more."""
    found = calendar_feed.of_secret(secret)
    if found is None:
        raise Http404("No such calendar.")
    steps = calendar_feed.steps(found, now_of(request))
    tag = f'"{fingerprint(steps)}"'
    headers = HEADERS | {"ETag": tag}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers=headers)
    body = calendar_feed.as_icalendar(steps, f"{business_of(request).name}: {found.user}")
    headers["Content-Disposition"] = 'inline; filename="followthrough.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@people_only
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A first address, or a new one in the place of the old, which ends at once."""
    request.session[SHOWN_ONCE] = calendar_feed.make(cast(User, request.user))
    return HttpResponseRedirect(reverse("account") + "#calendar")


@people_only
@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    calendar_feed.switch_off(cast(User, request.user))
    request.session.pop(SHOWN_ONCE, None)
    messages.success(request, "Switched off. The old address shows nothing any more.")
    return HttpResponseRedirect(reverse("account") + "#calendar")


def account_section(request: HttpRequest) -> SafeString:
    secret = request.session.pop(SHOWN_ONCE, "")
    context = {
        "feed": CalendarFeed.objects.filter(user=cast(User, request.user)).first(),
        "address": request.build_absolute_uri(reverse("calendar-feed", args=[secret])) if secret else "",
        "home": business_of(request).timezone,
    }
    return mark_safe(render_to_string("followups/calendar_account.html", context, request))  # rendered, so escaped
