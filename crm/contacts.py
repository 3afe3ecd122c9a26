"""Who is who, and what they allow. Every function runs in the caller's transaction, or in its own if there is none.

Lock order of the house: conversation before contact (the sender, the turn and the webhook all keep to it).
"""

from __future__ import annotations

import re
from typing import cast

import phonenumbers
from django.db import IntegrityError, transaction
from django.db.models import Q
from phonenumbers import timezone as phone_zones

from crm import clock
from crm.compiled import Compiled
from crm.models import Activity, Actor, Address, Business, Consent, ConsentKind, Contact, User

_PHONE_ADDRESS = re.compile(r"whatsapp:(\+\d{1,15})")
# Where a country has several zones and the number does not say which: that of most of its people.
_MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "GB": "Europe/London",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "US": "America/New_York",
}
# Where the number plan itself is wrong. Morocco is given as the Canaries, whose clock differs by an hour in winter and in
# Ramadan.
_WRONG_ZONES = {"MA": "Africa/Casablanca"}


class TryAgain(RuntimeError):
    """The contact could not be settled because others kept changing it at the same time."""


def phone_of(address: str) -> str | None:
    """The number of a `whatsapp:+E164` address in its normal form, or None for a user who hides the number."""
    match = _PHONE_ADDRESS.fullmatch(address)
    return normal_phone(match[1]) if match else None


def normal_phone(number: str) -> str:
    """One form for numbers that WhatsApp writes in two ways. For matching only: we always reply to the address as received.

    Mexico +521… is +52…, an Argentine mobile +54… is +549…, an old Brazilian mobile with eight digits gets its ninth.
    """
    if re.fullmatch(r"\+521\d{10}", number):
        return "+52" + number[4:]
    if re.fullmatch(r"\+54(?!9)\d{10}", number):
        return "+549" + number[3:]
    if re.fullmatch(r"\+55\d{2}[6-9]\d{7}", number):
        return number[:5] + "9" + number[5:]
    return number


def _written_forms(phone: str) -> list[str]:
    """Every way in which a person or an import may have written a normal phone."""
    forms = [phone]
    if re.fullmatch(r"\+52\d{10}", phone):
        forms.append("+521" + phone[3:])
    elif re.fullmatch(r"\+549\d{10}", phone):
        forms.append("+54" + phone[4:])
    elif re.fullmatch(r"\+55\d{2}9[6-9]\d{7}", phone):
        forms.append(phone[:5] + phone[6:])
    return forms


def place_of(phone: str | None, business: Business) -> tuple[str, str, str]:
    """(country ISO 3166 or "", IANA zone, its source: "number" or "default"), from Google's number plan."""
    if phone:
        try:
            number = phonenumbers.parse(phone)
        except phonenumbers.NumberParseException:
            return "", business.timezone, "default"
        country = phonenumbers.region_code_for_number(number) or ""
        zones = [zone for zone in phone_zones.time_zones_for_number(number) if zone != "Etc/Unknown"]
        if country in _WRONG_ZONES:
            return country, _WRONG_ZONES[country], "number"
        if len(zones) == 1:
            return country, zones[0], "number"
        if zones:
            own = business.timezone if business.timezone in zones else zones[0]
            return country, _MAIN_ZONES.get(country, own), "number"
        return country, business.timezone, "default"
    return "", business.timezone, "default"


