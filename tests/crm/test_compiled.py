"""Statements that are built once say the same as the querysets that they are built from."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from conversations.models import Conversation, Message, Turn
from crm import clock
from crm.compiled import Compiled, CompiledUpdate, insert, write
from crm.models import Activity, Contact
from tests.builders import a_contact, a_conversation

pytestmark = pytest.mark.django_db

SAID = Compiled(lambda thread, since: Message.objects.filter(conversation=thread, at__gt=since).order_by("-at")[:2])
THREAD = Compiled(lambda pk: Conversation.objects.select_related("contact__company", "team").filter(pk=pk))


def said(conversation, *texts):
    now = clock.now()
    return [
        Message.objects.create(
            conversation=conversation,
            direction="inbound",
            author="customer",
            body=text,
            at=now + timedelta(seconds=n),
            details={"n": n},
        )
        for n, text in enumerate(texts)
    ]


def test_the_rows_are_those_of_the_queryset_for_every_value():
    one, other = a_conversation(), a_conversation()
    first, *_ = said(one, "a", "b", "c")
    said(other, "d")
    assert [row.body for row in SAID.rows(one.pk, first.at)] == ["c", "b"]
    assert [row.body for row in SAID.rows(other.pk, first.at - timedelta(days=1))] == ["d"]
    assert SAID.first(one.pk, first.at).details == {"n": 2}
    assert SAID.first(one.pk + 999, first.at) is None


def test_what_is_joined_comes_along_without_a_query_of_its_own():
    made = a_conversation(contact=a_contact(name="Ana"))
    THREAD.first(made.pk)
    with CaptureQueriesContext(connection) as asked:
        found = THREAD.first(made.pk)
        assert found == made
        assert found.contact.name == "Ana"
        assert found.team is None
    assert len(asked) == 1


def test_none_is_another_statement_than_a_value():
    by_turn = Compiled(lambda turn: Message.objects.filter(turn=turn).order_by("id").values_list("body", flat=True))
    conversation = a_conversation()
    said(conversation, "unread")
    turn = Turn.objects.create(conversation=conversation, trigger="inbound", token=uuid4(), lease_until=clock.now())
    assert by_turn.rows(None) == ["unread"]
    assert by_turn.rows(turn.pk) == []


def test_a_value_that_is_no_parameter_is_refused():
    limited = Compiled(lambda most: Contact.objects.order_by("id")[:most])
    with pytest.raises(TypeError, match="no parameter"):
        limited.rows(3)


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_only_inside_a_transaction():
    locked = Compiled(lambda pk: Contact.objects.select_for_update().filter(pk=pk))
    contact = a_contact()
    with transaction.atomic():
        assert locked.first(contact.pk) == contact
    with pytest.raises(transaction.TransactionManagementError):
        locked.first(contact.pk)


def test_an_update_changes_what_it_finds_and_says_how_many():
    rename = CompiledUpdate(lambda pk, name: (Contact.objects.filter(pk=pk), {"name": name}))
    contact, other = a_contact(name="Old"), a_contact(name="Other")
    assert rename.run(contact.pk, "New") == 1
    assert rename.run(contact.pk + 999, "New") == 0
    contact.refresh_from_db()
    other.refresh_from_db()
    assert (contact.name, other.name) == ("New", "Other")


def test_an_inserted_row_is_as_one_that_was_created():
    contact = a_contact()
    rows = [
        Activity.objects.create(action="a", words="w", actor="agent", contact=contact, data={"x": [1]}),
        insert(Activity(action="a", words="w", actor="agent", contact=contact, data={"x": [1]})),
    ]
    one, other = Activity.objects.filter(pk__in=[row.pk for row in rows]).values("action", "words", "contact", "data")
    assert one == other
    rows[1].words = "changed"
    rows[1].save()  # an update: it is known to be there
    assert Activity.objects.get(pk=rows[1].pk).words == "changed"


def test_writing_some_fields_leaves_the_others_alone():
    contact = a_contact(name="Ana")
    Contact.objects.filter(pk=contact.pk).update(country="PT")
    contact.name, contact.country = "Bo", "ES"
    write(contact, "name")
    contact.refresh_from_db()
    assert (contact.name, contact.country) == ("Bo", "PT")
