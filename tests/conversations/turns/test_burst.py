"""What a turn reads as waiting for an answer."""

import pytest

from conversations.models import Conversation
from conversations.turns.gather import gather
from conversations.turns.turn import Turn
from tests.conversations.posting import a_form, post

pytestmark = pytest.mark.django_db


def heard(*said: str) -> list[str]:
    """The burst of the turn after a customer wrote all that before anybody looked."""
    for body in said:
        assert post(a_form(body)) == 204
    conversation = Conversation.objects.get()
    turn = Turn(1, None, conversation.pk, "inbound", False)  # type: ignore[arg-type]
    gather(turn)
    assert turn.situation is not None
    return [one.text for one in turn.situation.burst]


def test_who_takes_back_a_stop_is_not_stopped_once_more_by_the_reading():
    assert heard("What are your hours?", "STOP", "START", "and on Sundays?") == ["START", "and on Sundays?"]


def test_without_a_stop_everything_since_our_last_word_waits():
    assert heard("Hello", "we have to stop this delay") == ["Hello", "we have to stop this delay"]