def clean_name(profile_name: str) -> str:
    """A profile name as a person can read it: user controlled, so without control, direction and line-break characters."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in profile_name).split())[:160]


def find_or_create(address: str, *, profile_name: str = "", wa_id: str = "", external_user_id: str = "") -> Contact:
    """The contact behind a channel address, exactly as received (`whatsapp:+E164` or `whatsapp:<business-scoped id>`).

    Known by the address itself, else by the user id or the WhatsApp id of another address, else by the phone number in
    any of its written forms; else a new one. Twenty webhooks at once end in one contact: unique constraints decide,
    and the losers read again. Raises TryAgain if that fails three times.
    """
    for _ in range(3):
        known = ADDRESS.first(address)
        if known:
            _complete(known, profile_name, wa_id, external_user_id)
            return known.contact
        try:
            with transaction.atomic():
                contact = _same_person(address, wa_id, external_user_id) or _create(address)
                created = Address.objects.create(
                    contact=contact, address=address, wa_id=wa_id[:32], external_user_id=external_user_id[:180]
                )
                _complete(created, profile_name, wa_id, external_user_id)
                return contact
        except IntegrityError:  # somebody else stored the same person at this moment
            continue
    raise TryAgain(f"The contact of {address} is changed by others all the time.")


def _same_person(address: str, wa_id: str, external_user_id: str) -> Contact | None:
    for field, value in (("external_user_id", external_user_id), ("wa_id", wa_id)):
        if value:
            other = Address.objects.select_related("contact").filter(**{field: value}).first()
            if other:
                return other.contact
    phone = phone_of(address)
    return Contact.objects.filter(phone__in=_written_forms(phone)).order_by("id").first() if phone else None


def _create(address: str) -> Contact:
    phone = phone_of(address)
    country, zone, source = place_of(phone, Business.get())
    return Contact.objects.create(phone=phone, country=country, timezone=zone, timezone_source=source)


def _complete(address: Address, profile_name: str, wa_id: str, external_user_id: str) -> None:
    """Fill what is still empty; a name that a person corrected is never overwritten by a profile."""
    contact, learnt = address.contact, []
    name = clean_name(profile_name)
    if name and not contact.name:
        contact.name = name
        learnt.append("name")
    phone = phone_of(address.address)
    if phone and not contact.phone:  # until now they had hidden it
        known = Contact.objects.filter(phone__in=_written_forms(phone)).first()
        if known:
            _note_same_person(contact, known, address.address)
        else:
            learnt += _learn_phone(contact, phone)
    if learnt:
        contact.save(update_fields=learnt)
    missing = {
        field: value
        for field, value in (("wa_id", wa_id[:32]), ("external_user_id", external_user_id[:180]))
        if value and not getattr(address, field)
    }
    if missing:
        for other in Address.objects.filter(_any_of(missing)).exclude(contact=contact).select_related("contact")[:3]:
            _note_same_person(contact, other.contact, other.address)
        Address.objects.filter(pk=address.pk).update(**missing)


def _any_of(ids: dict[str, str]) -> Q:
    same = Q()
    for field, value in ids.items():
        same |= Q(**{field: value})
    return same


def _learn_phone(contact: Contact, phone: str) -> list[str]:
    country, zone, source = place_of(phone, Business.get())
    contact.phone, contact.country = phone, country
    if contact.timezone_source != "default":
        return ["phone", "country"]
    contact.timezone, contact.timezone_source = zone, source
    return ["phone", "country", "timezone", "timezone_source"]


def _note_same_person(one: Contact, other: Contact, where: str) -> None:
    """WhatsApp's own ids say that two contacts are one person. Both threads tell it, once; a person joins them."""
    if Activity.objects.filter(action="same-person", contact=one, data__twin=other.pk).exists():
        return
    for contact, twin in ((one, other), (other, one)):
        words = f"WhatsApp says that {twin} is the same person ({where.removeprefix('whatsapp:')})."
        Activity.record("same-person", words, contact=contact, twin=twin.pk)


ADDRESS = Compiled(lambda address: Address.objects.select_related("contact").filter(address=address).order_by())
NO_KEY_LOCK = Compiled(lambda pk: Contact.objects.select_for_update(no_key=True).filter(pk=pk).order_by())
LOCK = Compiled(lambda pk: Contact.objects.select_for_update().filter(pk=pk).order_by())


def locked(contact_id: int) -> Contact:
    """The contact, with its row locked against everything, references included. Needs a transaction."""
    contact = LOCK.first(contact_id)
    if contact is None:
        raise Contact.DoesNotExist(f"contact {contact_id}")
    return contact


def lock(contact: Contact) -> Contact:
    """Take the contact's row lock and read it afresh into the same object. Needs a transaction."""
    fresh = NO_KEY_LOCK.first(contact.pk)
    if fresh is None:
        raise Contact.DoesNotExist(f"contact {contact.pk}")
    contact.__dict__.update({k: v for k, v in fresh.__dict__.items() if k != "_state"})
    return contact


@transaction.atomic
def opt_out(contact: Contact, words: str, source: str) -> bool:
    """Nothing is sent from now on. `source`: whatsapp, form, twilio:21610 … False if they had opted out before."""
    lock(contact)
    if contact.opted_out_at:
        return False
    contact.opted_out_at = clock.now()
    contact.opted_out_by = (words or source)[:200]
    contact.advertising_since = None
    contact.save(update_fields=["opted_out_at", "opted_out_by", "advertising_since"])
    _remember(contact, ConsentKind.OPT_OUT, source, words)
    said = f"They opted out: “{words}”." if words else f"They opted out ({source})."
    Activity.record("opted-out", said, actor=Actor.CUSTOMER, contact=contact, source=source)
    return True


