"""The question to the model, and what code makes of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from asgiref.sync import sync_to_async

from crm import clock
from crm.llm import gateway
from crm.models import Team, User
from guidelines.interpret.review import LONGEST, reviewed, too_long, unclear
from guidelines.schema import Existing, Interpretation

MOST_EXISTING = 60  # what the model sees of the guidelines that are there; code compares with all of them


async def interpret(text: str, *, language: str = "", existing: Sequence[Existing] = ()) -> Interpretation:
    """What `text` means, checked by code: ranges, contradictions, loosening, what is never allowed.

    `language`: ISO 639-1 of the author's text if known. Any text gives an answer; only the model's failure raises
    (crm.llm.errors.ModelError), and then the sentence is to be kept and asked again.
    """
    words = " ".join(text.replace("\x00", " ").split())
    if len(words) < 4:
        return unclear("What should change? Please write it as a sentence.")
    if len(words) > LONGEST:
        return too_long()
    today = (await sync_to_async(clock.now)()).date()
    data = await _data(words, language, existing, today)
    answer = await gateway.ask("interpret", Interpretation, system=_prompt(), data=data)
    return reviewed(answer, text=words, existing=existing, today=today)


async def _data(text: str, language: str, existing: Sequence[Existing], today: date) -> dict[str, object]:
    return {
        "task": "interpret",
        "text": text,
        "language": language or None,
        "today": today.isoformat(),
        "teams": [name async for name in Team.objects.values_list("name", flat=True)],
        "people": [str(user) async for user in User.objects.filter(is_active=True, is_superuser=False)],
        "existing": [
            {
                "id": each.id,
                "text": each.text,
                "effects": [effect.model_dump(mode="json", by_alias=True) for effect in each.interpretation.effects],
            }
            for each in existing[:MOST_EXISTING]
        ],
    }


@cache
def _prompt() -> str:
    return (Path(__file__).parent / "interpret.txt").read_text(encoding="utf-8").strip()


@cache
def prompt_version() -> str:
    """First eight hex digits of the prompt's SHA-256, for the record of a revision."""
    return sha256(_prompt().encode()).hexdigest()[:8]
