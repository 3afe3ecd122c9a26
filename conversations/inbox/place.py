"""The inbox's place in the rail."""

from django.http import HttpRequest
from django.urls import reverse

from conversations.inbox.lists import counts
from crm.face import Place


def inbox(request: HttpRequest) -> Place:
    """Its number is what this person has; what nobody has taken stands in the queue."""
    url = reverse("inbox")
    return Place("Inbox", url, "inbox", request.path.startswith(url), counts(request)["mine"], "are yours")
