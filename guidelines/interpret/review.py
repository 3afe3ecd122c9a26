"""What code makes of a model's interpretation: nothing unclear, out of range, contradictory or forbidden is accepted.

A model may only narrow what happens here: its refusals and questions stand, its acceptances are checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guidelines import schema as s
from guidelines.interpret.amending import amended
from guidelines.interpret.forbidden import REFUSALS, forbidden
from guidelines.interpret.gaps import contradictions, gaps
from guidelines.vocabulary import SIGNALS

LONGEST = 1000  # characters of one guideline: longer ones are several
EXAMPLES = 3


def reviewed(answer: s.Interpretation, *, text: str, existing: Sequence[s.Existing], today: date) -> s.Interpretation:
    """`answer` made safe: its outcome may turn into clarify, amend or refuse, and the restatement is ours."""
    what = answer.model_copy(deep=True)
    reason = forbidden(text, what)
    if reason or what.outcome == "refuse":
        return refused(reason or what.refuse_reason or "not_about_the_agent", what)
    what.refuse_reason, what.refuse_words = None, ""
    what.effects = _distinct(what.effects)
    what.scope = what.scope or scope_of(what.effects)
    if what.outcome == "amend" or what.amend:
        what = amended(what, existing)
    if what.outcome in ("accept", "amend"):
        _ask(what, [*gaps(what, text, today), *contradictions(what)])
    if what.outcome == "clarify" and not what.questions:
        what.questions = ["What exactly should the assistant do, and when?"]
    if what.outcome in ("accept", "amend"):
        what.questions = what.questions if what.outcome == "amend" and not what.is_ready else []
    _add_examples(what)
    what.restatement = s.sentence(what)
    return what


def _ask(what: s.Interpretation, questions: Sequence[str]) -> None:
    if questions:
        what.outcome = "clarify"
        what.questions = list(dict.fromkeys([*what.questions, *questions]))[:4]


def refused(reason: s.RefuseReason, what: s.Interpretation) -> s.Interpretation:
    """Nothing of it stays: a refused sentence has no effects, so that none can be activated by mistake."""
    made = s.Interpretation(
        outcome="refuse",
        scope=what.scope or scope_of(what.effects),
        refuse_reason=reason,
        refuse_words=REFUSALS[reason],
    )
    made.restatement = s.sentence(made)
    return made


def unclear(question: str) -> s.Interpretation:
    made = s.Interpretation(outcome="clarify", questions=[question])
    made.restatement = s.sentence(made)
    return made


def too_long() -> s.Interpretation:
    return unclear(f"That is longer than {LONGEST} characters. Please write each guideline as a sentence of its own.")


def scope_of(effects: Sequence[s.AnyEffect]) -> list[s.Scope]:
    """Where effects are at work, when nobody said it."""
    found: list[s.Scope] = []
    for effect in effects:
        area = effect.kind.partition(".")[0]
        places: tuple[s.Scope, ...] = (
            ("followup",)
            if area in ("followup", "send")
            else ("handoff",)
            if area == "handoff"
            else ("reply", "followup")
            if effect.kind in ("reply.never_say", "reply.format", "reply.language", "reply.style")
            else ("reply",)
        )
        found.extend(place for place in places if place not in found)
    return found


def _distinct(effects: Sequence[s.AnyEffect]) -> list[s.AnyEffect]:
    kept: list[s.AnyEffect] = []
    for effect in effects:
        if effect not in kept:
            kept.append(effect)
    return kept


def _add_examples(what: s.Interpretation) -> None:
    """For signals the vocabulary has messages on both sides; a model's own examples go first."""
    signals = [SIGNALS[name] for name in what.when.signals()]
    what.would_apply = (what.would_apply or [each for signal in signals for each in signal.yes])[:EXAMPLES]
    what.would_not_apply = (what.would_not_apply or [each for signal in signals for each in signal.no])[:EXAMPLES]
