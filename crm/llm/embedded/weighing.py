"""The rules' stance and the heads' stance made one, with a confidence.

They must agree before anything that cannot be undone. Where they disagree, the choice is the one that does least harm
if wrong, and the confidence falls below the usual limit where both choices could do harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crm.llm.embedded.rules import CERTAIN, Ruled

RULE_WEIGHT = 0.25  # how much a rule's strength counts beside the heads' share
RESTRICTIVE = ("opt_out", "needs_time_no_contact", "polite_no", "resolved", "angry")  # no message is planned for these
ANGER_ALONE = 0.6  # the heads' share of anger that stands without one angry word
SEEN = 0.2  # the heads' share of opt_out that confirms a rule's
SURE = 0.7  # the heads' share of opt_out that stands beside another refusal by the rules
KEYWORD = 0.95  # the strength of a rule that is obeyed whatever the heads say
FLOOR, CEILING = 0.3, 0.97


@dataclass(frozen=True)
class Weighed:
    stance: str
    confidence: float
    agreed: bool
    second: str  # the stance that came second, "" where none is near


def weighed(ruled: Ruled, shares: Mapping[str, float] | None, *, upset: bool = True) -> Weighed:
    """`shares`: the heads' share per stance, or None where no weights are shipped; `upset`: some word shows displeasure."""
    if shares is None:
        return Weighed(ruled.stance, min(0.35 + 0.5 * ruled.strength, 0.85), True, "")
    scores = {name: share + RULE_WEIGHT * ruled.strength * (name == ruled.stance) for name, share in shares.items()}
    ranked = sorted(scores, key=lambda name: -scores[name])
    if ranked[0] == "angry" and not upset and shares["angry"] < ANGER_ALONE:
        ranked[0], ranked[1] = ranked[1], ranked[0]
    best, second = ranked[0], ranked[1]
    top = max(shares, key=lambda name: shares[name])
    if "opt_out" in (best, ruled.stance) and not (ruled.stance == "opt_out" and shares["opt_out"] >= SEEN):
        return _one_sees_opt_out(ruled, shares)
    if ruled.stance == "opt_out":
        best, second = "opt_out", second if best == "opt_out" else best
    if ruled.stance == "polite_no" and ruled.strength >= CERTAIN and best != "opt_out":
        return Weighed("polite_no", 0.6, top == "polite_no", best if best != "polite_no" else "")
    agreed = top == ruled.stance
    total = sum(scores.values())
    share = scores[best] / total
    if agreed:
        confidence = 0.55 + 0.42 * share
    else:
        confidence = 0.30 + 0.5 * share
        if best in RESTRICTIVE and second not in RESTRICTIVE:
            confidence += 0.06  # saying nothing is the smaller harm
        elif ruled.stance in RESTRICTIVE and best not in RESTRICTIVE:
            confidence -= 0.1  # the rules saw a refusal: writing would be the greater harm
    near = second if scores[best] - scores[second] < 0.35 else ""
    return Weighed(best, max(FLOOR, min(confidence, CEILING)), agreed, near)


def _one_sees_opt_out(ruled: Ruled, shares: Mapping[str, float]) -> Weighed:
    """Only one of the two sees an opt-out. A stop keyword is obeyed all the same; anything else a person looks at."""
    if ruled.stance == "opt_out" and ruled.strength >= KEYWORD:
        return Weighed("opt_out", 0.7, False, "")
    # Both say that no message is wanted: the stricter holds.
    if ruled.stance in RESTRICTIVE and shares["opt_out"] >= SURE:
        return Weighed("opt_out", 0.6, False, ruled.stance)
    other = max((name for name in shares if name != "opt_out"), key=lambda name: shares[name])
    return Weighed(other, 0.4, False, "opt_out")
