"""A moment in the customer's own language, as it goes into a sentence: “on Tuesday 12 May”, “around Monday 7 December”."""

from __future__ import annotations

from datetime import date, datetime, timedelta

WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    "pt": ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}
# today at, tomorrow, exact day, around a day; {d} is the day, {t} the local time
FORMS = {
    "en": ("today at {t}", "tomorrow", "on {d}", "around {d}", " at {t}"),
    "es": ("hoy a las {t}", "mañana", "el {d}", "alrededor del {d}", " a las {t}"),
    "pt": ("hoje às {t}", "amanhã", "{na} {d}", "por volta de {d}", " às {t}"),
    "fr": ("aujourd'hui à {t}", "demain", "le {d}", "vers le {d}", " à {t}"),
    "de": ("heute um {t}", "morgen", "am {d}", "etwa am {d}", " um {t}"),
}
CLOSE = {"hour", "part_of_day", "day"}


def day_words(day: date, language: str, now: date) -> str:
    weekday, month = WEEKDAYS[language][day.weekday()], MONTHS[language][day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)  # French counts only the first
    far = day.year != now.year and (day - now) > timedelta(days=60)
    forms = {
        "en": f"{weekday} {day.day} {month}" + (f" {day.year}" if far else ""),
        "es": f"{weekday} {day.day} de {month}" + (f" de {day.year}" if far else ""),
        "pt": f"{weekday}, {day.day} de {month}" + (f" de {day.year}" if far else ""),
        "fr": f"{weekday} {first} {month}" + (f" {day.year}" if far else ""),
        "de": f"{weekday}, den {day.day}. {month}" + (f" {day.year}" if far else ""),
    }
    return forms[language]


def when_text(moment: datetime, precision: str, language: str, now: datetime) -> str:
    """`moment` and `now` are aware and in the contact's zone. Languages without a table get the date in figures."""
    lang = language[:2].lower()
    if lang not in WEEKDAYS:
        return f"{moment:%d/%m/%Y}"
    today_at, tomorrow, on, around, at = FORMS[lang]
    timed = precision in ("hour", "part_of_day")
    clock = f"{moment:%H:%M}"
    if moment.date() == now.date():
        return today_at.format(t=clock)
    if moment.date() == now.date() + timedelta(days=1):
        return tomorrow + (at.format(t=clock) if timed else "")
    day = day_words(moment.date(), lang, now.date())
    if precision in CLOSE:
        na = "no" if moment.weekday() > 4 else "na"  # Portuguese: o sábado, o domingo, but a segunda-feira
        return on.format(d=day, na=na) + (at.format(t=clock) if timed else "")
    return around.format(d=day)
