"""Which earlier guideline is meant, and whether the change allows what was refused before."""

from __future__ import annotations

from collections.abc import Sequence

from guidelines import schema as s


def amended(what: s.Interpretation, existing: Sequence[s.Existing]) -> s.Interpretation:
    """`what` with its target found among `existing`, or with the question which one is meant."""
    change = what.amend or s.Amendment()
    kind = change.target_kind or next((effect.kind for effect in what.effects), None)
    known = {each.id: each for each in existing}
    target = known.get(change.target_id)
    if target is None:
        fitting = [each for each in existing if any(effect.kind == kind for effect in each.interpretation.effects)]
        target = fitting[0] if len(fitting) == 1 else None
    what.outcome = "amend"
    what.amend = s.Amendment(
        target_kind=kind,
        target_id=target.id if target else "",
        act=change.act,
        loosens=change.loosens or change.act == "end" or bool(target and loosens(what.effects, target)),
    )
    if target is None:
        what.questions = ["Which of the earlier guidelines should change?"]
    return what


def loosens(effects: Sequence[s.AnyEffect], target: s.Existing) -> bool:
    """Whether the new values allow more than the old ones. What cannot be compared counts as loosening."""
    old = {effect.kind: effect for effect in target.interpretation.effects}
    return any(_looser(effect, old.get(effect.kind)) for effect in effects)


def _looser(new: s.AnyEffect, old: s.AnyEffect | None) -> bool:
    if isinstance(new, s.Cap) and isinstance(old, s.Cap):
        return new.per != old.per or _more(new.max, old.max)
    if isinstance(new, s.MinGap) and isinstance(old, s.MinGap):
        return _more(old.hours, new.hours)
    if isinstance(new, s.MaxLength) and isinstance(old, s.MaxLength):
        pairs = ((new.sentences, old.sentences), (new.words, old.words), (new.characters, old.characters))
        return any(_more(fresh, before) for fresh, before in pairs if before is not None)
    if isinstance(new, s.OfferLimit) and isinstance(old, s.OfferLimit):
        pairs_of_offer = ((new.max_discount_percent, old.max_discount_percent), (new.max_amount, old.max_amount))
        return any(_more(fresh, before) for fresh, before in pairs_of_offer if before is not None)
    if isinstance(new, s.NeverSay) and isinstance(old, s.NeverSay):
        return not (set(old.phrases) <= set(new.phrases) and set(old.detectors) <= set(new.detectors))
    return not isinstance(new, s.FactOverride | s.Style | s.Guide | s.MustSay | s.HandoffNow | s.RequireFirst)


def _more(new: float | None, old: float | None) -> bool:
    return new is None or (old is not None and new > old)
