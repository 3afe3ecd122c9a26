"""`POST /api/events`: another system says what happened, and what is planned for that customer is reconsidered."""

from __future__ import annotations

from typing import Any, cast

from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from conversations.events.fields import EventFields, find_contact
from conversations.events.report import Conflict, Reported, report
from crm.models import User

UNKNOWN = (
    "We know nobody by that contact, and nothing was stored. A contact exists from their first message to us; "
    "give the phone with country code, the WhatsApp address as we got it, or our id."
)


class EventsView(APIView):
    """201 the first time, 200 when the same is sent again, 409 when its `external_id` is taken by another event.

    404 for somebody we have never heard of: there is nothing to reconsider, and no contact is made of a report.
    """

    def post(self, request: Request) -> Response:
        fields = EventFields(data=request.data)
        fields.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(fields.validated_data)
        contact = find_contact(said.pop("contact"))
        if contact is None:
            return Response({"detail": UNKNOWN}, status=status.HTTP_404_NOT_FOUND)
        try:
            reported = report(contact, **said, user=cast(User, request.user))
        except Conflict as conflict:
            told = f"{conflict} Send a new id for a new event, or the same content again. Nothing was stored."
            return Response({"detail": told}, status=status.HTTP_409_CONFLICT)
        return Response(shown(reported), status=status.HTTP_201_CREATED if reported.new else status.HTTP_200_OK)


def shown(reported: Reported) -> dict[str, Any]:
    event = reported.event
    return {
        "id": event.pk,
        "contact": event.contact_id,
        "channel": event.channel,
        "kind": event.kind,
        "note": event.note,
        "at": event.at.isoformat(),
        "external_id": event.external_id,
        "new": reported.new,
        "reconsidering": list(reported.woken),
    }
