"""An article that is the very thing a customer asked to be sent. Told by its title, by code and strictly: what is taken
for it goes out as it stands, and a wrong one is worse than asking a person."""

from __future__ import annotations

import re
import unicodedata

from conversations.deliverables import Ready
from guidelines.models import Article

LONGEST = 1500  # of one WhatsApp message of 1600 characters, with a line before it
SHARE = 0.55  # of the longer word that two words must share from the start: pricing and price, not company and compare
_EMPTY = {
    *"the your our for and with from about some that this please info information details".split(),
    *"los las del una uno para con por sobre los tus sus informacion".split(),
    *"uma dos das com seu sua seus suas informacoes informacao".split(),
}


def article(what: str, language: str) -> Ready | None:
    """A source of `DELIVERABLE_SOURCES`: the article in force, in their language, whose title holds every word of it."""
    wanted = words(what)
    if not wanted:
        return None
    in_force = Article.objects.in_force().filter(language__startswith=(language or "en")[:2]).order_by("title", "pk")
    fitting = [one for one in in_force if all(any(same(w, t) for t in words(one.title)) for w in wanted)]
    if not fitting:
        return None
    closest = min(fitting, key=lambda one: (len(words(one.title)), one.pk))
    return Ready(plain(closest.content), f"the article “{closest.title}”"[:80])


def words(text: str) -> list[str]:
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word for word in re.findall(r"[^\W_]{3,}", folded) if word not in _EMPTY]


def same(one: str, other: str) -> bool:
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return common >= 3 and common >= SHARE * max(len(one), len(other))


def plain(content: str) -> str:
    """As a message: headings without marks, cut between paragraphs where it is too long for one."""
    lines = [re.sub(r"^#+\s*", "", line).rstrip() for line in content.strip().splitlines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rsplit("\n\n", 1)[0]
    return kept if len(kept) > LONGEST // 3 else text[:LONGEST].rsplit(" ", 1)[0] + " …"
