"""Serves the files of customers' messages to logged-in people with a role, and in a way that no file can act on the page."""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import quote

from django.db.models import F
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from conversations.models import Attachment, AttachmentContent, AttachmentState
from conversations.whatsapp.media import TYPES
from crm.access import for_user, people_only
from crm.models import User

# What a browser draws without running anything in it. All the rest is saved to disk.
SHOWN = {name for name in TYPES if name.split("/")[0] in ("image", "audio", "video")}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=86400, immutable",
    "Accept-Ranges": "bytes",
}


@people_only
@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, or the part of it that was asked for (players seek). 404 for what is not there or not theirs to see."""
    rows = Attachment.objects.filter(state=AttachmentState.FETCHED)
    row = for_user(cast(User, request.user), rows).select_related("message").filter(pk=pk).first()
    if row is None or row.size is None:
        raise Http404("No such file.")
    content_type = row.content_type if row.content_type in TYPES else "application/octet-stream"
    headers = HEADERS | {"Content-Disposition": disposition(row, content_type)}
    asked = ranged(request.headers.get("Range", ""), row.size)
    if asked is None:
        return HttpResponse(content(row, 0, row.size), content_type=content_type, headers=headers)
    start, end = asked
    if start >= end:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{row.size}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{row.size}"
    return HttpResponse(content(row, start, end), status=206, content_type=content_type, headers=headers)


def content(row: Attachment, start: int, end: int) -> bytes:
    part = Substr(F("data"), start + 1, end - start)
    found = AttachmentContent.objects.filter(pk=row.pk).values_list(part, flat=True).first()
    return bytes(found or b"")


def disposition(row: Attachment, content_type: str) -> str:
    ending = TYPES.get(content_type, ("", b""))[0]
    name = row.name or f"{row.message.kind}-{row.pk}{ending}"
    plain = re.sub(r'[^\w. ()-]|["\\]', "_", name, flags=re.ASCII)
    way = "inline" if content_type in SHOWN else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def ranged(header: str, size: int) -> tuple[int, int] | None:
    """(start, end) of one range of bytes; None: the whole file. What lies outside comes back empty."""
    match = re.fullmatch(r"bytes=(\d{0,12})-(\d{0,12})", header.strip())
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size
    start = int(match[1])
    return start, min(size, int(match[2]) + 1) if match[2] else size
