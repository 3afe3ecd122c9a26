"""The text as it would go today, and a person's own words for the moment: kept, shown, sent if they still stand."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from conversations.models import Conversation, Message, Outbox
from crm.models import User
from followups import prepared
from followups.models import Decision, FollowUp, Prepared
from tests.builders import a_contact, a_message, a_template
from tests.followups.planned import planned, run_due, we_said
from tests.people import part

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 4, 30, 8, 5, tzinfo=UTC)
AT = datetime(2026, 4, 30, 16, 0, tzinfo=MADRID)  # the same day: the 24-hour window is open by then
MINE = "Hi Ana, the parcels to Portugal: shall we start on Monday with forty of them?"


@pytest.fixture(autouse=True)
def _today(clock_at):
    clock_at(NOW)


@pytest.fixture
def live(mara: User) -> FollowUp:
    follow_up = planned(
        AT,
        contact=a_contact(name="Ana Ruiz"),
        quote="write to me this afternoon",
        precision="day",
        must_mention=["shipping parcels to Portugal"],
    )
    a_message(follow_up.conversation, "We need parcels to Portugal. Write to me this afternoon.", at=NOW, turn=None)
    we_said(follow_up.conversation, "I will write this afternoon.")
    Message.objects.filter(conversation=follow_up.conversation, direction="inbound").update(
        turn=follow_up.conversation.turns.first()
    )
    return follow_up


def ask(page: Client, live: FollowUp) -> str:
    return page.post(f"/followups/{live.pk}/text/ask/", headers=HTMX).content.decode()


def seen(page: Client, live: FollowUp) -> str:
    return page.get(f"/followups/{live.pk}/text/", headers=HTMX).content.decode()


def keep(page: Client, live: FollowUp, text: str = MINE, **places: str):
    return page.post(f"/followups/{live.pk}/text/keep/", {"text": text, **places}, headers=HTMX)


def replan(live: FollowUp, **fields) -> None:
    """Five days later, when free text will not be allowed."""
    later = AT + timedelta(days=5)
    FollowUp.objects.filter(pk=live.pk).update(planned_for=later, best=later, latest=later, **fields)
    Conversation.objects.filter(pk=live.conversation_id).update(next_at=later, wake_at=later)


def due(live: FollowUp, clock_at) -> Conversation:
    clock_at(AT + timedelta(seconds=1))
    conversation = Conversation.objects.get(pk=live.conversation_id)
    run_due(conversation)
    return conversation


# --- as of today ----------------------------------------------------------------------------------------------------------


def test_asking_rings_for_the_background_and_the_card_asks_for_the_answer(page, live):
    html = ask(page, live)
    assert "Being written" in html
    assert 'hx-trigger="every 1s"' in html
    assert OrmQ.objects.count() == 1


def test_asked_twice_it_is_written_once(page, live):
    ask(page, live)
    ask(page, live)
    assert OrmQ.objects.count() == 1


def test_the_text_of_today_is_shown_and_nothing_is_sent(page, live):
    ask(page, live)
    import_string(prepared.TASK)(Prepared.objects.get().pk)
    html = seen(page, live)
    assert "As it would go today" in html
    assert "Portugal" in html
    assert not Outbox.objects.filter(purpose="follow_up").exists()
    live.refresh_from_db()
    assert live.state == "scheduled"


def test_what_is_there_and_still_stands_is_not_written_again(page, live):
    ask(page, live)
    import_string(prepared.TASK)(Prepared.objects.get().pk)
    assert "As it would go today" in ask(page, live)
    assert OrmQ.objects.count() == 1


def test_when_something_was_said_since_it_says_so_and_can_be_written_again(page, live):
    ask(page, live)
    import_string(prepared.TASK)(Prepared.objects.get().pk)
    a_message(live.conversation, "One more thing")
    assert "Something has changed since" in seen(page, live)
    assert "Being written" in ask(page, live)


def test_a_task_that_got_lost_can_be_asked_again(page, live):
    ask(page, live)
    Prepared.objects.update(asked_at=datetime.now(UTC) - timedelta(minutes=5))
    assert "Ask again" in seen(page, live)
    ask(page, live)
    assert OrmQ.objects.count() == 2


def test_a_task_that_runs_twice_or_late_changes_nothing(page, live):
    ask(page, live)
    row = Prepared.objects.get()
    keep(page, live)
    prepared.write(row.pk)
    assert Prepared.objects.get().text == MINE


# --- in one's own words ------------------------------------------------------------------------------------------------------


def test_a_persons_words_go_out_at_the_moment_as_they_stand(page, live, mara, clock_at):
    side = part(keep(page, live).content.decode(), "side")
    assert f"{mara}’s words" in side
    assert "if until then nobody writes in this thread" in side
    conversation = due(live, clock_at)
    assert Outbox.objects.get(conversation=conversation, purpose="follow_up").body == MINE
    assert f"In {mara}’s words." in Decision.objects.get(follow_up=live, verdict="write").words


def test_something_reported_meanwhile_voids_them_and_the_card_says_so(page, live, clock_at):
    keep(page, live)
    we_said(live.conversation, "By the way, we are closed tomorrow.")
    assert "These words will not be sent" in seen(page, live)
    conversation = due(live, clock_at)
    sent = Outbox.objects.filter(conversation=conversation, purpose="follow_up").first()
    assert sent is None or sent.body != MINE


def test_a_moved_message_outside_the_window_does_not_take_free_words(page, live):
    keep(page, live)
    replan(live)
    assert "leaves by another way" in seen(page, live)


def test_outside_the_window_only_the_places_of_the_template_are_theirs(page, live, clock_at):
    replan(live, template=a_template())
    answer = keep(page, live, "ignored", **{"place-1": "Ana", "place-2": "the parcels", "place-3": "the launch"})
    assert "you asked us to come back to you about the parcels after the launch" in answer.content.decode()
    refused = keep(page, live, "ignored", **{"place-1": "Ana"})
    assert refused.status_code == 422
    assert "still open" in refused.content.decode()


@pytest.mark.parametrize(("text", "words"), [("", "nothing to send"), ("x" * 1601, "1600 characters at most")])
def test_words_that_cannot_go_are_refused_with_the_reason(page, live, text, words):
    answer = keep(page, live, text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Prepared.objects.exists()


def test_refused_words_stay_in_the_open_field(page, live):
    keep(page, live)
    html = keep(page, live, "y" * 5000).content.decode()
    assert "this has 5000" in html
    assert '<details id="edit-text" name="card-act" open>' in html
    assert "y" * 5000 in html


def test_refused_places_stay_in_their_fields_beside_the_numbered_template(page, live):
    replan(live, template=a_template(body="Hi {{1}}, about {{2}}?"))
    assert "Hi […], about […]?" in seen(page, live)
    shown = part(keep(page, live, "", **{"place-1": "Ana", "place-2": "the parcels"}).content.decode(), "side")
    assert "Hi [1], about [2]?" in shown
    assert "[…]" not in shown
    refused = part(keep(page, live, "", **{"place-1": "Ana", "place-2": "z" * 1700}).content.decode(), "side")
    assert "1600 characters at most" in refused
    assert "z" * 1700 in refused
    assert 'name="card-act" open' in refused


def test_they_can_be_left_to_the_agent_again(page, live):
    keep(page, live)
    page.post(f"/followups/{live.pk}/text/drop/", headers=HTMX)
    assert not Prepared.objects.exists()


def test_what_has_ended_takes_no_words(page, live):
    page.post(f"/followups/{live.pk}/cancel/")
    assert "already ended" in keep(page, live).content.decode()
