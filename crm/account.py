"""What a person sets for themselves."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from crm.access import people_only
from crm.face import THEMES
from crm.models import User


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
