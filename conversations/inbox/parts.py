"""Parts of a page that are renewed by themselves: each with a name and a version, so that only what changed is touched.

`static/js/parts.js` is the other half: it puts each part in the place of the one with the same name, unless a person is
typing there, and asks again with the cursor it was given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

# The token is masked anew on every request: it says nothing about whether a part has changed.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')


@dataclass(frozen=True)
class Part:
    """`keyed`: its children have keys and versions of their own and are renewed one by one."""

    name: str
    html: SafeString
    version: str
    tag: str = "div"
    keyed: bool = False
    css: str = ""


def part(
    request: HttpRequest, name: str, template: str, context: Mapping[str, Any], *, version: str = "", **looks: Any
) -> Part:
    """Render a part. Without a `version` of its own, it has changed when its HTML has."""
    html = render_to_string(template, dict(context), request)
    return Part(name, html, version or fingerprint(TOKEN.sub(r"\1", html)), **looks)


def fingerprint(*facts: Any) -> str:
    return blake2s(repr(facts).encode(), digest_size=8).hexdigest()


def answer(parts: list[Part], *, cursor: str = "", status: int = 200) -> HttpResponse:
    """The parts one after the other; `X-Cursor` is what to ask with next time."""
    response = HttpResponse(render_parts(parts), status=status, headers={"X-Parts": "1", "Cache-Control": "no-store"})
    if cursor:
        response.headers["X-Cursor"] = cursor
    return response


def render_parts(parts: list[Part]) -> SafeString:
    return format_html_join(
        "\n",
        '<{0} class="{1}" data-part="{2}" data-version="{3}"{4}>{5}</{0}>',
        ((p.tag, p.css, p.name, p.version, mark_safe(" data-keyed") if p.keyed else "", p.html) for p in parts),
    )
