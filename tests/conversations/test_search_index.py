"""The two lists that a million rows must not slow down walk their indexes."""

import pytest
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection

from conversations.inbox.lists import prefixes
from conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_if_the_tables_were_big() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")


def test_the_search_of_messages():
    query = SearchQuery(prefixes("Quote Casa"), config="simple", search_type="raw")
    found = Message.objects.annotate(words=SearchVector("body", config="simple")).filter(words=query)
    assert "words_of_messages" in found.order_by().explain()


def test_the_next_steps_in_their_order():
    plan = Conversation.objects.open().order_by("next_at", "id")[:30].explain()
    assert "next_steps" in plan
    assert "Sort" not in plan
