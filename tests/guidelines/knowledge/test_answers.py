"""A question through a real turn: answered from an article and cited, or handed over and counted."""

import pytest

from conversations.models import Handoff, NextKind, Outbox
from guidelines.models import Citation, Gap
from guidelines.schema import FactOverride
from tests.builders import a_contact
from tests.guidelines.knowledge.conftest import an_article, asking

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_question_that_an_article_covers_is_answered_and_cited(run):
    article = an_article()
    turn = run(asking("How much is a parcel to Portugal?"))
    assert turn.outcome == "replied", turn.words
    assert "€12.40" in Outbox.objects.get().body
    citation = Citation.objects.get()
    assert (citation.article, citation.revision) == (article, 1)
    assert citation.message.outbox == Outbox.objects.get()
    assert turn.trace["draft"]["cites"] == [turn.trace["passages"][0]["id"]]


def test_the_price_changes_and_the_next_answer_has_the_new_one(run):
    article = an_article()
    run(asking("How much is a parcel to Portugal?"))
    article.content = article.content.replace("12.40", "13.10")
    article.save()  # its vector is not there yet: the new words count from the commit on
    run(asking("How much is a parcel to Portugal?", a_contact()))
    first, second = Outbox.objects.order_by("pk")
    assert "€12.40" in first.body
    assert "€13.10" in second.body
    assert "12.40" not in second.body
    assert [row.revision for row in Citation.objects.order_by("pk")] == [1, 2]


def test_a_fact_that_a_guideline_corrects_outranks_the_article(run, in_force):
    an_article()
    in_force(
        FactOverride(topic="parcel", value="€13.90", replaces="€12.40"),
        text="Portugal is €13.90 from now on",
        when=None,
    )
    run(asking("How much is a parcel to Portugal?"))
    said = Outbox.objects.get().body
    assert "€13.90" in said
    assert "12.40" not in said
    assert "corrected by a guideline" in Citation.objects.get().title


def test_a_question_that_no_article_covers_goes_to_a_person_and_is_counted(run):
    an_article()
    conversation = asking("Do you have an app for iPhone?")
    turn = run(conversation)
    assert turn.outcome == "handed_over"
    assert Handoff.objects.get().reason == "not_grounded"
    assert conversation.next_kind == NextKind.HUMAN_TASK
    gap = Gap.objects.get()
    assert (gap.text, gap.count, gap.conversation) == ("Do you have an app for iPhone?", 1, conversation)


def test_the_same_question_in_other_words_is_the_same_gap(run):
    an_article()
    run(asking("Do you have an app for iPhone?"))
    run(asking("Is there an iPhone app?", a_contact()))
    run(asking("Can I bring my dog to the depot?", a_contact()))
    assert sorted(Gap.objects.values_list("count", flat=True)) == [1, 2]


def test_a_price_for_another_place_is_not_given(run):
    an_article()
    assert run(asking("How much is a parcel to Japan?")).outcome == "handed_over"


def test_a_question_in_a_language_of_no_article_goes_to_a_person(run):
    an_article()
    contact = a_contact(language="es")
    assert run(asking("¿Cuánto cuesta un paquete a Portugal?", contact)).outcome == "handed_over"


def test_an_article_in_their_language_answers_them(run):
    an_article("Paquetes a Portugal", "Un paquete a Portugal cuesta 12,40 € hasta 5 kg.")
    run(asking("¿Cuánto cuesta un paquete a Portugal?", a_contact(language="es")))
    assert "12,40 €" in Outbox.objects.get().body


def test_a_wish_for_later_looks_nothing_up(run):
    an_article()
    turn = run(asking("We want to ship to Portugal, but I'm swamped. Let's pick this up in two weeks."))
    assert "passages" not in turn.trace
    assert not Citation.objects.exists()
