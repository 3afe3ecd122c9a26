"""The people whose phones the simulator shows: name, number, and the time zone their clock runs in."""

import re
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from phonenumbers import timezone

from conversations.whatsapp.simulator.messages import USER_ID
from conversations.whatsapp.simulator.store import Store

# The zone of most people, where a country's mobile numbers do not tell one.
MAIN_ZONE = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "FR": "Europe/Paris", "GB": "Europe/London",
    "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MX": "America/Mexico_City", "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon", "RU": "Europe/Moscow", "UA": "Europe/Kyiv", "US": "America/New_York",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    number: str
    name: str
    zone: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


# Whom the phone page proposes while nobody has written yet.
FIRST = Person("+34600111222", "Lucía Ferrer", "Europe/Madrid")


def normal(number: str) -> str:
    """E.164 from what people type: spaces, dots, brackets, `00`, a `+` that a query turned into a space; a
    business-scoped user id stays as it is. '' if it is neither."""
    bare = number.removeprefix("whatsapp:").strip()
    if re.fullmatch(USER_ID, bare):
        return bare
    digits = re.sub(r"[\s().\-/]", "", number.removeprefix("whatsapp:"))
    digits = re.sub(r"^(\+|00)", "", digits)
    return f"+{digits}" if re.fullmatch(r"[1-9]\d{5,14}", digits) else ""


def zone_of(number: str, default: str) -> str:
    """IANA name; several zones of one country fall back to where most people live."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return default
    zones = [zone for zone in timezone.time_zones_for_number(parsed) if zone in available_timezones()]
    main = MAIN_ZONE.get(phonenumbers.region_code_for_number(parsed) or "", "")
    return main if main and len(zones) != 1 else zones[0] if zones else default


def everybody(store: Store) -> list[Person]:
    rows = store.rows("SELECT number, name, zone FROM people ORDER BY position, number")
    return [Person(row["number"], row["name"], row["zone"]) for row in rows]


def add(store: Store, number: str, name: str, zone: str) -> Person:
    """Add, or rename. Raises ValueError for an unknown zone."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError):
        raise ValueError(f"{zone!r} is not a time zone") from None
    store.write(
        "INSERT INTO people (number, name, zone, position) VALUES (?, ?, ?, "
        "(SELECT COALESCE(MAX(position), 0) + 1 FROM people)) "
        "ON CONFLICT (number) DO UPDATE SET name = excluded.name, zone = excluded.zone",
        number, name, zone,
    )  # fmt: skip
    return Person(number, name, zone)


def remove(store: Store, number: str) -> None:
    store.write("DELETE FROM people WHERE number = ?", number)


def learn(store: Store, address: str, name: str, default_zone: str) -> str:
    """The name of whoever writes from `address`; somebody new gets a phone of their own."""
    number = normal(address)
    if not number:
        return name
    row = store.row("SELECT name FROM people WHERE number = ?", number)
    if row is not None:
        return name or row["name"]
    return add(store, number, name or number, zone_of(number, default_zone)).name
