"""What a draft is bound to by the turn's effects: put into form by code where possible, tested, and named where it fails."""

from __future__ import annotations

from dataclasses import replace

from conversations.turns import demands
from conversations.turns.compose import spoken_language
from conversations.turns.turn import Demand, Draft, Turn

ALSO_OF_TEMPLATES = {
    "reply.never_say",
    "offer.limit",
    "handoff.require_first",
}  # Meta approved their form; what they say is still ours


def in_form(turn: Turn, draft: Draft, *, shorten: bool = False) -> Draft:
    """Fixed words appended, signs that are not wanted taken out; with `shorten`, what is too long cut at a sentence."""
    if draft.template or not draft.text or not turn.effects.demands:
        return draft
    text = demands.mended(bound(turn, draft), draft.text, spoken_language(turn), shorten=shorten)
    return draft if text == draft.text else replace(draft, text=text)


def unmet(turn: Turn, draft: Draft) -> list[tuple[Demand, str]]:
    """Each demand that the draft does not keep to, and why. Claims are judged by the writer itself, id by id."""
    found = demands.broken(bound(turn, draft), draft.text, spoken_language(turn))
    owned_up = set(draft.answer.broken)
    for demand in bound(turn, draft):
        if demand.kind == "claim" and demand.params.get("id") in owned_up:
            found.append((demand, f"It does not keep to: {demand.words}. Guideline “{demand.source}”."))
    return found


def demands_are_met(turn: Turn, draft: Draft) -> str:
    """A test of `check.py`."""
    return next((why for _, why in unmet(turn, draft)), "")


def bound(turn: Turn, draft: Draft) -> list[Demand]:
    """Those that count for this text, with what code knows of it beside its words already settled."""
    traits = {
        "is_follow_up": bool(turn.plan and turn.plan.speak == "follow_up"),
        "is_first_reply": not any(said.sender == "us" for said in turn.facts.recent),
        "is_handoff": False,
    }
    return [
        each
        for each in turn.effects.demands
        if (not draft.template or each.kind in ALSO_OF_TEMPLATES)
        and all(traits[t["test"]] is not bool(t.get("negated")) for t in each.only_if if t.get("test") in traits)
    ]
