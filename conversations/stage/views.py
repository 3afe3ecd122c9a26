"""The stage's page and its two calls. Only in the demo, and only from this machine: there is no login to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from conversations.stage import player
from conversations.stage.scene import Scene
from conversations.stage.scripts import BY_NAME, SCRIPTS
from crm import clock
from crm.demo import PEOPLE
from crm.models import Business, User

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
View = Callable[..., HttpResponse]


def practice_only(view: View) -> View:
    """404 outside the demo, and for every other machine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        host = urlsplit(f"//{request.get_host()}").hostname
        if not settings.DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK or host not in LOOPBACK:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@practice_only
@require_GET
@ensure_csrf_cookie
def stage(request: HttpRequest) -> HttpResponse:
    """Whoever is not logged in looks over the team lead's shoulder: the passwords stand in the terminal anyway."""
    if not request.user.is_authenticated:
        lead = User.objects.get(username=PEOPLE[0][1])
        auth.login(request, lead, backend=settings.AUTHENTICATION_BACKENDS[0])
    context = {
        "scripts": SCRIPTS,
        "phone": settings.TWILIO_API_BASE,
        "now": clock.now(),
        "zone": Business.get().timezone,
    }
    return render(request, "stage/stage.html", context)


@practice_only
@require_GET
def now(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"now": clock.now().isoformat()})


@practice_only
@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """`{"script"}` → `{"number", "steps": [{"kind", "words", "text"?}]}`."""
    script = BY_NAME.get(str(wanted(request).get("script")))
    if script is None:
        return JsonResponse({"error": f"`script` must be one of {', '.join(BY_NAME)}."}, status=400)
    steps = [
        {"kind": type(step).__name__.lower(), "words": step.words, "text": getattr(step, "text", "")}
        for step in script.steps
    ]
    return JsonResponse({"number": player.cast(script), "person": script.person, "steps": steps})


@practice_only
@require_POST
def step(request: HttpRequest) -> JsonResponse:
    """`{"script", "number", "step"}` → `{"ok", "words", "checks": [{"words", "ok"}], "now", "thread"}`, when idle."""
    asked = wanted(request)
    script, number = BY_NAME.get(str(asked.get("script"))), str(asked.get("number"))
    place = asked.get("step")
    if script is None or not number.startswith(player.PREFIX) or not isinstance(place, int):
        return JsonResponse({"error": "Send the script, the number that `begin` gave, and the step."}, status=400)
    if not 0 <= place < len(script.steps):
        return JsonResponse({"error": "There is no such step."}, status=400)
    try:
        seen = player.play(script, number, script.steps[place])
    except (httpx.HTTPError, ValueError) as problem:  # the phone is off; an act that is not allowed says why
        return JsonResponse({"error": f"This step could not be played: {problem}"}, status=502)
    conversation = Scene(number).conversation
    return JsonResponse(
        {
            "ok": seen.ok,
            "words": seen.step.words,
            "checks": [{"words": check.words, "ok": holds} for check, holds in seen.checks],
            "now": clock.now().isoformat(),
            "thread": reverse("thread", args=[conversation.pk]) if conversation else "",
        }
    )


def wanted(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
