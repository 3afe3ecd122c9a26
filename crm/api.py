"""The ground of the API for other systems: who may call it, how often, and errors that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from crm.access import INTEGRATION, is_integration
from crm.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which itself looks up what is named here, when it is imported

NO_TOKEN = "Send the header “Authorization: Token …”. A team lead makes tokens in the admin, under Tokens."


class IntegrationsOnly(BasePermission):
    """Tokens of other systems. A person's token is refused: what a person did would be recorded as a system's report."""

    message = (
        f"This token belongs to a person. Use the token of a user with the role “{INTEGRATION}”: "
        "a team lead makes both in the admin."
    )

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_integration(cast(User, request.user)) if request.user else False


class PerToken(UserRateThrottle):
    """Counted by token and web process; a burst of a shop's whole day passes, a loop does not."""

    scope = "token"


def explained(error: Exception, context: dict[str, Any]) -> Response | None:
    """Django REST framework's answer, with one sentence in `detail` that says what to do."""
    from rest_framework.views import exception_handler

    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.NotAuthenticated):
        response.data = {"detail": NO_TOKEN}
    elif isinstance(error, exceptions.AuthenticationFailed):
        response.data = {"detail": f"{error.detail} {NO_TOKEN}"}
    elif isinstance(error, exceptions.Throttled):
        wait = int(error.wait or 1) + 1
        response.data = {"detail": f"Too many calls with this token. Try again in {wait} seconds."}
    elif isinstance(error, exceptions.ValidationError) and isinstance(response.data, dict):
        response.data = {"detail": "Nothing was stored. Correct the fields named in `errors`.", "errors": response.data}
    return response
