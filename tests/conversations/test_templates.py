"""Approved templates: which one is chosen, what Twilio says of them, and what is not even submitted."""

from datetime import timedelta

import pytest

from conversations.models import ContentTemplate
from conversations.whatsapp import content_templates, window
from conversations.whatsapp.content_templates import NotAllowed, choose
from crm import clock
from crm.models import Lease
from tests.builders import a_template
from tests.conversations.channel import Channel

pytestmark = pytest.mark.django_db

BODY = "Hi {{1}}, you asked us to come back to you about {{2}}. Is now a good moment?"
SAMPLES = {"1": "Ana", "2": "your parcels"}


def test_the_template_in_their_language_is_chosen_and_never_another_one():
    english, spanish = a_template(), a_template(language="es")
    assert choose("follow_up", "es") == spanish
    assert choose("follow_up", "EN-us") == english
    assert choose("follow_up", "fr") is None
    assert choose("follow_up", "") is None
    assert choose("invoice", "en") is None


def test_the_exact_variety_wins_over_the_language_and_the_language_over_another_variety():
    plain, brazil, portugal = a_template(language="pt"), a_template(language="pt_BR"), a_template(language="pt_PT")
    assert choose("follow_up", "pt-BR") == brazil
    assert choose("follow_up", "pt") == plain
    plain.delete()
    assert choose("follow_up", "pt") in (brazil, portugal)


@pytest.mark.parametrize("fields", [{"status": "paused"}, {"status": "rejected"}, {"category": "MARKETING"}])
def test_what_may_not_be_sent_is_not_chosen(fields: dict[str, str]):
    a_template(**fields)
    assert choose("follow_up", "en") is None


def test_marketing_only_for_who_asked_for_it():
    template = a_template(category="MARKETING")
    assert choose("follow_up", "en", marketing=True) == template


def test_created_approved_and_taken_over(channel: Channel):
    created = content_templates.create("follow_up_en", "en", BODY, SAMPLES)
    assert (created.status, choose("follow_up", "en")) == ("received", None)
    assert content_templates.sync() == 1
    assert choose("follow_up", "en") == created
    created.refresh_from_db()
    assert (created.name, created.category, created.variables, created.body) == (
        "follow_up_en",
        "UTILITY",
        SAMPLES,
        BODY,
    )


def test_a_template_that_is_paused_or_gone_at_whatsapp_is_not_used_any_more(channel: Channel):
    paused = content_templates.create("follow_up_en", "en", BODY, SAMPLES)
    gone = a_template(language="es")
    content_templates.sync()
    channel.simulator.post("/api/templates", {"sid": paused.sid, "status": "paused"})
    content_templates.sync()
    assert choose("follow_up", "en") is None
    gone.refresh_from_db()
    assert gone.status == "deleted"


def test_a_template_made_elsewhere_is_not_taken_for_a_follow_up(channel: Channel):
    content_templates.create("order_confirmation", "en", BODY, SAMPLES)
    ContentTemplate.objects.all().delete()
    content_templates.sync()
    assert ContentTemplate.objects.get().purpose == "other"


def test_the_list_is_asked_for_every_hour_and_at_once_while_a_review_runs(channel: Channel, monkeypatch):
    asked = []
    monkeypatch.setattr(content_templates, "sync", lambda: asked.append(1))
    content_templates.sync_if_due()
    content_templates.sync_if_due()
    assert len(asked) == 1
    a_template(status="pending")
    content_templates.sync_if_due()
    assert len(asked) == 2
    ContentTemplate.objects.all().delete()
    Lease.objects.update(until=clock.machine_now())
    content_templates.sync_if_due()
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Hi {{2}}, about {{1}}: is now a good moment to go on?", "in order"),
        ("Hi {{1}} {{2}}, is now a good moment to go on with it?", "side by side"),
        ("{{1}}, is now a good moment to go on with {{2}} today?", "begin or end"),
        ("Is now a good moment to go on with {{1}} and {{2}}", "begin or end"),
        ("Hi {{1}}, {{2}}!", "too few words"),
        ("Hi {{1}}, is now a good moment for {{2}} and also {{3}} today?", "no sample"),
    ],
)
def test_what_whatsapp_would_reject_is_not_submitted(body: str, why: str):
    with pytest.raises(NotAllowed, match=why):
        content_templates.create("x", "en", body, SAMPLES)


def test_the_window_closes_a_little_before_whatsapps_does():
    now = clock.now()
    assert window.is_open(now - timedelta(hours=23, minutes=50), now)
    assert not window.is_open(now - timedelta(hours=23, minutes=56), now)
    assert not window.is_open(None, now)
    assert window.left(now - timedelta(hours=23), now) == timedelta(minutes=55)
    assert window.left(now - timedelta(hours=30), now) == window.left(None, now) == timedelta(0)
