"""A sentence through the embedded model and the review by code, as the product does, without a database."""

from datetime import date

from crm.llm.embedded import answer
from guidelines.interpret.review import reviewed
from guidelines.schema import Existing, Interpretation

TODAY = date(2026, 11, 24)


def understood(text: str, *existing: Existing, teams: tuple[str, ...] = ("Billing", "Claims")) -> Interpretation:
    raw = answer(
        {"task": "interpret", "text": text, "today": TODAY.isoformat(), "teams": teams, "people": ["Rita Alves"]}
    )
    return reviewed(Interpretation.model_validate(raw), text=text, existing=existing, today=TODAY)


def in_force(id: str, text: str) -> Existing:
    return Existing(id=id, text=text, interpretation=understood(text))