@transaction.atomic
def resume(contact: Contact, words: str, source: str) -> bool:
    """They want messages again. False if they had not opted out."""
    lock(contact)
    if not contact.opted_out_at:
        return False
    contact.opted_out_at = None
    contact.opted_out_by = ""
    contact.save(update_fields=["opted_out_at", "opted_out_by"])
    _remember(contact, ConsentKind.RESUMED, source, words)
    Activity.record(
        "resumed", f"They want messages again: “{words}”.", actor=Actor.CUSTOMER, contact=contact, source=source
    )
    return True


@transaction.atomic
def opt_in(contact: Contact, source: str, words: str = "", user: User | None = None) -> bool:
    """They agreed to advertising. WhatsApp wants to know when and where: `source` is form, contract, whatsapp, person:mara …

    False if it was known before, or if they opted out of everything: only START ends that. Raises ValueError without source.
    """
    if not source.strip():
        raise ValueError("Say where they agreed: an opt-in without a source is none.")
    lock(contact)
    if contact.opted_out_at or contact.advertising_since:
        return False
    contact.advertising_since = clock.now()
    contact.save(update_fields=["advertising_since"])
    _remember(contact, ConsentKind.OPT_IN, source, words)
    Activity.record(
        "opted-in",
        f"They agreed to advertising ({source}).",
        user=user,
        actor=Actor.SYSTEM,
        contact=contact,
        source=source,
    )
    return True


@transaction.atomic
def no_advertising(contact: Contact, source: str, words: str = "", user: User | None = None) -> bool:
    """They want no advertising any more; everything else may go on. False if they had never agreed to any."""
    lock(contact)
    if not contact.advertising_since:
        return False
    contact.advertising_since = None
    contact.save(update_fields=["advertising_since"])
    _remember(contact, ConsentKind.NO_ADVERTISING, source, words)
    Activity.record("no-advertising", f"No more advertising ({source}).", user=user, contact=contact, source=source)
    return True


@transaction.atomic
def move_address(address: Address, to: Contact, user: User | None = None) -> bool:
    """The same person under another number (they changed it, or gave it up for a user name): what comes from `address` is
    `to`'s from now on, in their thread. What was written under it before stays where it is, and both say so.

    An opt-out goes with it: nobody gets round it by a new number. False if it is theirs already.
    """
    address = Address.objects.select_for_update().select_related("contact").get(pk=address.pk)
    before = address.contact
    if before.pk == to.pk:
        return False
    for contact in sorted((before, to), key=lambda one: one.pk):
        lock(contact)
    address.contact = to
    address.save(update_fields=["contact"])
    if before.opted_out_at:
        opt_out(to, before.opted_out_by, "linked")
    number = address.address.removeprefix("whatsapp:")
    Activity.record(
        "address-moved", f"{number} belongs to {to}: what they write stands there now.", user=user, contact=before
    )
    Activity.record("address-moved", f"{number} is theirs as well; until now it was {before}.", user=user, contact=to)
    return True


@transaction.atomic
def hold(contact: Contact, words: str, source: str = "whatsapp") -> bool:
    """They asked for room: nothing proactive until they write. False if they had asked before; the first day stands."""
    lock(contact)
    again = contact.no_contact_since is not None
    contact.no_contact_since = contact.no_contact_since or clock.now()
    contact.no_contact_quote = words[:300]
    contact.save(update_fields=["no_contact_since", "no_contact_quote"])
    if again:
        return False
    _remember(contact, ConsentKind.HOLD, source, words)
    Activity.record(
        "hold-begun",
        f"They asked for room: “{words}”. Nothing is sent unasked until they write.",
        actor=Actor.CUSTOMER,
        contact=contact,
        quote=words,
    )
    return True


@transaction.atomic
def end_hold(contact: Contact, source: str = "whatsapp") -> bool:
    """They wrote: the room they had asked for is over. False if there was no such hold."""
    lock(contact)
    if not contact.no_contact_since:
        return False
    quote = contact.no_contact_quote
    contact.no_contact_since = None
    contact.no_contact_quote = ""
    contact.save(update_fields=["no_contact_since", "no_contact_quote"])
    _remember(contact, ConsentKind.HOLD_ENDED, source, quote)
    Activity.record(
        "hold-ended",
        "They wrote again, so the room they had asked for is over.",
        actor=Actor.CUSTOMER,
        contact=contact,
        quote=quote,
    )
    return True


def _remember(contact: Contact, kind: str, source: str, words: str) -> None:
    Consent.objects.create(
        contact=contact, kind=cast(ConsentKind, kind), source=source[:40], words=words[:300], at=clock.now()
    )
