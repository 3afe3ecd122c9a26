"""What stands in a bubble beside its words: what was quoted, files, a place, that it was forwarded or came from an ad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from conversations.models import Attachment, AttachmentState, Direction, Message
from conversations.whatsapp.kinds import name_of

ICONS = {
    "image": "image",
    "audio": "mic",
    "video": "video",
    "document": "file-text",
    "location": "map-pin",
    "sticker": "sticker",
    "contacts": "contact",
}
QUOTED_SHOWN = 160


@dataclass(frozen=True)
class File:
    """A file as it is drawn: `how` is image, audio, video or link; `url` is empty until we have it."""

    how: str
    icon: str
    title: str
    url: str
    more: str
    failed: bool = False


@dataclass(frozen=True)
class Quoted:
    """What they answered to. `anchor` leads to it in the thread; empty where it is not of this thread."""

    who: str
    words: str
    anchor: str = ""


@dataclass(frozen=True)
class Beside:
    kind: tuple[str, str] | None  # icon and word, where the message is no plain text and has no file to show
    files: tuple[File, ...]
    quoted: Quoted | None
    notes: tuple[str, ...]  # Forwarded, From an ad: …
    place: str  # address of a map; empty: no place
    ad: str  # address of the ad or post they came from


def beside(message: Message, them: str) -> Beside:
    """Reads `attachments` and `replies_to`: fetch them with the messages. `them`: the customer's name."""
    details = message.details
    files = tuple(file_of(one, message) for one in message.attachments.all())
    plain = message.kind == "text" or bool(files)
    return Beside(
        kind=None if plain else (ICONS.get(message.kind, "file-text"), name_of(message.kind)),
        files=files,
        quoted=quoted(message, them),
        notes=tuple(notes(details)),
        place=map_of(details),
        ad=web(details.get("ad_url", "")),
    )


def file_of(one: Attachment, message: Message) -> File:
    word = name_of(message.kind)
    icon = ICONS.get(message.kind, "file-text")
    if one.state == AttachmentState.FAILED:
        return File("link", icon, word, "", f"Could not be fetched: {one.why}", failed=True)
    if one.state == AttachmentState.WAITING:
        trouble = f" So far: {one.why}" if one.why else ""
        return File("link", icon, word, "", f"Being fetched from WhatsApp …{trouble}")
    major = one.content_type.split("/")[0]
    how = major if major in ("image", "audio", "video") else "link"
    title = one.name or word
    url = reverse("attachment", args=[one.pk])
    return File(
        how, icon, title, url, f"{word}, {filesizeformat(one.size or 0)}" if one.name else filesizeformat(one.size or 0)
    )


def quoted(message: Message, them: str) -> Quoted | None:
    original = message.replies_to
    if original is None:
        sid = message.details.get("quoted_sid")
        return Quoted("An earlier message", "It is not in this thread any more.") if sid else None
    who = them if original.direction == Direction.INBOUND else "Us"
    words = " ".join(original.body.split()) or name_of(original.kind)
    short = words if len(words) <= QUOTED_SHOWN else words[: QUOTED_SHOWN - 1] + "…"
    same = original.conversation_id == message.conversation_id
    return Quoted(who, short, f"m{original.pk}" if same else "")


def notes(details: dict[str, str]) -> list[str]:
    found = []
    if forwarded := details.get("forwarded"):
        found.append("Forwarded many times" if forwarded == "often" else "Forwarded")
    if headline := details.get("ad_headline") or details.get("ad_words") or details.get("ad_url"):
        kind = "post" if details.get("ad_kind") == "post" else "ad"
        found.append(f"Came from the {kind} “{headline[:120]}”")
    if more := details.get("chosen_more"):
        found.append(more[:160])
    return found


def map_of(details: dict[str, str]) -> str:
    """A map of the place they shared. Nothing is loaded from there until somebody follows the link."""
    latitude, longitude = details.get("latitude", ""), details.get("longitude", "")
    number = r"-?\d{1,3}(\.\d+)?"
    if not (re.fullmatch(number, latitude) and re.fullmatch(number, longitude)):
        return ""
    return f"https://www.openstreetmap.org/?mlat={quote(latitude)}&mlon={quote(longitude)}&zoom=16"


def web(url: str) -> str:
    """The address, if it is one of the web: nothing else becomes a link."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""
