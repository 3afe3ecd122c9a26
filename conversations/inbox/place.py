"""The inbox's place in the rail."""

from django.http import HttpRequest
from django.urls import reverse

from conversations.inbox.lists import counts
from crm.face import Place


def inbox(request: HttpRequest) -> Place:
    """Its number is what waits for this person: their own, and what nobody has taken."""
    url = reverse("inbox")
    waiting = counts(request)["mine"] + counts(request)["unassigned"]
    return Place("Inbox", url, "inbox", request.path.startswith(url), waiting, "wait for you or for anybody")
