"""The queue's place in the rail."""

from django.http import HttpRequest
from django.urls import reverse

from conversations.queue.lists import unclaimed
from crm.face import Place


def queue(request: HttpRequest) -> Place:
    """Its number is what nobody has claimed."""
    url = reverse("queue")
    return Place("Queue", url, "hand", request.path.startswith(url), unclaimed(request), "wait for a person")
