"""For whoever watches the process: is it alive, and can it do its work? No login, and nothing about customers."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from crm import lease

DRAIN_SEEN = "drain-seen"
SILENT_SECONDS = 180  # the schedule rings each minute: three rings that nobody heard
_migrated = False  # once true it stays so for this process, and looking costs ten queries


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers; asks nobody else, so that a slow database does not get it killed."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its tables are those of this version, and workers were seen in the last three
    minutes (or never yet: a fresh house); else 503 with what is missing."""
    try:
        if not is_migrated():
            return refused(database="not migrated")
        silence = lease.seconds_since_beat(DRAIN_SEEN)
    except DatabaseError:
        return refused(database="not reachable")
    if silence is not None and silence > SILENT_SECONDS:
        return refused(database="ok", workers=f"not seen for {silence / 60:.0f} minutes")
    told = {"status": "ready", "database": "ok", "workers": "ok" if silence is not None else "not seen yet"}
    for path in settings.HEALTH_CHECKS:
        told |= import_string(path)()
    return JsonResponse(told)


def refused(**why: str) -> JsonResponse:
    return JsonResponse({"status": "not ready", **why}, status=503)


def is_migrated() -> bool:
    """Whether every migration of this version has run. Raises DatabaseError."""
    global _migrated
    if not _migrated:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('conversations_conversation') IS NOT NULL")
            (there,) = cursor.fetchone() or (False,)
        _migrated = bool(there) and not missing_migrations()
    return _migrated


def missing_migrations() -> list[str]:
    """Names of migrations that have not run yet. Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
