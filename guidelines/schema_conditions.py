"""When a guideline applies: facts the system knows, signals of the reading, questions of the team, tests of our own text.

Plain pydantic, no Django. A condition is a conjunction of alternatives (`When`), which can say any combination and stays
readable: "a lead, and (asks for time or says they are busy), and not in Spain".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FactName = Literal[
    "stage",  # lead | customer | former_customer
    "tag",
    "country",  # ISO 3166
    "language",  # ISO 639-1
    "topic",  # sales | technical | billing | logistics | other
    "customer_years",
    "amount",  # of the order, quote or invoice the thread is about
    "follow_ups_unanswered",
    "hours_since_inbound",
    "business_hours",  # open | closed
    "weekday",  # 0 Monday to 6 Sunday, in the contact's zone
    "team",
    "company",
    "first_message",  # yes: the conversation's first reply of ours
    "channel",
]
Comparison = Literal["is", "is_not", "more_than", "at_least", "less_than", "at_most"]

SignalName = Literal[
    "asked_for_time",
    "asked_for_human",
    "opt_out",
    "angry",
    "complaint",
    "legal_threat",
    "price_objection",
    "asked_for_discount",
    "asked_for_price",
    "refund_request",
    "delivery_question",
    "competitor_mention",
    "sensitive_data",
    "purchase_intent",
    "polite_no",
    "undecided",
    "interested",
    "resolved",
    "churn_risk",
    "billing_question",
    "technical_question",
    "damaged_goods",
    "asked_if_bot",
    "job_application",
    "press_inquiry",
    "thanks",
]
AgentTest = Literal[
    "contains_price",
    "contains_date",
    "contains_url",
    "contains_percent",
    "contains_discount",
    "mentions",  # the words in `words`
    "is_handoff",
    "is_first_reply",
    "is_follow_up",
]


class _Condition(BaseModel):
    model_config = ConfigDict(extra="ignore")
    negated: bool = Field(default=False, description="the condition must NOT hold: 'except', 'unless'")


class Fact(_Condition):
    """Something the system knows for certain; an empty field is unknown, which a restriction does not wait for."""

    type: Literal["fact"] = "fact"
    fact: FactName
    op: Comparison = "is"
    value: str = Field(default="", max_length=120, description="as text; numbers plain: '2', '5000'")


class Signal(_Condition):
    """What the reading of the customer's messages says anyway."""

    type: Literal["signal"] = "signal"
    signal: SignalName


class Custom(_Condition):
    """A yes/no question about the customer's words that the vocabulary lacks; the reading answers it with a quote."""

    type: Literal["custom"] = "custom"
    question: str = Field(min_length=3, max_length=300, description="does the customer ...? answerable with a quote")


class AgentSide(_Condition):
    """A test on our own outgoing text or act, never on the customer's."""

    type: Literal["agent_side"] = "agent_side"
    test: AgentTest
    words: list[str] = []


Condition = Annotated[Fact | Signal | Custom | AgentSide, Field(discriminator="type")]


class AnyOf(BaseModel):
    """At least one of these."""

    model_config = ConfigDict(extra="ignore")
    any: list[Condition] = Field(min_length=1)


class When(BaseModel):
    """Every group must hold. No group: always."""

    model_config = ConfigDict(extra="ignore")
    all: list[AnyOf] = []

    def conditions(self) -> list[Fact | Signal | Custom | AgentSide]:
        return [condition for group in self.all for condition in group.any]

    def signals(self) -> list[str]:
        return [each.signal for each in self.conditions() if isinstance(each, Signal)]


def all_of(*conditions: Fact | Signal | Custom | AgentSide) -> When:
    """Each of `conditions` must hold."""
    return When(all=[AnyOf(any=[condition]) for condition in conditions])
