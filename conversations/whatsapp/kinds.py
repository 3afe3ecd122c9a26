"""What an inbound form holds, by the names that Twilio gives it: its kind, the words in it, and what came beside them.

Pure, and closed to nothing: a kind or a parameter that nobody knows yet keeps its own name, and the raw form is stored
anyway. Names as observed in 2026; Twilio adds parameters without notice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Form = Mapping[str, Sequence[str]]  # parameter to its values, as received
WORDS = {"", "text", "button", "interactive"}  # a tap on a button says its title: words like any others
MEDIA = {"image", "audio", "video"}  # the first half of a content type
MOST_ATTACHMENTS = 10
LONGEST = 600  # characters of one detail: it stands beside a message, the form keeps the whole

# Detail to the parameter it comes from. `tapped` is what a choice is decided on: titles are for people and get translated.
DETAILS = {
    "tapped": ("ButtonPayload", "ListId"),
    "chosen": ("ListTitle",),
    "chosen_more": ("ListDescription",),
    "label": ("Label",),
    "street": ("Address",),
    "latitude": ("Latitude",),
    "longitude": ("Longitude",),
    "ad_headline": ("ReferralHeadline",),
    "ad_words": ("ReferralBody",),
    "ad_url": ("ReferralSourceUrl",),
    "ad_kind": ("ReferralSourceType",),
    "quoted_sid": ("OriginalRepliedMessageSid",),
    "username": ("ProfileUsername", "Username"),
}
# What the reader and the lists call a message without words.
NAMES = {
    "image": "Photo",
    "audio": "Voice message",
    "video": "Video",
    "document": "Document",
    "sticker": "Sticker",
    "location": "Location",
    "contacts": "Contact card",
    "media": "Attachment",
    "reaction": "Reaction",
}
# A caption is not the picture: whatever it says, only a person has seen it.
UNSEEN = {"image", "audio", "video", "document", "media"}
SAYS_NOTHING = {"sticker", "reaction"}  # a gesture: nothing in it wants an answer


@dataclass(frozen=True)
class Attached:
    """One medium of a message. `url` empty: the list of messages tells only that there is one."""

    url: str
    content_type: str


def value(form: Form, name: str) -> str:
    values = form.get(name)
    return values[-1] if values else ""


def kind_of(form: Form) -> str:
    """text, image, audio, video, document, sticker, location, contacts …; a new kind of Twilio's keeps its own name."""
    named = value(form, "MessageType").lower()
    if named not in WORDS:
        return named[:20]
    if value(form, "NumMedia") not in ("", "0"):
        content_type = value(form, "MediaContentType0").lower()
        major = content_type.split("/")[0]
        if content_type == "image/webp":
            return "sticker"
        if major in MEDIA:
            return major
        return "contacts" if "vcard" in content_type else "document" if content_type else "media"
    if value(form, "Latitude") and value(form, "Longitude"):
        return "location"
    return "text"


def words_of(form: Form) -> str:
    """What can be read of it: their words, the title of what they tapped, what they filled in, or where they are."""
    said = value(form, "Body") or value(form, "ButtonText") or value(form, "ListTitle")
    if said.strip():
        return said
    place = ", ".join(part for part in (value(form, "Label"), value(form, "Address")) if part)
    where = ", ".join(part for part in (value(form, "Latitude"), value(form, "Longitude")) if part)
    return (f"{place} ({where})" if place and where else place or where) or filled_in(form)


def filled_in(form: Form) -> str:
    """The answers of a WhatsApp Flow, a line each; empty where there are none or they cannot be read."""
    for name in ("FlowData", "InteractiveData"):
        try:
            given = json.loads(value(form, name) or "null")
        except ValueError:
            continue
        if isinstance(given, dict):
            lines = [
                f"{key.replace('_', ' ')}: {answer}"
                for key, answer in given.items()
                if isinstance(answer, str | int | float) and key != "flow_token"
            ]
            if lines:
                return "\n".join(lines)[:4096]
    return ""


def details_of(form: Form) -> dict[str, Any]:
    """What came beside the words, as far as it is known to matter: only what is there."""
    found: dict[str, Any] = {
        detail: said[:LONGEST]
        for detail, names in DETAILS.items()
        if (said := next((said for name in names if (said := value(form, name).strip())), ""))
    }
    if value(form, "FrequentlyForwarded").lower() == "true":
        found["forwarded"] = "often"
    elif value(form, "Forwarded").lower() == "true":
        found["forwarded"] = "once"
    return found


def attachments_of(form: Form) -> list[Attached]:
    number = value(form, "NumMedia")
    count = min(int(number), MOST_ATTACHMENTS) if re.fullmatch(r"[0-9]{1,4}", number) else 0
    return [
        Attached(value(form, f"MediaUrl{n}").strip(), value(form, f"MediaContentType{n}").strip()) for n in range(count)
    ]


def name_of(kind: str) -> str:
    """What people call it: Photo, Voice message; a kind that nobody knows yet by its own name."""
    return NAMES.get(kind) or kind.replace("_", " ").capitalize() or "Message"


def needs_eyes(kind: str, words: str) -> bool:
    """Whether only a person can know what it says: what the agent cannot see or hear, or what has no words at all."""
    return kind in UNSEEN or (kind not in SAYS_NOTHING and not words.strip())


def kind_of_type(content_type: str) -> str:
    """The kind that a medium of this type makes of its message."""
    return kind_of({"NumMedia": ["1"], "MediaContentType0": [content_type]})
