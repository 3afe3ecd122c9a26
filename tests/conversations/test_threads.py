"""What becomes of a thread when its customer writes: whose step it is, when it is due, and what was planned before."""

from datetime import timedelta

import pytest

from conversations.handoff import raise_handoff, take_over
from conversations.models import Conversation, NextKind
from conversations.next_step import close, set_next
from conversations.threads import preview
from crm import clock, contacts
from crm.models import Consent, User
from tests.builders import a_conversation, a_follow_up, a_team
from tests.conversations.posting import write

pytestmark = pytest.mark.django_db


def wrote(conversation: Conversation, body: str = "Hello again") -> Conversation:
    write(body, number=conversation.contact.phone)
    conversation.refresh_from_db()
    return conversation


def test_a_message_disarms_the_follow_up_that_was_planned():
    conversation = a_conversation()
    planned = a_follow_up(conversation)
    set_next(conversation, NextKind.FOLLOW_UP, planned.planned_for, why="the launch", trigger="follow_up_due")
    wrote(conversation)
    assert (conversation.next_kind, conversation.wake_trigger) == ("reply", "inbound")
    assert conversation.wake_at < clock.now() + timedelta(seconds=20)


def test_whoever_goes_on_typing_is_answered_at_the_cap_of_the_first_message(settings):
    settings.TURN_QUIET_SECONDS, settings.TURN_QUIET_CAP_SECONDS = 3.0, 12.0
    conversation = wrote(a_conversation())
    cap = conversation.next_at
    for body in ("one more thing", "and another"):
        clock.move(5)
        assert wrote(conversation, body).next_at == cap
    assert conversation.wake_at == cap
    clock.move(60)
    assert wrote(conversation, "hello?").wake_at == cap, "the longest waiting go first: a new word does not set it back"


def test_a_thread_closed_lately_is_reopened_and_an_old_one_is_left_alone():
    conversation = a_conversation()
    close(conversation, "resolved")
    assert wrote(conversation).status == "open"
    close(conversation, "resolved")
    clock.move(31 * 86_400)
    wrote(conversation)
    assert conversation.status == "closed"
    assert Conversation.objects.open().get(contact=conversation.contact).next_kind == "reply"


def test_writing_ends_the_room_they_had_asked_for():
    conversation = a_conversation()
    contacts.hold(conversation.contact, "I'll write when I'm ready")
    conversation.contact.refresh_from_db()
    assert conversation.contact.no_contact_quote == "I'll write when I'm ready"
    wrote(conversation)
    conversation.contact.refresh_from_db()
    assert conversation.contact.no_contact_since is None
    assert list(Consent.objects.order_by("id").values_list("kind", flat=True)) == ["hold", "hold_ended"]


def test_asking_for_room_twice_keeps_the_first_day():
    contact = a_conversation().contact
    assert contacts.hold(contact, "give me space")
    since = contact.no_contact_since
    assert not contacts.hold(contact, "I said give me space")
    assert contact.no_contact_since == since
    assert contact.no_contact_quote == "I said give me space"


def test_what_a_person_holds_stays_theirs_and_the_agent_reads_along():
    user = User.objects.create_user("marta")
    conversation = a_conversation()
    take_over(conversation, user)
    due = conversation.next_at
    clock.move(600)
    wrote(conversation)
    assert (conversation.next_user, conversation.owner_is_agent) == (user, False)
    assert conversation.next_at == due, "our own clock never makes a customer wait longer"
    assert conversation.wake_trigger == "inbound"
    assert conversation.wake_at is not None


def test_what_waits_for_a_team_stays_with_the_team():
    team = a_team()
    conversation = a_conversation()
    raise_handoff(conversation, "angry", "They are angry.")
    wrote(conversation)
    assert (conversation.next_team, conversation.next_user) == (team, None)


def test_the_list_shows_the_words_on_one_line_or_what_kind_of_thing_it_is():
    assert preview("two\n lines   and spaces", "text") == "two lines and spaces"
    assert preview("", "audio") == "Voice message"
    assert preview("", "hologram") == "Hologram"
    assert len(preview("x" * 500, "text")) == 160


def test_inside_saved_once_a_thread_is_written_at_the_end_with_all_that_was_noted(django_assert_num_queries):
    conversation, later = a_conversation(), clock.now() + timedelta(days=3)
    with django_assert_num_queries(1), conversation.saved_once():
        conversation.unread, conversation.topic = 7, "billing"
        conversation.save(update_fields=["unread"])
        conversation.save(update_fields=["topic"])
        set_next(conversation, NextKind.WAIT_FOR_CUSTOMER, later, why="Answered.")
    stored = Conversation.objects.get(pk=conversation.pk)
    assert (stored.unread, stored.topic, stored.next_why) == (7, "billing", "Answered.")
    conversation.unread = 8
    conversation.save(update_fields=["unread"])  # after it, at once as ever
    assert Conversation.objects.get(pk=conversation.pk).unread == 8


def test_what_fails_inside_saved_once_writes_nothing():
    conversation = a_conversation()

    def break_off() -> None:
        with conversation.saved_once():
            conversation.unread = 7
            conversation.save(update_fields=["unread"])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert Conversation.objects.get(pk=conversation.pk).unread == 0
