"""Twilio's two webhooks. Each checks the signature, stores what came, and answers 204 before anything is understood."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from conversations.whatsapp import delivery
from conversations.whatsapp import inbound as inbox
from conversations.whatsapp.twilio import signature_is_valid

log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponse]


def from_twilio(view: View) -> View:
    """403, and nothing stored, unless Twilio signed this very form for our configured address and account.

    The address is PUBLIC_URL with the path and query as they came: never what a proxy, or a header that anybody can
    write, says about the host.
    """

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        url = settings.PUBLIC_URL + request.get_full_path()
        ours = request.POST.get("AccountSid") == settings.TWILIO_ACCOUNT_SID
        if not signature_is_valid(url, request.POST, request.headers) or not ours:
            log.warning("refused a webhook on %s: %s", request.path, "signature" if ours else "signature or account")
            return HttpResponseForbidden()
        return view(request)

    return checked


@from_twilio
def inbound(request: HttpRequest) -> HttpResponse:
    """A customer wrote. 204 without a body: any text would be sent to them as an answer."""
    form = dict(request.POST.lists())
    try:
        inbox.store(form, idempotency_token=request.headers.get("I-Twilio-Idempotency-Token", ""))
    except inbox.NotAMessage as problem:
        log.warning("a signed webhook that is no message: %s", problem)
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@from_twilio
def status(request: HttpRequest) -> HttpResponse:
    """How a message of ours fared. `?outbox=` carries our own id of it."""
    named = request.GET.get("outbox", "")
    delivery.record(dict(request.POST.lists()), outbox_id=int(named) if re.fullmatch(r"[0-9]{1,18}", named) else None)
    return HttpResponse(status=204)
