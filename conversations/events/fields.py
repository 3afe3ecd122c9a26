"""What another system may report, and what it is told when that cannot be read."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from django.utils.dateparse import parse_datetime
from rest_framework import serializers

from crm import clock
from crm.contacts import normal_phone, phone_of
from crm.models import Address, Contact

KINDS = ("solved", "order", "call", "ticket", "payment", "other")
CLOCKS_DIFFER = timedelta(minutes=10)  # theirs may run ahead of ours
LONGEST_ID = 120
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class EventFields(serializers.Serializer[dict[str, Any]]):
    """The body of `POST /api/events`. Unknown fields are refused: a misspelt `external_id` would store things twice."""

    contact = serializers.JSONField()
    channel = serializers.RegexField(
        r"^[a-z0-9][a-z0-9_-]{0,19}$",
        error_messages={"invalid": "Give one short word in lower case, as “call”, “web”, “email” or “shop”."},
    )
    kind = serializers.ChoiceField(
        choices=KINDS, error_messages={"invalid_choice": f"“{{input}}” is none of: {', '.join(KINDS)}."}
    )
    note = serializers.CharField(
        max_length=500,
        error_messages={
            "blank": "Say in one sentence what happened: people and the agent read it.",
            "max_length": "At most 500 characters: one or two sentences.",
        },
    )
    at = serializers.CharField(required=False, allow_null=True)
    external_id = serializers.CharField(required=False, allow_null=True, max_length=LONGEST_ID)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            known = ", ".join(self.fields)
            raise serializers.ValidationError({str(name): [f"Not known. The fields are: {known}."] for name in unknown})
        return super().to_internal_value(data)

    def validate_note(self, note: str) -> str:
        words = " ".join(_INVISIBLE.sub(" ", note).split())
        if not words:
            raise serializers.ValidationError("Say in one sentence what happened: people and the agent read it.")
        return words

    def validate_at(self, text: str | None) -> datetime | None:
        if text is None:
            return None
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise serializers.ValidationError("Give date, time and offset, as 2026-05-12T10:00:00+02:00 or …Z.")
        if moment > clock.now() + CLOCKS_DIFFER:
            raise serializers.ValidationError(
                "This lies in the future. Report what has happened; leave it out for now."
            )
        return moment

    def validate_contact(self, given: Any) -> Any:
        if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
            raise serializers.ValidationError(
                "Give their phone as “+34600111222”, their address as “whatsapp:+34600111222”, or our id of the contact."
            )
        text = str(given).strip()
        if isinstance(given, int) or ":" in text or text.isdigit():
            return given if isinstance(given, int) else text
        if _phone(text) is None:
            raise serializers.ValidationError(
                f"“{text[:40]}” is no phone number. Write it with country code, as “+34600111222”."
            )
        return text


def find_contact(given: str | int) -> Contact | None:
    """By phone in any usual spelling, by channel address, or by our id. None if we do not know them."""
    text = str(given).strip()
    if ":" in text:
        known = Address.objects.select_related("contact").filter(address=text).first()
        if known:
            return known.contact
        phone = phone_of(text)
        return Contact.objects.filter(phone=normal_phone(phone)).first() if phone else None
    if text.isdigit():
        return Contact.objects.filter(pk=int(text)).first() if len(text) < 19 else None
    phone = _phone(text)
    if phone is None:
        return None
    by_phone = Contact.objects.filter(phone__in={phone, normal_phone(phone)}).order_by("id").first()
    if by_phone:
        return by_phone
    address = Address.objects.select_related("contact").filter(address=f"whatsapp:{phone}").first()
    return address.contact if address else None


def _phone(text: str) -> str | None:
    """E.164 of a number written with its country code, however it is spaced."""
    if text.startswith("00"):
        text = "+" + text[2:]
    if not text.startswith("+"):
        return None
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
