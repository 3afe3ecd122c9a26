"""`POST /api/events`: what another system reports is stored once and reconsidered, and outsiders report nothing."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from rest_framework.authtoken.models import Token

from conversations.models import Event, NextKind, Trigger
from conversations.turns.claim import claim_due
from crm import clock
from crm.access import INTEGRATION, SUPPORT_AGENT, TEAM_LEAD
from crm.models import Activity, Address, Contact
from tests.builders import a_contact, a_conversation, a_message
from tests.people import a_person

pytestmark = pytest.mark.django_db
URL = "/api/events"
SETTLED = {"channel": "call", "kind": "solved", "note": "She called: the claim is settled."}


@pytest.fixture(autouse=True)
def _nobody_has_called_yet():
    cache.clear()


def token(role: str = INTEGRATION, **fields) -> str:
    return Token.objects.create(user=a_person(role, **fields)).key


@pytest.fixture
def key() -> str:
    return token()


def post(key: str, body: object, **headers: str):
    given = {"Authorization": f"Token {key}"} if key else {}
    return Client().post(URL, body, content_type="application/json", headers={**given, **headers})


def test_an_event_is_stored_shown_in_the_thread_and_wakes_the_open_conversation(key):
    conversation = a_conversation()
    answer = post(key, {**SETTLED, "contact": conversation.contact.phone, "external_id": "crm-1"})
    assert answer.status_code == 201
    assert answer.json()["reconsidering"] == [conversation.pk]
    event = Event.objects.get()
    assert (event.contact, event.kind, event.channel) == (conversation.contact, "solved", "call")
    conversation.refresh_from_db()
    assert conversation.wake_trigger == Trigger.EVENT
    assert conversation.wake_at <= clock.now()
    line = Activity.objects.get(conversation_id=conversation.pk, action="event")
    assert "the claim is settled" in line.words
    (claim,) = claim_due(5)
    assert claim.trigger == Trigger.EVENT


def test_the_same_again_is_answered_200_and_stored_once(key):
    body = {**SETTLED, "contact": a_conversation().contact.phone, "external_id": "crm-2"}
    first, second = post(key, body), post(key, body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert (second.json()["new"], second.json()["reconsidering"]) == (False, [])
    assert Event.objects.count() == 1


def test_the_same_id_for_something_else_is_a_conflict_that_changes_nothing(key):
    body = {**SETTLED, "contact": a_conversation().contact.phone, "external_id": "crm-3"}
    post(key, body)
    for other in ({"note": "Another matter."}, {"kind": "order"}, {"contact": a_contact().phone}):
        answer = post(key, {**body, **other})
        assert answer.status_code == 409
        assert "crm-3" in answer.json()["detail"]
    assert Event.objects.count() == 1


def test_without_an_id_of_theirs_each_report_counts(key):
    body = {**SETTLED, "contact": a_conversation().contact.phone}
    assert [post(key, body).status_code for _ in range(2)] == [201, 201]
    assert Event.objects.count() == 2


@pytest.mark.parametrize("spelling", ["phone", "spaced", "double zero", "id", "id as text", "address"])
def test_a_contact_is_found_by_phone_address_or_id(key, spelling):
    contact = a_contact(phone="+34600551122")
    Address.objects.create(contact=contact, address="whatsapp:+34600551122")
    given = {
        "phone": "+34600551122",
        "spaced": "+34 600 55 11 22",
        "double zero": "0034600551122",
        "id": contact.pk,
        "id as text": str(contact.pk),
        "address": "whatsapp:+34600551122",
    }[spelling]
    if spelling == "double zero":
        given = "+34-600-551-122"
    assert post(key, {**SETTLED, "contact": given}).json()["contact"] == contact.pk


def test_who_hides_the_number_is_found_by_the_address(key):
    contact = a_contact(phone=None)
    Address.objects.create(contact=contact, address="whatsapp:ES.1234567890")
    assert post(key, {**SETTLED, "contact": "whatsapp:ES.1234567890"}).status_code == 201


@pytest.mark.parametrize("stranger", ["+34611999888", "whatsapp:+34611999888", 99_999_999])
def test_nobody_is_made_of_a_report_about_a_stranger(key, stranger):
    answer = post(key, {**SETTLED, "contact": stranger})
    assert answer.status_code == 404
    assert "nothing was stored" in answer.json()["detail"]
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("kind", "sold", "solved, order, call"),
        ("kind", None, "null"),
        ("note", "", "one sentence"),
        ("note", "\u200b \u202e", "one sentence"),
        ("note", "x" * 501, "500"),
        ("channel", "By Phone", "lower case"),
        ("at", "yesterday", "offset"),
        ("at", "2026-05-12T10:00:00", "offset"),
        ("at", "2026-02-31T10:00:00Z", "offset"),
        ("at", "2199-01-01T00:00:00Z", "future"),
        ("contact", "600 551 122", "country code"),
        ("contact", "", "+34600111222"),
        ("contact", ["+34600111222"], "+34600111222"),
        ("contact", True, "+34600111222"),
        ("external_id", "x" * 121, "120"),
        ("extrenal_id", "1", "external_id"),
    ],
)
def test_a_fault_is_told_by_field_and_nothing_is_stored(key, field, value, told):
    answer = post(key, {**SETTLED, "contact": a_conversation().contact.phone, field: value})
    assert answer.status_code == 400
    assert told in " ".join(answer.json()["errors"][field])
    assert not Event.objects.exists()


@pytest.mark.parametrize("body", ["no json", "[]", "null", '"text"', "{}"])
def test_what_is_no_event_is_refused_in_words(key, body):
    answer = post(key, body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_an_event_in_the_past_keeps_its_time_and_still_counts_as_news(key):
    conversation = a_conversation()
    at = clock.now() - timedelta(hours=5)
    post(key, {**SETTLED, "contact": conversation.contact.phone, "at": at.isoformat()})
    event = Event.objects.get()
    assert event.at == at
    assert event.received_at
    assert event.received_at > at


def test_whoever_has_no_token_of_another_system_is_refused():
    body = {**SETTLED, "contact": a_conversation().contact.phone}
    assert post("", body).status_code == 401
    assert post("wrong", body).status_code == 401
    for role in (SUPPORT_AGENT, TEAM_LEAD, ""):
        answer = post(token(role), body)
        assert answer.status_code == 403
        assert INTEGRATION in answer.json()["detail"]
    assert post(token(INTEGRATION, is_active=False), body).status_code == 401
    assert not Event.objects.exists()


def test_a_login_session_is_no_token():
    client = Client()
    client.force_login(a_person(TEAM_LEAD))
    body = {**SETTLED, "contact": a_conversation().contact.phone}
    assert client.post(URL, body, content_type="application/json").status_code == 401


def test_another_system_sees_no_page():
    client = Client()
    client.force_login(a_person(INTEGRATION))
    assert client.get("/inbox/").status_code == 403
    assert client.get("/admin/").status_code in (302, 403)


def test_a_loop_is_stopped_and_told_when_to_go_on(key, monkeypatch):
    monkeypatch.setattr("crm.api.PerToken.THROTTLE_RATES", {"token": "3/min"})
    body = {**SETTLED, "contact": a_conversation().contact.phone, "external_id": "crm-9"}
    answers = [post(key, body) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 429]
    assert "Try again in" in answers[-1].json()["detail"]
    assert answers[-1].headers["Retry-After"]


def test_only_posting_is_offered(key):
    assert Client().get(URL, headers={"Authorization": f"Token {key}"}).status_code == 405


def test_a_closed_conversation_is_told_and_not_woken(key):
    conversation = a_conversation(
        status="closed", closed_at=clock.now(), closed_reason="resolved", next_kind="", next_at=None, wake_at=None
    )
    assert post(key, {**SETTLED, "contact": conversation.contact.phone}).json()["reconsidering"] == []
    conversation.refresh_from_db()
    assert conversation.wake_at is None
    assert Activity.objects.filter(conversation_id=conversation.pk, action="event").exists()


def test_what_they_have_just_written_keeps_its_quiet(key):
    soon = clock.now() + timedelta(seconds=3)
    conversation = a_conversation(next_kind=NextKind.REPLY, next_at=soon, wake_at=soon, wake_trigger=Trigger.INBOUND)
    a_message(conversation, "Hi")
    post(key, {**SETTLED, "contact": conversation.contact.phone})
    conversation.refresh_from_db()
    assert (conversation.wake_at, conversation.wake_trigger) == (soon, Trigger.INBOUND)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_id_end_in_one_event(key):
    body = {**SETTLED, "contact": a_conversation().contact.phone, "external_id": "crm-race"}
    answers: list[int] = []

    def call() -> None:
        answers.append(post(key, body).status_code)
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == [200, 200, 200, 201]
    assert Event.objects.count() == 1
