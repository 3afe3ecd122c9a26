"""The content security policy: no inline script, no inline style, nothing from elsewhere.

The admin is Unfold's, and Unfold runs on Alpine, which compiles its attributes with `Function(...)` and writes `style`
attributes and `<style>` blocks of its own colours. So `/admin/` alone is allowed `'unsafe-eval'` for scripts and
`'unsafe-inline'` for styles. Inline scripts stay forbidden there too: what Unfold writes into its pages has none.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
ADMIN = STRICT | {
    "script-src": "'self' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
}
ADMIN_PATH = "/admin/"
STAGE_PATH = "/demo/"


def policy(path: str) -> str:
    """The header's value for a path. In the demo the stage shows the inbox and the phone in frames of its own."""
    rules = ADMIN if path.startswith(ADMIN_PATH) else STRICT
    if settings.DEMO:
        rules = rules | {"frame-ancestors": "'self'"}
        if path.startswith(STAGE_PATH):
            rules = rules | {"frame-src": f"'self' {settings.TWILIO_API_BASE}"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@sync_and_async_middleware
def content_security_policy(
    get_response: Callable[[HttpRequest], Any],
) -> Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]:
    """Sets the header on every answer that has none yet (a page of its own kind may bring a stricter one)."""

    def protect(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Security-Policy", policy(request.path))
        if settings.DEMO:
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    if iscoroutinefunction(get_response):

        async def middleware(request: HttpRequest) -> HttpResponseBase:
            return protect(request, await get_response(request))

        return middleware

    def sync_middleware(request: HttpRequest) -> HttpResponseBase:
        return protect(request, get_response(request))

    return sync_middleware
