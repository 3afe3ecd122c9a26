"""The guidelines that the demo's business lives by. Data: each sentence with the meaning it was given."""

from dataclasses import dataclass, field

from guidelines.schema import (
    AgentSide,
    Cap,
    Effect,
    Fact,
    HandoffNow,
    Interpretation,
    MaxLength,
    NeverSay,
    QuietHours,
    Signal,
    Style,
    When,
    all_of,
)
from guidelines.schema import Scope as Side


@dataclass(frozen=True)
class Taught:
    text: str
    effects: list[Effect]
    scope: list[Side]
    when: When = field(default_factory=When)
    would_apply: tuple[str, ...] = ()
    would_not_apply: tuple[str, ...] = ()
    paused: bool = False

    @property
    def meaning(self) -> Interpretation:
        return Interpretation(
            outcome="accept",
            when=self.when,
            scope=self.scope,
            effects=self.effects,
            would_apply=list(self.would_apply),
            would_not_apply=list(self.would_not_apply),
        )


TAUGHT = (
    Taught(
        "Never name another carrier in what we write.",
        [NeverSay(phrases=["DHL", "UPS", "FedEx", "PostNL", "GLS"])],
        ["reply", "followup"],
    ),
    Taught(
        "When a customer mentions a lawyer or a court, hand over at once.",
        [HandoffNow(team="Billing")],
        ["handoff"],
        all_of(Signal(signal="legal_threat")),
        ("You will hear from my lawyer about this claim.",),
        ("My daughter studies law in Leiden.",),
    ),
    Taught(
        "At most three follow-ups a month to anybody.",
        [Cap(max=3, per="month", counter_resets_on="never")],
        ["followup"],
    ),
    Taught(
        "No follow-ups to customers in Germany and Austria before 9:30 or after 17:00.",
        [QuietHours.model_validate({"from": "17:00", "to": "09:30"})],
        ["followup"],
        When.model_validate(
            {"all": [{"any": [Fact(fact="country", value="DE").model_dump(), Fact(fact="country", value="AT").model_dump()]}]}
        ),
    ),
    Taught(
        "A claim or a damaged parcel is always answered by a person.",
        [HandoffNow(team="Operations")],
        ["handoff"],
        all_of(Signal(signal="damaged_goods")),
        ("Two of the bowls arrived broken.",),
        ("What does the insurance cost?",),
    ),
    Taught(
        "Keep follow-ups to three sentences, and friendly.",
        [MaxLength(sentences=3), Style(instruction="Friendly, without exclamation marks")],
        ["followup"],
        all_of(AgentSide(test="is_follow_up")),
        paused=True,
    ),
)  # fmt: skip
