"""What a model may answer, as Hypothesis draws it: any stance, any wish, any time, any words. The house must hold with all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.conversations.turns.conftest import READ

TIMES: list[list[dict[str, Any]]] = [
    [],
    [{"quote": "in two weeks", "kind": "in_duration", "n": 2, "unit": "week"}],
    [{"quote": "in an hour", "kind": "in_duration", "n": 1, "unit": "hour"}],
    [{"quote": "tomorrow", "kind": "day", "which": None, "n": 1}],
    [{"quote": "on Saturday", "kind": "weekday", "weekday": 5}],
    [{"quote": "at three in the night", "kind": "clock", "hour": 3}],
    [{"quote": "not before July", "kind": "month", "month": 7, "relation": "from"}],
    [{"quote": "by Friday", "kind": "weekday", "weekday": 4, "role": "contact_before", "relation": "by"}],
    [{"quote": "I am away next week", "kind": "week", "which": "next", "role": "unavailable"}],
    [{"quote": "soon", "kind": "vague", "vague": "soon"}],
]
PROMISES: list[list[dict[str, Any]]] = [
    [],
    [],
    [{"who": "us", "what": "send the quote", "quote": "you send me the quote",
      "time": {"quote": "by Friday", "kind": "weekday", "weekday": 4, "role": "our_commitment"}}],
    [{"who": "them", "what": "ask the boss", "quote": "I'll ask my boss",
      "time": {"quote": "by Friday", "kind": "weekday", "weekday": 4, "role": "their_commitment"}}],
]  # fmt: skip
WORDS = ("Gladly! Shall we talk about your parcels?", "Your parcels to Portugal: does Tuesday suit you?", "",
         "It is guaranteed. Shall we ship your parcels?", "Is it about the parcels?", "Just checking in.")  # fmt: skip

STANCES = ("interested", "interested", "interested", "undecided", "polite_no", "needs_time_no_contact", "resolved",
           "opt_out", "angry")  # fmt: skip


def seldom() -> st.SearchStrategy[bool]:
    return st.sampled_from([False] * 7 + [True])


readings = st.fixed_dictionaries(
    {
        "stance": st.sampled_from(STANCES),
        "wants_followup": st.booleans(),
        "answer_now": st.booleans(),
        "acknowledgement": seldom(),
        "wants": st.sampled_from(["shipping parcels to Portugal", ""]),
        "reason": st.sampled_from(["a product launch", ""]),
        "churn_risk": seldom(),
        "wants_human": seldom(),
        "topic": st.sampled_from(["sales", "billing"]),
        "deliverable": st.sampled_from(["", "", "", "the pricing comparison"]),
        "commitments": st.sampled_from(PROMISES),
        "time_expressions": st.sampled_from(TIMES),
        "pending": st.sampled_from(["none", "keep", "move", "merge", "cancel"]),
        "confidence": st.sampled_from([0.95, 0.95, 0.95, 0.3]),
    }
)
moments = st.fixed_dictionaries(
    {
        "verdict": st.sampled_from(["write", "write", "write", "wait", "cancel", "person"]),
        "because": st.just("So it seems."),
        "wait_days": st.just(3),
        "confidence": st.just(0.9),
    }
)
drafts = st.fixed_dictionaries(
    {
        "text": st.sampled_from(WORDS),
        "template_variables": st.just({"1": "Ana", "2": "shipping parcels to Portugal", "3": "a product launch"}),
        "abstain": seldom(),
        "abstain_reason": st.sampled_from(["no_reply_needed", "nothing_to_say", ""]),
        "confidence": st.just(0.9),
    }
)
answers = st.fixed_dictionaries({"read": readings, "moment": moments, "compose": drafts})

CALM: dict[str, dict[str, Any]] = {
    "read": READ,
    "moment": {"verdict": "write", "because": "It is the day.", "confidence": 0.9},
    "compose": {
        "text": "Shall we talk about shipping your parcels?",
        "template_variables": {"1": "Ana", "2": "shipping parcels", "3": "a product launch"},
        "confidence": 0.9,
    },
}


def answer(chosen: dict[str, dict[str, Any]], data: dict[str, Any]) -> dict[str, Any]:
    """The drawn answer to one question, with quotes that stand in what was asked about."""
    task = str(data["task"])
    said = {**CALM[task], **chosen.get(task, {})}
    if task == "read":
        burst = data.get("burst") or [{"text": ""}]
        quote = str(burst[-1]["text"])[:60]
        said |= {"stance_quote": quote, "churn_quote": quote, "wants_human_quote": quote}
    return said
