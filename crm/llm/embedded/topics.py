"""What a burst is about, sentence by sentence: where it moves from one matter to another, the one that it moved to counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm.llm.embedded import heads
from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.manner import TOPIC_CUES, topic_of
from crm.llm.embedded.quotes import Spoken, quote_of

SURE = 0.8  # of a sentence's topic, word list and heads together, before it counts against another sentence's
MOVES_UNNAMED = 0.9  # the heads' share by which a thread moves although no word names the topic
SHORT = 6  # words
MOST_PARTS = 6
_PARTS = re.compile(
    r"(?<=[.!?…\n])\s+|\s+(?=(?:and|but|also|plus|y|pero|ademas|además|e|mas|também|tambem)\s+¿?(?:why|how|what|when|where|who|can|could|"
    r"por\s*qu[eéê]|c[oó]mo|cu[aá]ndo|d[oó]nde|qu[eé]|como|quando|onde|o que)\b)|,\s+(?=(?:and |y |e )?[¿]?(?:why|por qu[eéê])\b)",
    re.IGNORECASE,
)
# A tool of ours that does not work is a technical matter, whatever it is a tool for.
_BROKEN_TOOL = re.compile(
    r"\b(?:page|site|website|portal|link|app|form|dashboard|button|pagina|web|sitio|enlace|aplicacion|formulario|panel|site|aplicativo)\b"
    r"[\w\s']{0,30}\b(?:broken|down|crash\w*|error|empty|blank|(?:not|n't|never|nothing) (?:work\w*|load\w*|open\w*|show\w*)|"
    r"(?:no|nao) (?:funciona|carga|abre|carrega)\w*|rot[oa]|caid[oa]|caiu|quebrad[oa]|fora do ar|falla|falha)"
)
_LEAD = re.compile(r"^(?:and|but|also|plus|y|pero|ademas|además|e|mas|também|tambem)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """`before`: what the burst was about first, where it moved on; else ""."""

    topic: str
    quote: str
    before: str = ""


def about(messages: Sequence[Spoken], cues: Cues, shares: Mapping[str, float] | None, last: str | None) -> About:
    topic, quote = topic_of(messages, cues, shares, last)
    if last and not any(name in cues for name in TOPIC_CUES):
        likely = (shares or {}).get(topic, 0.0)
        if likely < MOVES_UNNAMED or len(cues.folded.text.split()) <= SHORT:
            topic = last  # “And to Spain?” goes on with what they were on
    found = [(sure_topic(part), part) for part in parts_of(messages)]
    named = [(name, part) for name, part in found if name]
    kinds = list(dict.fromkeys(name for name, _ in named))
    if len(kinds) < 2:
        own = next((part for name, part in reversed(named) if name == topic), "")
        return About(topic, own or clause_of(messages, topic, quote))
    asked = [(name, part) for name, part in named if wants_answer(part)] or named
    new = [(name, part) for name, part in named if name != last] if last in kinds else asked
    topic, part = new[-1]
    before = next((name for name in kinds if name != topic), "")
    return About(topic, part, before)


def clause_of(messages: Sequence[Spoken], topic: str, quote: str) -> str:
    """The clause around the word that names the topic, with its question mark."""
    words = quote_of(messages, topic) if quote else ""
    asked = any(f"{words}?" in said.text for said in messages) if words else False
    return f"{words}?" if asked else words or quote


def parts_of(messages: Sequence[Spoken]) -> list[str]:
    """Sentences and questions joined to them, verbatim, without the word that joins."""
    parts = [_LEAD.sub("", part.strip()) for said in messages for part in _PARTS.split(said.text) if part.strip()]
    return parts[-MOST_PARTS:] if len(parts) > 1 else []


def sure_topic(part: str) -> str:
    """The topic of one sentence, where word list and heads agree on it; "" else."""
    cues = cues_of(part)
    if _BROKEN_TOOL.search(cues.folded.text):
        return "technical"
    named = [name for name in TOPIC_CUES if name in cues]
    if not named:
        return ""
    shares = heads.judged(part, cues)
    votes = {name: 0.45 + (shares["topic"][name] if shares else 0.4) for name in named}
    best = max(votes, key=lambda name: votes[name])
    return best if votes[best] >= SURE else ""


def wants_answer(part: str) -> bool:
    return "?" in part or cues_of(part).any("complaint", "anger")
