"""What a reply may say: nothing that stands nowhere, and no fact without its passage."""

import pytest

from conversations.models import Outbox
from conversations.turns import grounding
from tests.conversations.turns.conftest import READ
from tests.conversations.turns.test_run import waiting
from tests.openai_stub import says

pytestmark = pytest.mark.django_db(transaction=True)

PASSAGE = "Parcels to Portugal cost €12.40 up to 5 kg, from 3 March on. See https://example.com/prices."


@pytest.fixture
def house(openai_stub, monkeypatch):
    """One passage is recalled for every question, and the scripted model reads them all as questions."""
    from guidelines.models import Article

    article = Article.objects.create(title="Parcels", content=PASSAGE, status="published")
    openai_stub.on("read", says(READ))
    openai_stub.passage = f"p{article.passages.get().pk}"
    return openai_stub


def reply(house, run, text, cites=True):
    drafts = [text] if isinstance(text, str) else text
    named = [house.passage] if cites is True else cites or []
    house.on("compose", *(says({"text": one, "cites": named, "confidence": 0.9}) for one in drafts))
    return run(waiting("How much is a parcel to Portugal?"))


def test_a_price_that_stands_in_the_cited_passage_is_sent(house, run):
    assert reply(house, run, "A parcel to Portugal costs €12.40 up to 5 kg.").outcome == "replied"


@pytest.mark.parametrize(
    "text",
    [
        "A parcel to Portugal costs €13.40.",
        "A parcel to Portugal costs €5.",  # 5 stands there, but as kilograms
        "Parcels cost €12.40 from 3 April on.",
        "All prices: https://example.com/other",
        "That is 12.40 % more.",
    ],
)
def test_a_changed_figure_price_date_or_link_is_not_sent(house, run, text):
    turn = reply(house, run, text)
    assert turn.outcome == "handed_over"
    assert turn.trace["handoff"][0] == "check_failed"
    assert "€" not in Outbox.objects.get().body


def test_a_figure_of_a_passage_that_is_not_cited_does_not_count(house, run):
    assert reply(house, run, "It is €12.40.", cites=False).outcome == "handed_over"


def test_an_answer_without_a_source_is_not_sent(house, run):
    turn = reply(house, run, "Yes, we ship to Portugal every day of the week.", cites=False)
    assert turn.outcome == "handed_over"


def test_a_question_back_needs_no_source(house, run):
    assert reply(house, run, "Gladly! How many parcels a month are these?", cites=False).outcome == "replied"


def test_a_source_that_was_not_given_is_not_believed(house, run):
    turn = reply(house, run, "It is cheap.", cites=["p999999"])
    assert "p999999" in turn.trace["verdict"]["faults"][0]


def test_a_refused_draft_is_written_once_more_and_then_sent(house, run):
    turn = reply(house, run, ["It is €99.", "It is €12.40 up to 5 kg."])
    assert (turn.outcome, turn.trace["draft"]["attempts"]) == ("replied", 2)


def test_one_price_in_other_signs_is_one_price():
    assert grounding.amounts("€12") == grounding.amounts("12 eur") == grounding.amounts("12 euros") == {("12", "eur")}
