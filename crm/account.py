"""What a person sets for themselves."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from crm.access import people_only
from crm.face import THEMES
from crm.models import User


@people_only
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Their own page: what each app lets a person set for themselves (ACCOUNT_SECTIONS)."""
    drawn = (import_string(path)(request) for path in settings.ACCOUNT_SECTIONS)
    return render(request, "account.html", {"sections": [html for html in drawn if html]})


@people_only
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the device; stands in the first HTML of every page from then on."""
    wanted = request.POST.get("theme", "")
    if wanted not in THEMES:
        return HttpResponseBadRequest("No such theme.")
    user = cast(User, request.user)  # people_only has seen to it
    user.theme = wanted
    user.save(update_fields=["theme"])
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")
