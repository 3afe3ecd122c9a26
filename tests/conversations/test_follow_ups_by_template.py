"""A follow-up and the template it goes by: chosen when planned, chosen anew when WhatsApp changes its mind, tried once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import transaction

from conversations.models import ContentTemplate, Conversation, Handoff, NextKind, Outbox, Trigger
from conversations.turns.claim import claim_due
from conversations.turns.run import run_turn
from conversations.whatsapp import content_templates, outbox, twilio
from crm import clock, contacts
from followups.by_template import row_for
from followups.models import Decision, FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_team, a_template
from tests.conversations.channel import Channel, fresh
from tests.conversations.posting import STATUS, a_status, post
from tests.crm.conftest import openai_server, openai_stub
from tests.openai_stub import says

__all__ = ["openai_server", "openai_stub"]
pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)  # a Monday, 11:00 in Madrid
FILLED = {"1": "Ana", "2": "shipping your parcels", "3": "the launch"}


@pytest.fixture(autouse=True)
def _ground(clock_at, openai_stub):
    clock_at(NOW)
    a_team()
    openai_stub.on("moment", says({"verdict": "write", "because": "Nothing has changed.", "confidence": 0.9}))
    openai_stub.on("compose", says(words))


def words(data: dict) -> dict:
    if data.get("template"):
        return {"template_variables": FILLED, "confidence": 0.9}
    return {"text": "The launch must be over by now, Ana. How many parcels a month is it?", "confidence": 0.9}


@transaction.atomic
def due(conversation: Conversation, **fields) -> FollowUp:
    """It is to be written now."""
    row = a_follow_up(conversation, planned_for=clock.now(), latest=clock.now() + timedelta(days=2), **fields)
    at_its_moment(conversation)
    return row


@transaction.atomic
def at_its_moment(conversation: Conversation) -> None:
    now = clock.now()
    FollowUp.objects.filter(conversation=conversation).update(planned_for=now, best=now)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.FOLLOW_UP, next_at=now, wake_at=now, wake_trigger=Trigger.FOLLOW_UP_DUE
    )


def run() -> None:
    (claim,) = claim_due(10)
    async_to_sync(run_turn)(claim)


# --- WhatsApp says that the window is closed --------------------------------------------------------------------------------


def test_refused_as_free_text_it_is_planned_once_more_as_a_template(channel: Channel, openai_stub):
    """Lines 52 and 53: whole, with the simulator's own callbacks; no loop."""
    template = a_template(sid=a_template_at(channel))
    conversation = channel.customer()
    due(conversation)
    channel.simulator.fault("fail", times=1, code=63016)
    run()
    channel.send()
    channel.callbacks(1)
    conversation.refresh_from_db()
    follow_up = FollowUp.objects.get()
    assert (follow_up.state, follow_up.template) == ("scheduled", template)
    assert (conversation.next_kind, conversation.next_at) == (NextKind.FOLLOW_UP, follow_up.planned_for)
    assert not Handoff.objects.exists(), "it is nobody's task: there is another way"
    assert "the template" in Decision.objects.latest("id").words
    at_its_moment(conversation)
    run()
    channel.send()
    sent = Outbox.objects.latest("id")
    assert (sent.content_sid, sent.state) == (template.sid, "accepted")
    assert FollowUp.objects.get().state == "sent"
    assert len(channel.phone()) == 2


def a_template_at(channel: Channel) -> str:
    made = content_templates.create(
        "follow_up_en", "en", a_body(), {"1": "Ana", "2": "shipping your parcels", "3": "the launch"}
    )
    content_templates.sync()
    sid = made.sid
    made.delete()
    return sid


def a_body() -> str:
    return "Hi {{1}}, you asked us to come back to you about {{2}} after {{3}}. Is now a good moment?"


@transaction.atomic
def sent_as(template: ContentTemplate | None) -> tuple[Conversation, Outbox, FollowUp]:
    conversation = a_conversation(a_contact())
    message = outbox.queue(
        conversation, purpose="follow_up", body="" if template else "Ready?", template=template,
        variables=FILLED if template else None, idempotency_key="one",
    )  # fmt: skip
    Outbox.objects.update(state="accepted", provider_sid="SM" + "a" * 32, sending_at=clock.machine_now(), attempts=1)
    row = a_follow_up(
        conversation, state="sent", message=message, template=template, ended_at=clock.now(), ended_reason="Sent.",
        sent_at=clock.now(), language="en",
    )  # fmt: skip
    return conversation, message.outbox, row


def failed(row: Outbox, code: int) -> None:
    form = a_status("SM" + "a" * 32, "failed", ErrorCode=str(code))
    assert post(form, f"{STATUS}?outbox={row.pk}") == 204


