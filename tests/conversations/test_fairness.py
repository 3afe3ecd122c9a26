"""Nobody starves: who waits for an answer goes first, what we do unasked gets its share, and one noisy contact is bounded."""

from datetime import timedelta

import pytest

from conversations import drains, flood
from conversations.gates import Proposal, Refuse, rule, rule_all
from conversations.models import Conversation, Message, NextKind, Outbox, Purpose, Trigger
from conversations.turns import claim
from conversations.turns.claim import claim_due
from conversations.whatsapp import inbound, outbox
from crm import clock, lease
from tests.builders import a_conversation, a_follow_up, a_message, a_template, an_outbox
from tests.conversations.posting import a_form

pytestmark = pytest.mark.django_db


def due(trigger: str, minutes: int) -> Conversation:
    """Its alarm rang so many minutes ago."""
    at = clock.now() - timedelta(minutes=minutes)
    return a_conversation(
        next_kind=NextKind.REPLY if trigger == Trigger.INBOUND else NextKind.WAIT_FOR_CUSTOMER,
        next_at=at,
        wake_at=at,
        wake_trigger=trigger,
    )


def test_an_answer_goes_before_a_burst_of_what_is_unasked_after_an_outage():
    for n in range(60):
        due(Trigger.SILENCE, 600 + n)
    asked = due(Trigger.INBOUND, 1)
    claims = claim_due(16)
    assert asked.pk in {claim.conversation_id for claim in claims}
    assert len(claims) == 16


def test_a_crowd_that_writes_does_not_starve_what_is_unasked():
    for n in range(30):
        due(Trigger.INBOUND, 100 + n)
    silent = due(Trigger.SILENCE, 5)
    assert silent.pk in {claim.conversation_id for claim in claim_due(16)}


def test_what_is_unasked_takes_no_more_places_than_it_is_given():
    for n in range(10):
        due(Trigger.SILENCE, n + 1)
    assert len(claim_due(16, unasked=3)) == 3


def test_who_waits_longest_is_answered_first():
    late, early = due(Trigger.INBOUND, 1), due(Trigger.INBOUND, 20)
    assert [claim.conversation_id for claim in claim_due(16)] == [early.pk, late.pk]


def test_what_another_drain_claimed_at_this_moment_is_left_to_it(monkeypatch):
    taken, free = due(Trigger.INBOUND, 2), due(Trigger.INBOUND, 1)
    stale = list(Conversation.objects.order_by("wake_at").filter(pk__in=[taken.pk, free.pk]))
    assert [one.conversation_id for one in claim.claim_all([taken])] == [taken.pk]
    monkeypatch.setattr(
        claim, "due", lambda now, limit, asked: stale if asked else []
    )  # a look that is older than the other's commit
    assert [one.conversation_id for one in claim_due(16)] == [free.pk]


def test_one_contact_holds_one_place_however_much_they_write():
    noisy = due(Trigger.INBOUND, 5)
    for n in range(20):
        a_message(noisy, f"And {n}")
    assert len(claim_due(16)) == 1
    assert claim_due(16) == []


def test_an_answer_leaves_before_a_follow_up_that_waited_longer():
    early = clock.now() - timedelta(hours=1)
    follow_up = an_outbox(a_conversation(), send_at=early, purpose=Purpose.FOLLOW_UP)
    answer = an_outbox(a_conversation(), send_at=clock.now() - timedelta(seconds=1))
    assert [row[0] for row in outbox.due(5)] == [answer.pk, follow_up.pk]


def test_a_flood_is_kept_answered_once_and_given_to_a_person(settings):
    settings.FLOOD_MESSAGES = 5
    for n in range(9):
        inbound.store({name: [value] for name, value in a_form(f"Hey {n}").items()})
    conversation = Conversation.objects.get()
    assert Message.objects.filter(direction="inbound").count() == 9
    assert Outbox.objects.count() == 1
    assert (conversation.next_kind, conversation.wake_at) == (NextKind.HUMAN_TASK, None)
    assert conversation.handoffs.get().words.startswith("They sent more than 5 messages")
    assert claim_due(5) == []


def test_many_messages_over_a_long_time_are_no_flood(settings):
    settings.FLOOD_MESSAGES = 5
    conversation = a_conversation()
    for n in range(9):
        a_message(conversation, at=clock.now() - timedelta(minutes=5 * n))
    assert not flood.is_one(conversation, clock.now())


def test_gates_asked_for_many_rule_as_they_do_for_one(at):
    at("2027-05-12T09:00:00")
    template = a_template()
    proposals = []
    for n in range(6):
        conversation = a_conversation()
        if n % 2:
            a_message(conversation, "I wrote again")
        if n % 3 == 0:
            an_outbox(
                conversation, "x", purpose=Purpose.FOLLOW_UP, send_at=clock.now() - timedelta(hours=2), state="sent"
            )
        a_follow_up(conversation, planned_for=clock.now())
        proposals.append((conversation, template))

    def asked() -> list[Proposal]:
        return [
            Proposal(
                conversation=each, contact=each.contact, purpose=Purpose.FOLLOW_UP, now=now, body="x", template=one
            )
            for each, one in proposals
        ]

    now = clock.now()
    together, alone = rule_all(asked()), [rule(each) for each in asked()]
    assert together == alone
    assert any(isinstance(each, Refuse) for each in alone)
    assert any(not isinstance(each, Refuse) for each in alone)


def test_gates_for_many_ask_the_database_no_more_than_for_a_few(django_assert_max_num_queries):
    rows = [a_conversation() for _ in range(30)]
    proposals = [
        Proposal(
            conversation=each, contact=each.contact, purpose=Purpose.FOLLOW_UP, now=clock.now(), template=a_template()
        )
        for each in rows
    ]
    with django_assert_max_num_queries(20):
        rule_all(proposals)


def test_a_helper_is_called_only_where_a_place_is_free():
    from uuid import uuid4

    from django_q.models import OrmQ

    drains.call_for_help()
    assert OrmQ.objects.count() == 1
    for name in drains.helpers():
        lease.acquire(name, uuid4())
    drains.call_for_help()
    assert OrmQ.objects.count() == 1
