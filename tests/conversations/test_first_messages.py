"""A contact's first messages arrive at once, in two processes: they begin one thread, whatever they say."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from conversations import threads
from conversations.models import Conversation
from conversations.next_step import close
from crm import clock
from crm.models import Contact
from tests.builders import SENDER, a_contact

pytestmark = pytest.mark.django_db(transaction=True)


def locked(contact: Contact) -> threads.Thread:
    fresh = Contact.objects.get(pk=contact.pk)
    return threads.locked(fresh, SENDER, f"whatsapp:{contact.phone}", clock.now())


def in_a_process_of_its_own(act: Callable[[], None]) -> threading.Thread:
    def work() -> None:
        try:
            with transaction.atomic():
                act()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.parametrize("ends", [False, True], ids=["hello", "stop"])
def test_two_first_messages_make_one_thread(ends: bool):
    contact, found = a_contact(), []
    began, go_on = threading.Event(), threading.Event()

    def first() -> None:
        conversation = locked(contact).conversation
        if ends:
            close(conversation, "opted_out")
        began.set()
        go_on.wait(20)

    one = in_a_process_of_its_own(first)
    began.wait(20)
    other = in_a_process_of_its_own(lambda: found.append(locked(contact)))
    while not somebody_waits_for_a_lock():
        assert other.is_alive(), "it did not wait for the first one"
        time.sleep(0.01)
    go_on.set()
    one.join()
    other.join()
    conversation = Conversation.objects.get()
    assert (found[0].conversation.pk, found[0].fresh) == (conversation.pk, False)
    assert conversation.status == ("closed" if ends else "open")