def test_what_went_by_template_is_not_planned_again_for_the_window():
    """Line 53: once."""
    a_template()
    _, row, follow_up = sent_as(a_template(name="follow_up_b"))
    failed(row, 63016)
    assert FollowUp.objects.get(pk=follow_up.pk).state == "cancelled"
    assert Handoff.objects.count() == 1


def test_without_a_template_a_person_gets_it():
    """Line 52: held for a person, never sent as free text."""
    _, row, follow_up = sent_as(None)
    failed(row, 63016)
    assert FollowUp.objects.get(pk=follow_up.pk).state == "cancelled"
    assert Handoff.objects.get().reason == "no_template"
    assert Outbox.objects.count() == 1


def test_until_they_write_no_free_text_is_tried_any_more():
    """Line 53: the door believes WhatsApp's clock."""
    from conversations.gates import Proposal, service_window

    conversation, row, _ = sent_as(None)
    failed(row, 63016)
    proposal = Proposal(conversation, conversation.contact, "reply", clock.now(), body="Hi")
    ruling = service_window(proposal)
    assert getattr(ruling, "code", "") == "window_closed"
    conversation.last_inbound_at = clock.now() + timedelta(seconds=5)
    assert service_window(Proposal(conversation, conversation.contact, "reply", clock.now(), body="Hi")) is None


def test_who_has_taken_over_meanwhile_decides():
    """Line 53."""
    a_template()
    conversation, row, follow_up = sent_as(None)
    Conversation.objects.filter(pk=conversation.pk).update(
        next_kind=NextKind.HUMAN_TASK, next_team=a_team(), wake_at=None
    )
    failed(row, 63016)
    assert FollowUp.objects.get(pk=follow_up.pk).state == "cancelled"


# --- a template is not what it was ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"), [(63040, "rejected"), (63041, "paused"), (63042, "disabled"), (21655, "deleted")]
)
def test_whatsapps_word_about_a_template_counts_at_once_and_another_one_is_used(code, status):
    """Line 65."""
    bad, good = a_template(), a_template(name="follow_up_other")
    _, row, follow_up = sent_as(bad)
    failed(row, code)
    bad.refresh_from_db()
    assert bad.status == status
    again = FollowUp.objects.get(pk=follow_up.pk)
    assert (again.state, again.template) == ("scheduled", good)
    assert not Handoff.objects.exists()


def waiting_by(template: ContentTemplate, **contact) -> FollowUp:
    conversation = a_conversation(a_contact(**contact))
    return a_follow_up(conversation, template=template, language="en")


def test_paused_at_the_next_sync_what_relied_on_it_gets_another(channel: Channel):
    """Line 65."""
    first = content_templates.create("follow_up_en", "en", a_body(), FILLED)
    second = content_templates.create("follow_up_en_b", "en", a_body().replace("Hi", "Hello"), FILLED)
    content_templates.sync()
    row = waiting_by(first)
    channel.simulator.post("/api/templates", {"sid": first.sid, "status": "paused"})
    content_templates.sync()
    row.refresh_from_db()
    assert (row.template, row.state) == (second, "scheduled")
    assert Decision.objects.get().words == "Its template “follow_up_en” is paused. “follow_up_en_b” is used instead."
    channel.simulator.post("/api/templates", {"sid": second.sid, "status": "disabled"})
    content_templates.sync()
    row.refresh_from_db()
    assert row.template is None
    assert "a person writes it" in Decision.objects.latest("id").words


def test_put_into_advertising_it_serves_only_those_who_agreed(channel: Channel, monkeypatch):
    """Line 65: re-categorised."""
    template = content_templates.create("follow_up_en", "en", a_body(), FILLED)
    content_templates.sync()
    asked_for_it, did_not = waiting_by(template), waiting_by(template)
    contacts.opt_in(asked_for_it.conversation.contact, "form")
    listed = [replace(one, category="MARKETING") for one in twilio.list_templates()]
    monkeypatch.setattr(twilio, "list_templates", lambda: listed)
    content_templates.sync()
    asked_for_it.refresh_from_db()
    did_not.refresh_from_db()
    assert (asked_for_it.template, did_not.template) == (template, None)
    assert "counts as marketing now" in Decision.objects.get().words


def test_in_the_united_states_no_advertising_is_planned_at_all():
    """Lines 56 and 65, error 63049: known when it is planned, not when it fails."""
    a_template(category="MARKETING", name="follow_up_offer")
    american, spaniard = a_contact(country="US"), a_contact(country="ES")
    for contact in (american, spaniard):
        assert row_for(contact, "en", "parcels", "a launch") is None, "nobody agreed yet"
        contacts.opt_in(contact, "form")
    assert row_for(american, "en", "parcels", "a launch") is None
    assert row_for(spaniard, "en", "parcels", "a launch") is not None
    utility = a_template()
    assert row_for(american, "en", "parcels", "a launch") == utility
    assert row_for(spaniard, "en", "parcels", "a launch") == utility, "what is no advertising goes first"


