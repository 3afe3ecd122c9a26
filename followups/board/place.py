"""The follow-ups' place in the rail."""

from django.http import HttpRequest
from django.urls import reverse

from crm.face import Place


def followups(request: HttpRequest) -> Place:
    """Without a number: what waits for a person is counted at the inbox."""
    url = reverse("followups")
    return Place("Follow-ups", url, "calendar-clock", request.path.startswith(url))
