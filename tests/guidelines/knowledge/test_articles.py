"""From an article to its passages: what is kept, what is made anew, what is never found."""

from datetime import date, timedelta

import pytest

from crm import clock
from guidelines.knowledge import ingest
from guidelines.knowledge.passages import WORDS_AT_MOST, pieces
from guidelines.knowledge.search import parts_of, search, vectors_for
from guidelines.models import Article, Passage
from tests.guidelines.knowledge.conftest import PRICES, an_article

pytestmark = pytest.mark.django_db


def found(question: str, **options) -> list[str]:
    return [one.title for one in search(question, vectors_for(parts_of(question)), **options)]


def test_headings_cut_an_article_and_stay_with_what_stands_below_them():
    cut = pieces("Intro.\n\n## Prices\n\nTen euros.\n\n### Abroad\n\nTwenty.\n\n## Times\n\nTwo days.")
    assert [(one.heading, one.text) for one in cut] == [
        ("", "Intro."),
        ("Prices", "Ten euros."),
        ("Prices › Abroad", "Twenty."),
        ("Times", "Two days."),
    ]


def test_a_long_section_is_cut_between_sentences_and_loses_no_word():
    text = " ".join(f"Sentence number {n} says something about parcels." for n in range(120))
    cut = pieces(text)
    assert len(cut) > 3
    assert all(len(one.text.split()) <= WORDS_AT_MOST for one in cut)
    assert " ".join(one.text for one in cut) == text


def test_an_article_without_content_has_no_passage():
    assert pieces("") == pieces("\n \n## Only a heading\n") == []


def test_words_are_found_before_any_vector_is_made():
    Article.objects.create(title="Parcels to Portugal", content=PRICES, status="published")
    assert not Passage.objects.exclude(embedding=None).exists()
    assert found("price of a parcel to Portugal") == ["Parcels to Portugal"]


def test_only_changed_passages_get_a_new_vector(monkeypatch):
    article = an_article(content="## Prices\n\nTen euros.\n\n## Times\n\nTwo days.")
    before = dict(article.passages.values_list("heading", "pk"))
    asked: list[str] = []
    encode = ingest.ENCODER.passages
    monkeypatch.setattr(ingest.ENCODER, "passages", lambda texts: asked.extend(texts) or encode(texts))
    article.content = "## News\n\nMore.\n\n## Prices\n\nTwelve euros.\n\n## Times\n\nTwo days."
    article.save()
    ingest.embed_missing()
    after = dict(article.passages.values_list("heading", "pk"))
    assert after["Times"] == before["Times"]
    assert len(asked) == 2
    assert not any("Two days" in text for text in asked)
    assert list(article.passages.values_list("heading", flat=True)) == ["News", "Prices", "Times"]


def test_making_passages_twice_changes_nothing():
    article = an_article(content="Same.\n\n## A\n\nTwice.\n\n## A\n\nTwice.")
    before = list(article.passages.values_list("pk", "ordinal", "digest"))
    ingest.remake(article)
    ingest.remake(article)
    assert list(article.passages.values_list("pk", "ordinal", "digest")) == before
    assert ingest.embed_missing() == 0


def test_a_revision_counts_changes_of_what_is_said_and_nothing_else():
    article = an_article()
    article.review_by = clock.now().date() + timedelta(days=30)
    article.save()
    assert article.revision == 1
    article.content = PRICES.replace("12.40", "13.10")
    article.save()
    assert Article.objects.get().revision == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"valid_until": date(2020, 1, 1)},
        {"valid_from": date(2999, 1, 1)},
        {"review_by": date(2020, 1, 1)},
    ],
)
def test_what_is_not_in_force_is_never_found(fields):
    an_article(**fields)
    assert found("price of a parcel to Portugal") == []


def test_a_question_in_another_language_finds_the_article_by_its_meaning():
    an_article()
    an_article("Horario", "La oficina abre de lunes a viernes, de 9:00 a 18:00.")
    an_article("Working with us", "We are looking for drivers with a licence for lorries.")
    assert found("¿Cuánto cuesta enviar un paquete a Portugal?")[0] == "Parcels to Portugal"
    assert found("When is the office open?")[0] == "Horario"


def test_an_article_of_the_topic_comes_first_and_another_is_found_all_the_same():
    an_article("Late delivery", "Ask us when a refund is due.", topics=["logistics"])
    an_article("Late payment", "Ask us when a refund is due.", topics=["billing"])
    assert found("When is a refund due?", topic="billing")[0] == "Late payment"
    assert found("When is a refund due?", topic="logistics")[0] == "Late delivery"
    assert len(found("When is a refund due?", topic="technical")) == 2


def test_every_word_may_be_missing_but_one():
    an_article("EORI number", "You need an EORI number for exports out of the European Union.")
    assert found("hello there, my accountant keeps talking about some eori thing") == ["EORI number"]


def test_quotes_and_operators_in_a_question_are_only_words():
    an_article()
    assert found("parcel's & price | ! <-> :* \\ 'portugal'") == ["Parcels to Portugal"]
