"""What code makes of any model's answer, also of one that is wrong or malicious."""

from datetime import date
from itertools import product

import pytest

from guidelines import schema as s
from guidelines.interpret.review import reviewed

TODAY = date(2026, 11, 24)


def checked(text="do something sensible", existing=(), **fields) -> s.Interpretation:
    answer = s.Interpretation(**{"outcome": "accept", **fields})
    return reviewed(answer, text=text, existing=existing, today=TODAY)


@pytest.mark.parametrize(
    "effect",
    [
        s.Hold(),
        s.Hold(until="duration"),
        s.Hold(until="duration", hours=-3),
        s.Hold(until="date", day=TODAY),
        s.Cap(),
        s.Cap(max=-1),
        s.Cap(max=5000),
        s.MinGap(),
        s.MinGap(hours=0),
        s.QuietHours(from_="19:00"),
        s.QuietHours(from_="19:00", to="25:00"),
        s.QuietHours(from_="09:00", to="09:00"),
        s.QuietHours(from_="19:00", to="09:00", days=[7]),
        s.RequireFirst(),
        s.NeverSay(),
        s.NeverSay(phrases=["e"]),
        s.MustSay(),
        s.MaxLength(),
        s.MaxLength(sentences=0),
        s.Format(),
        s.Language(mode="fixed"),
        s.OfferLimit(),
        s.OfferLimit(max_discount_percent=140),
        s.FactOverride(topic="rate"),
        s.HandoffNow(),  # of every conversation
    ],
)
def test_a_missing_or_impossible_amount_is_asked_and_not_accepted(effect):
    got = checked(effects=[effect])
    assert got.outcome == "clarify"
    assert got.questions


@pytest.mark.parametrize(
    "effects",
    [
        [s.NeverSay(phrases=["tomorrow"]), s.MustSay(text="We deliver tomorrow")],
        [s.Stop(), s.Cap(max=2)],
        [s.Cap(max=2), s.Cap(max=3)],
        [s.FactOverride(topic="rate", value="4"), s.FactOverride(topic="rate", value="5")],
    ],
)
def test_effects_that_quarrel_are_asked_about(effects):
    assert checked(effects=effects).outcome == "clarify"


def test_an_acceptance_without_any_effect_is_a_question():
    assert checked(effects=[]).outcome == "clarify"


def test_a_model_that_accepts_what_is_forbidden_is_overruled():
    got = checked("If they ask, say you are a human.", effects=[s.MustSay(text="I am human")])
    assert (got.outcome, got.effects) == ("refuse", [])


def test_a_refusal_of_the_model_stands_and_its_effects_go():
    got = checked(outcome="refuse", refuse_reason="dishonest", effects=[s.Cap(max=2)])
    assert (got.outcome, got.effects, got.refuse_reason) == ("refuse", [], "dishonest")


def test_the_restatement_of_the_model_is_not_believed():
    got = checked(effects=[s.Cap(max=2)], restatement="Send as many as you like.")
    assert got.restatement.startswith("Send at most 2 follow-ups")


def test_a_period_that_is_over_or_backwards_is_asked():
    assert checked(effects=[s.Stop()], valid_until=date(2020, 1, 1)).outcome == "clarify"
    backwards = checked(effects=[s.Stop()], valid_from=date(2027, 2, 1), valid_until=date(2027, 1, 1))
    assert backwards.outcome == "clarify"


def test_an_invented_target_is_not_believed():
    got = checked(outcome="amend", effects=[s.Cap(max=2)], amend=s.Amendment(target_id="999"))
    assert got.amend
    assert got.amend.target_id == ""
    assert not got.is_ready


@pytest.mark.parametrize(
    ("old", "new", "loosens"),
    [
        (s.Cap(max=3), s.Cap(max=2), False),
        (s.Cap(max=3), s.Cap(max=4), True),
        (s.MinGap(hours=48), s.MinGap(hours=72), False),
        (s.MinGap(hours=48), s.MinGap(hours=24), True),
        (s.OfferLimit(max_discount_percent=10), s.OfferLimit(max_discount_percent=5), False),
        (s.OfferLimit(max_discount_percent=10), s.OfferLimit(max_discount_percent=15), True),
        (s.NeverSay(phrases=["a b"]), s.NeverSay(phrases=["a b", "c d"]), False),
        (s.NeverSay(phrases=["a b", "c d"]), s.NeverSay(phrases=["a b"]), True),
        (s.QuietHours(from_="20:00", to="08:00"), s.QuietHours(from_="22:00", to="08:00"), True),
    ],
)
def test_more_freedom_than_before_needs_the_admin_whatever_the_model_says(old, new, loosens):
    earlier = s.Existing(id="1", text="earlier", interpretation=s.Interpretation(outcome="accept", effects=[old]))
    got = checked(outcome="amend", existing=[earlier], effects=[new], amend=s.Amendment(target_id="1"))
    assert got.amend
    assert got.amend.loosens is loosens


def test_every_effect_has_words_and_a_label_even_with_nothing_filled_in():
    kinds = s.AnyEffect.__args__
    for kind, outcome in product(kinds, ("accept", "clarify", "amend")):
        what = s.Interpretation(outcome=outcome, effects=[kind()])
        assert len(s.sentence(what)) > 5
        assert s.enforcement(kind()) in ("always", "checked", "best_effort")
