"""What a customer can send besides text: each kind as the form fields that Twilio posts for it.

Names from payloads seen in the open; ListId, ListTitle and ListDescription are not confirmed by Twilio's documentation.
"""

from typing import Any

from conversations.whatsapp.simulator.media import FILES

Fields = dict[str, str]

PLACE: Fields = {
    "Latitude": "40.4168", "Longitude": "-3.7038", "Label": "Puerta del Sol", "Address": "Puerta del Sol 7, Madrid",
}  # fmt: skip
AD: Fields = {
    "ReferralSourceType": "ad",
    "ReferralSourceId": "120208976543210987",
    "ReferralSourceUrl": "https://fb.me/simulated-ad",
    "ReferralHeadline": "Pallets to Morocco, every Tuesday",
    "ReferralBody": "Door to door in four days. Ask for a price.",
    "ReferralCtwaClid": "simulated-click",
}
UNKNOWN: Fields = {"SimulatedNovelty": "A parameter that nobody knows yet"}
# Kind to its MessageType and the fields beside it; kinds with a file stand in FILES.
PLAIN: dict[str, tuple[str, Fields]] = {
    "text": ("text", {}),
    "location": ("location", PLACE),
    "ad": ("text", AD),
    "forwarded": ("text", {"Forwarded": "true", "FrequentlyForwarded": "false"}),
    "forwarded_often": ("text", {"Forwarded": "true", "FrequentlyForwarded": "true"}),
    "button": ("button", {}),
    "quick_reply": ("interactive", {}),
    "list_choice": ("interactive", {}),
    "unknown": ("something_new", UNKNOWN),
}
KINDS = [*PLAIN, *FILES]


def fields_of(kind: str, tapped: dict[str, Any]) -> tuple[str, Fields]:
    """MessageType and fields of a kind. `tapped`: title, id and description of a button or list row. Raises ValueError."""
    if kind in FILES:
        sample = FILES[kind]
        return sample.message_type, {"NumMedia": "1", "MediaContentType0": sample.content_type}
    if kind not in PLAIN:
        raise ValueError(f"Unknown kind {kind!r}; known: {', '.join(KINDS)}")
    message_type, fields = PLAIN[kind]
    title, name = str(tapped.get("title") or ""), str(tapped.get("id") or "")
    if kind == "list_choice":
        described = {"ListDescription": str(tapped["description"])} if tapped.get("description") else {}
        return message_type, {"ListId": name, "ListTitle": title, **described}
    if kind in ("button", "quick_reply"):
        return message_type, {"ButtonText": title, "ButtonPayload": name}
    return message_type, dict(fields)