def test_the_door_lets_no_advertising_through_without_a_yes():
    """Line 56."""
    from conversations.gates import Proposal, advertising

    template = a_template(category="MARKETING")
    for country, agreed, code in (("ES", False, "no_opt_in"), ("US", True, "no_advertising_there"), ("ES", True, None)):
        contact = a_contact(country=country)
        if agreed:
            contacts.opt_in(contact, "form")
        conversation = a_conversation(contact)
        ruling = advertising(Proposal(conversation, contact, "follow_up", clock.now(), template=template))
        assert (ruling.code if ruling else None) == code


def test_of_two_that_fit_the_one_in_their_tone_is_taken():
    warm, formal = a_template(name="a", tone="warm"), a_template(name="b", tone="formal")
    contact = a_contact()
    assert row_for(contact, "en", "parcels", "a launch", "gentle") == warm
    assert row_for(contact, "en", "parcels", "a launch", "businesslike") == formal
    assert row_for(contact, "en", "parcels", "a launch", "friendly") in (warm, formal), "any tone rather than none"


# --- what fills it ----------------------------------------------------------------------------------------------------------------


def test_values_are_one_line_without_runs_of_spaces_and_never_empty():
    """Line 64."""
    values = outbox.told(a_template(), {"1": " Ana\n\tRuiz ", "2": "a    b     c", "3": " \n ", "4": ""})
    assert values == {"1": "Ana Ruiz", "2": "a b c"}


@transaction.atomic
def queued(conversation: Conversation, values: dict[str, str]) -> Outbox:
    template = a_template()
    return outbox.queue(
        conversation, purpose="person", template=template, variables=values, idempotency_key="one"
    ).outbox


@pytest.mark.parametrize("values", [{"1": "Ana", "2": "parcels", "3": "  "}, {"1": "Ana", "2": "parcels"}])
def test_a_template_with_an_empty_place_does_not_leave(channel: Channel, values):
    """Line 64."""
    conversation = channel.customer()
    row = queued(conversation, values)
    channel.send()
    assert (fresh(row).state, channel.phone()) == ("refused", [])


def test_a_template_that_grew_too_long_does_not_leave(channel: Channel):
    """Line 64: 1,024 characters with its values (63021)."""
    row = queued(channel.customer(), FILLED | {"2": "parcels " * 130})
    channel.send()
    assert (fresh(row).state, fresh(row).why) == ("refused", "The filled template has more than 1024 characters.")


# --- approved at last ----------------------------------------------------------------------------------------------------


@pytest.fixture
def without_a_template() -> Conversation:
    """Its moment came, the window is closed, no template fits: a person's task."""
    conversation = a_conversation(a_contact(), last_inbound_at=NOW - timedelta(days=5))
    due(conversation)
    (claim,) = claim_due(10)
    async_to_sync(run_turn)(claim)
    assert Handoff.objects.get().reason == "no_template"
    return conversation


@pytest.mark.parametrize("by", ["news", "sync"])
def test_a_template_approved_at_last_carries_what_had_become_a_persons_task(
    without_a_template, clock_at, monkeypatch, by
):
    template = a_template(status="pending")
    if by == "news":
        content_templates.set_status(template.sid, "approved")
    else:
        listed = twilio.ListedTemplate(
            template.sid, template.name, template.language, template.body, template.variables, "UTILITY", "approved"
        )
        monkeypatch.setattr(twilio, "list_templates", lambda: [listed])
        content_templates.sync()
    follow_up = FollowUp.objects.get()
    without_a_template.refresh_from_db()
    assert (follow_up.state, follow_up.template) == ("scheduled", template)
    assert (without_a_template.next_kind, without_a_template.next_at) == (NextKind.FOLLOW_UP, follow_up.planned_for)
    assert "approved" in Decision.objects.latest("id").words
    clock_at(follow_up.planned_for + timedelta(seconds=5))
    (claim,) = claim_due(10)
    async_to_sync(run_turn)(claim)
    assert Outbox.objects.get(purpose="follow_up").content_sid == template.sid


@pytest.mark.parametrize("why", ["a colleague has it", "they wrote since", "its window is over"])
def test_but_not_where_more_than_a_template_was_missing(without_a_template, clock_at, why):
    template = a_template(status="pending")
    if why == "a colleague has it":
        Handoff.objects.update(state="claimed", claimed_at=NOW)
    elif why == "they wrote since":
        Conversation.objects.update(last_inbound_at=NOW + timedelta(hours=1))
    else:
        clock_at(NOW + timedelta(days=20))
    content_templates.set_status(template.sid, "approved")
    without_a_template.refresh_from_db()
    assert without_a_template.next_kind == NextKind.HUMAN_TASK
