"""What is demanded of our words, tested on words."""

import pytest

from conversations.turns.demands import broken, mended
from conversations.turns.turn import Demand


def demand(kind: str, only_if: tuple = (), **params) -> Demand:
    return Demand(kind, params, "revision:1", "Our rule", "words", only_if)


BROKEN = [
    ("reply.never_say", {"phrases": ["guaranteed"]}, "Delivery is GUARANTEED by Friday."),
    ("reply.never_say", {"phrases": ["más barato"]}, "Somos lo mas  barato."),
    ("reply.never_say", {"detectors": ["price"]}, "That is 1.250,50 € in all."),
    ("reply.never_say", {"detectors": ["url"]}, "See https://example.com/x"),
    ("reply.never_say", {"detectors": ["phone"]}, "Call us on +34 600 100 200."),
    ("reply.never_say", {"detectors": ["email"]}, "Write to sales@example.com."),
    ("reply.never_say", {"detectors": ["date"]}, "It leaves on 12 May."),
    ("reply.never_say", {"detectors": ["card"]}, "Your card 4111 1111 1111 1111 is saved."),
    ("reply.must_say", {"text": "Prices exclude VAT."}, "It costs 20 euros."),
    ("reply.max_length", {"sentences": 2}, "One. Two. Three."),
    ("reply.max_length", {"words": 3}, "These are four words"),
    ("reply.format", {"emoji": False}, "Great 😀"),
    ("reply.format", {"questions": 1}, "How many? And when?"),
    ("reply.language", {"language": "es"}, "Thank you, we will look into it and write to you."),
    ("offer.limit", {"max_discount_percent": 10.0}, "We can give you a discount of 15 %."),
    ("offer.limit", {"max_amount": 50.0}, "We refund you 80 €."),
]
KEPT = [
    ("reply.never_say", {"phrases": ["cheap"]}, "The cheapest way is by sea."),
    ("reply.never_say", {"detectors": ["price"]}, "Three pallets, 400 kg."),
    ("reply.must_say", {"text": "Prices exclude VAT."}, "It costs 20 euros. Prices  exclude VAT."),
    ("reply.max_length", {"sentences": 2}, "It costs 1.250 euros. Shall I book it?"),
    ("reply.format", {"questions": 1}, "How many?"),
    ("reply.language", {"language": "es"}, "Gracias, lo miramos y le escribimos mañana."),
    ("offer.limit", {"max_discount_percent": 10.0}, "A discount of 10 %, then. VAT is 21 %."),
]


@pytest.mark.parametrize(("kind", "params", "text"), BROKEN)
def test_what_breaks_a_rule_is_found_and_names_the_guideline(kind, params, text):
    ((_, why),) = broken([demand(kind, **params)], text, "en")
    assert "Our rule" in why


@pytest.mark.parametrize(("kind", "params", "text"), KEPT)
def test_what_keeps_to_it_passes(kind, params, text):
    assert broken([demand(kind, **params)], text, "en") == []


def test_fixed_words_are_appended_by_code_and_only_where_they_are_due():
    vat = demand(
        "reply.must_say", ({"test": "contains_price", "words": [], "negated": False},), text="Prices exclude VAT."
    )
    assert mended([vat], "It costs 20 euros.", "en") == "It costs 20 euros.\n\nPrices exclude VAT."
    assert mended([vat], "It leaves today.", "en") == "It leaves today."
    assert broken([vat], "It leaves today.", "en") == []


def test_signs_are_taken_out_and_what_is_too_long_is_cut_at_a_sentence():
    plain, short = demand("reply.format", emoji=False, exclamation_marks=False), demand("reply.max_length", sentences=1)
    assert mended([plain], "Great! 😀 See you", "en") == "Great. See you"
    assert mended([short], "One. Two.", "en", shorten=True) == "One."
    assert mended([short], "One. Two.", "en") == "One. Two."
