"""The zone behind a word: an IANA name, a city or an abbreviation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

SHORT = {
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "eastern": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "central": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mt": "America/Denver",
    "mountain": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "gmt": "Etc/UTC",
    "utc": "Etc/UTC",
    "z": "Etc/UTC",
    "bst": "Europe/London",
    "uk": "Europe/London",
    "wet": "Europe/Lisbon",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "eet": "Europe/Athens",
    "eest": "Europe/Athens",
    "msk": "Europe/Moscow",
    "trt": "Europe/Istanbul",
    "gst": "Asia/Dubai",
    "pkt": "Asia/Karachi",
    "ist": "Asia/Kolkata",
    "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
    "acst": "Australia/Adelaide",
    "awst": "Australia/Perth",
    "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland",
    "brt": "America/Sao_Paulo",
    "art": "America/Argentina/Buenos_Aires",
    "sast": "Africa/Johannesburg",
    "wat": "Africa/Lagos",
    "eat": "Africa/Nairobi",
}
CITIES = {
    "nyc": "America/New_York",
    "boston": "America/New_York",
    "miami": "America/New_York",
    "washington": "America/New_York",
    "atlanta": "America/New_York",
    "dallas": "America/Chicago",
    "houston": "America/Chicago",
    "austin": "America/Chicago",
    "san_francisco": "America/Los_Angeles",
    "sf": "America/Los_Angeles",
    "la": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "tel_aviv": "Asia/Jerusalem",
    "barcelona": "Europe/Madrid",
    "milan": "Europe/Rome",
    "munich": "Europe/Berlin",
    "geneva": "Europe/Zurich",
    "edinburgh": "Europe/London",
    "rio": "America/Sao_Paulo",
    "abu_dhabi": "Asia/Dubai",
    "cape_town": "Africa/Johannesburg",
    "osaka": "Asia/Tokyo",
    "kyiv": "Europe/Kyiv",
    "nueva_york": "America/New_York",
    "nova_york": "America/New_York",
    "nova_iorque": "America/New_York",
    "lisboa": "Europe/Lisbon",
    "londres": "Europe/London",
    "roma": "Europe/Rome",
    "berlim": "Europe/Berlin",
    "cdmx": "America/Mexico_City",
    "ciudad_de_mexico": "America/Mexico_City",
    "brasilia": "America/Sao_Paulo",
    "california": "America/Los_Angeles",
    "texas": "America/Chicago",
    "florida": "America/New_York",
}
# Countries of one zone, or whose capital people mean, in the languages that customers name them in.
COUNTRIES = {
    "spain": "Europe/Madrid",
    "espana": "Europe/Madrid",
    "espanha": "Europe/Madrid",
    "peninsular": "Europe/Madrid",
    "portugal": "Europe/Lisbon",
    "england": "Europe/London",
    "inglaterra": "Europe/London",
    "britain": "Europe/London",
    "british": "Europe/London",
    "ireland": "Europe/Dublin",
    "irlanda": "Europe/Dublin",
    "france": "Europe/Paris",
    "francia": "Europe/Paris",
    "franca": "Europe/Paris",
    "germany": "Europe/Berlin",
    "german": "Europe/Berlin",
    "alemania": "Europe/Berlin",
    "alemanha": "Europe/Berlin",
    "italy": "Europe/Rome",
    "italia": "Europe/Rome",
    "argentina": "America/Argentina/Buenos_Aires",
    "colombia": "America/Bogota",
    "peru": "America/Lima",
    "chile": "America/Santiago",
    "mexico": "America/Mexico_City",
    "brasil": "America/Sao_Paulo",
    "brazil": "America/Sao_Paulo",
    "uruguay": "America/Montevideo",
    "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata",
    "pakistan": "Asia/Karachi",
    "nigeria": "Africa/Lagos",
    "nigerian": "Africa/Lagos",
    "kenya": "Africa/Nairobi",
    "israel": "Asia/Jerusalem",
    "uae": "Asia/Dubai",
    "saudi": "Asia/Riyadh",
    "ksa": "Asia/Riyadh",
    "egypt": "Africa/Cairo",
    "singapore": "Asia/Singapore",
    "philippines": "Asia/Manila",
    "manila": "Asia/Manila",
    "japan": "Asia/Tokyo",
    "china": "Asia/Shanghai",
}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "US/")))
    return {name.rsplit("/", 1)[-1].lower(): name for name in names}


def zone_named(hint: str | None) -> str | None:
    """The IANA zone meant by `hint` ("Europe/Madrid", "New York", "9am EST"'s EST), None if it is not known."""
    if not hint or not hint.strip():
        return None
    if is_zone(hint.strip()):
        return hint.strip()
    plain = unicodedata.normalize("NFKD", hint).encode("ascii", "ignore").decode().lower()
    words = "_".join(plain.replace("'s", "").replace("-", " ").split())
    for ending in ("_time", "_hours", "_zone", "_standard", "_daylight"):
        words = words.removesuffix(ending)
    return SHORT.get(words) or CITIES.get(words) or COUNTRIES.get(words) or _by_city().get(words)


@lru_cache(maxsize=256)
def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return "/" in name or name == "UTC"
