"""For whoever watches the process: is it alive, and can it do its work? No login, and nothing about customers."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers; asks nobody else, so that a slow database does not get it killed."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and its tables are there, else 503 with what is missing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('conversations_conversation') IS NOT NULL")
            (migrated,) = cursor.fetchone() or (False,)
    except DatabaseError:
        return JsonResponse({"status": "not ready", "database": "not reachable"}, status=503)
    if not migrated:
        return JsonResponse({"status": "not ready", "database": "not migrated"}, status=503)
    return JsonResponse({"status": "ready", "database": "ok"})
