"""What users of other systems complain about, one test each. They are numbered as in our list of twenty.

Not here: 8, a reply typed on the paired phone (numbers of the WhatsApp Business API have none; what a colleague writes in the
inbox stands in its place), 14 and 15, repeated webhooks and retries after a 5xx (`tests/conversations/test_webhook.py` and
`test_outbox.py` do them over real HTTP). The rest of 16 stands in `test_templates.py`.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from conversations.events.report import report
from conversations.gates import Defer
from conversations.handoff import hand_back, take_over
from conversations.inbox.acts import write
from conversations.models import ContentTemplate, Conversation, Handoff, NextKind, Outbox, Purpose, Trigger
from conversations.next_step import close
from crm import clock
from followups.board.buckets import Scope, page
from followups.bursts import let_go, too_many
from followups.gates import ruling_at_its_moment
from followups.models import Breaker, Decision, FollowUp
from followups.panels import card
from followups.silence import what_if_silent
from followups.sweep import counts, sweep
from tests.builders import a_contact, a_conversation, a_message, a_template, a_turn
from tests.conversations.turns.conftest import READ
from tests.followups.conftest import NOW
from tests.followups.planned import armed, planned, run_all_due, run_due, we_said, wrote
from tests.openai_stub import says
from tests.people import a_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MADRID = ZoneInfo("Europe/Madrid")
THANKS = {**READ, "acknowledgement": True, "answer_now": False, "pending": "keep"}


def sent() -> list[Outbox]:
    return list(Outbox.objects.filter(purpose=Purpose.FOLLOW_UP).exclude(state__in=["refused", "failed"]))


def due(clock_at, follow_up: FollowUp, after: timedelta = MINUTE) -> Conversation:
    clock_at(follow_up.planned_for + after)
    return Conversation.objects.get(pk=follow_up.conversation_id)


def test_pain_01_thanks_does_not_kill_the_snooze(world):
    live = planned(NOW + 7 * DAY)
    conversation = live.conversation
    world.on("read", says(THANKS))
    world.on("compose", says({"text": "", "abstain": True, "abstain_reason": "no_reply_needed"}))
    wrote(conversation, "thanks, ok")
    run_due(conversation)
    live.refresh_from_db()
    assert live.state == "scheduled"
    assert (conversation.next_kind, conversation.next_at) == (NextKind.FOLLOW_UP, live.planned_for)
    assert Decision.objects.get().verdict == "keep"


def test_pain_01_nor_does_a_side_question(world):
    live = planned(NOW + 7 * DAY)
    world.on("read", says({**READ, "pending": "keep"}))
    world.on("compose", says({"text": "How many parcels would go to Italy?", "confidence": 0.9}))
    wrote(live.conversation, "Do you ship to Italy, too?")
    run_due(live.conversation)
    live.refresh_from_db()
    assert (live.state, live.planned_for) == ("scheduled", NOW + 7 * DAY)
    assert Outbox.objects.get().purpose == Purpose.REPLY


def test_pain_02_the_card_says_until_when_why_and_what_comes_after():
    live = planned(NOW + 7 * DAY, quote="swamped with a launch")
    conversation = Conversation.objects.select_related("contact").get(pk=live.conversation_id)
    from conversations.inbox.words import step

    shown = card(conversation, live, step(conversation, a_person(), NOW, "Europe/Madrid"), NOW, "Europe/Madrid")
    assert "Tue 21 Apr, 11:00 Madrid" in shown.heading
    assert live.reason == "a product launch"
    assert what_if_silent(conversation)[-1].startswith("Then a person looks")


def test_pain_03_silence_never_closes_what_is_planned():
    live = planned(NOW + 7 * DAY)
    Conversation.objects.filter(pk=live.conversation_id).update(wake_at=NOW, wake_trigger=Trigger.SILENCE)
    run_due(live.conversation)
    live.refresh_from_db()
    assert (live.state, live.conversation.status) == ("scheduled", "open")


def test_pain_04_who_writes_first_is_answered_and_the_message_is_not_sent(world, clock_at):
    live = planned(NOW + 7 * DAY)
    world.on("read", says({**READ, "pending": "cancel", "stance_quote": "we are ready now"}))
    clock_at(NOW + 3 * DAY)
    wrote(live.conversation, "Actually we are ready now")
    run_due(live.conversation)
    live.refresh_from_db()
    assert live.state == "cancelled"
    assert sent() == []
    assert "we are ready now" in Decision.objects.get(verdict="cancel").quote


def test_pain_05_closed_or_taken_over_it_does_not_fire(clock_at):
    closed, taken = planned(NOW + 7 * DAY), planned(NOW + 7 * DAY)
    close(Conversation.objects.get(pk=closed.conversation_id), "done")
    mara = a_person()
    take_over(Conversation.objects.get(pk=taken.conversation_id), mara)
    armed(taken)
    Conversation.objects.filter(pk=taken.conversation_id).update(held_by=mara, held_at=NOW)
    run_due(due(clock_at, taken))
    closed.refresh_from_db()
    assert closed.state == "cancelled"
    conversation = Conversation.objects.get(pk=taken.conversation_id)
    assert (conversation.next_kind, conversation.next_user) == (NextKind.HUMAN_TASK, mara)
    assert sent() == []


def test_pain_06_an_answer_in_another_channel_moves_the_state(world):
    live = planned(NOW + 7 * DAY)
    note = "Settled by phone: she signed the contract."
    report(live.conversation.contact, channel="call", kind="solved", note=note)
    world.on("moment", says({"verdict": "cancel", "because": "It was settled by phone.", "quote": note}))
    run_due(live.conversation)
    live.refresh_from_db()
    assert live.state == "cancelled"
    assert Decision.objects.get(verdict="cancel").quote == note


def test_pain_07_what_is_late_stands_among_the_late_and_in_the_queue_once(clock_at):
    mara = a_person()
    conversation = a_conversation(next_kind=NextKind.HUMAN_TASK, next_at=NOW, wake_at=None, next_user=mara)
    clock_at(NOW + 2 * HOUR)
    late = page(mara, "late", Scope(), clock.now(), "Europe/Madrid")
    assert [row.conversation.pk for row in late.rows] == [conversation.pk]
    assert sweep() == 1
    assert Handoff.objects.get().reason == "overdue"
    assert sweep() == 0
    clock_at(NOW + 4 * DAY)
    assert sweep() == 0
    assert Handoff.objects.count() == 1


def test_pain_08_the_agent_does_not_talk_over_a_colleague(clock_at):
    live = planned(NOW + 7 * DAY)
    write(live.conversation, a_person(), "I'll take this one.", key="k", seen=10**9, insists=True)
    run_due(live.conversation)
    run_due(due(clock_at, live))
    assert sent() == []


def test_pain_09_the_card_and_the_worker_ask_the_same_question(clock_at):
    night = datetime(2026, 4, 21, 23, 30, tzinfo=MADRID)
    live = planned(night, template=ContentTemplate.objects.first())
    told = ruling_at_its_moment(live.conversation, live)
    run_due(due(clock_at, live))
    live.refresh_from_db()
    assert isinstance(told, Defer)
    assert live.planned_for == told.until
    assert told.why in Decision.objects.get().words


def test_pain_09_a_full_month_ahead_is_no_burst(clock_at):
    template = a_template(name="again_en")
    for days in range(1, 28):
        last = planned(NOW + days * DAY, template=template)
    assert ruling_at_its_moment(last.conversation, last) is None
    clock_at(NOW + 29 * DAY)
    assert too_many(clock.now())


def test_pain_10_switching_on_never_sweeps_old_conversations():
    old = a_conversation(wake_at=NOW, next_at=NOW, wake_trigger=Trigger.SILENCE, last_inbound_at=NOW - 90 * DAY)
    read = a_turn(old, state="committed", finished_at=NOW)
    a_message(old, "We want to ship to Portugal", at=NOW - 90 * DAY, turn=read)
    old.messages.create(direction="outbound", author="agent", body="How many parcels a month?", at=NOW - 90 * DAY)
    run_due(old)
    assert not FollowUp.objects.exists()
    assert old.next_kind == NextKind.INTERNAL_REVIEW
    assert "not the agent's" in old.next_why


def test_pain_11_the_normal_case_fires(clock_at):
    live = planned(NOW + 7 * DAY)
    conversation = run_and_reload(due(clock_at, live))
    live.refresh_from_db()
    assert live.state == "sent"
    assert "shipping parcels to Portugal" in sent()[0].message.body
    assert conversation.next_kind == NextKind.WAIT_FOR_CUSTOMER


def run_and_reload(conversation: Conversation) -> Conversation:
    run_due(conversation)
    return Conversation.objects.get(pk=conversation.pk)


def test_pain_12_one_handoff_does_not_shut_them_out_for_ever(clock_at):
    live = planned(NOW + 7 * DAY)
    conversation, mara = live.conversation, a_person()
    take_over(conversation, mara)
    hand_back(conversation, mara)
    run_due(conversation)
    conversation.refresh_from_db()
    assert (conversation.next_kind, conversation.next_at) == (NextKind.FOLLOW_UP, live.planned_for)
    run_due(due(clock_at, live))
    assert len(sent()) == 1


def test_pain_13_a_turn_that_overlaps_itself_sends_one_copy(clock_at):
    live = planned(NOW + 7 * DAY)
    conversation = due(clock_at, live)
    run_due(conversation)
    Conversation.objects.filter(pk=conversation.pk).update(wake_at=clock.now(), wake_trigger=Trigger.FOLLOW_UP_DUE)
    run_due(conversation)
    assert len(sent()) == 1


def test_pain_16_outside_the_window_without_a_template_a_person_gets_it_with_the_reason(clock_at):
    ContentTemplate.objects.update(status="paused")
    live = planned(NOW + 7 * DAY)
    run_due(due(clock_at, live))
    assert Handoff.objects.get().reason == "no_template"
    assert "no approved template" in Handoff.objects.get().words
    assert sent() == []


def test_pain_17_a_new_zone_keeps_the_hour_on_their_wall():
    live = planned(datetime(2026, 5, 12, 10, 0, tzinfo=MADRID))
    contact = live.conversation.contact
    contact.timezone, contact.country = "America/New_York", "US"
    contact.save()
    live.refresh_from_db()
    assert live.planned_for == datetime(2026, 5, 12, 10, 0, tzinfo=ZoneInfo("America/New_York"))
    assert Conversation.objects.get(pk=live.conversation_id).next_at == live.planned_for
    assert "New York" in Decision.objects.get(verdict="move").words


def test_pain_18_after_an_outage_nothing_is_blasted_and_nothing_is_lost(clock_at):
    some = [planned(NOW + DAY, latest=NOW + 9 * DAY) for _ in range(5)]
    clock_at(NOW + 2 * DAY)
    assert run_all_due() == len(some)
    moments = sorted(FollowUp.objects.filter(state="scheduled").values_list("planned_for", flat=True))
    assert len(moments) + len(sent()) == 5
    assert len(sent()) <= 1
    assert all(later - earlier >= timedelta(seconds=15) for earlier, later in pairwise(moments))
    assert len({moment.replace(second=0, microsecond=0) for moment in moments}) == len(moments)


def test_pain_18_a_whole_backlog_asks_a_person_once_and_goes_when_they_say_so(clock_at, world):
    many = [planned(NOW + DAY, latest=NOW + 9 * DAY) for _ in range(27)]
    clock_at(NOW + 2 * DAY)
    assert run_all_due() == len(many)
    assert sent() == []
    assert not any(asked.task == "moment" for asked in world.asked), "a model was asked about what code had stopped"
    assert Breaker.objects.get().state == "open"
    assert set(FollowUp.objects.values_list("state", "held_ref")) == {("held", "breaker")}
    assert let_go(a_person()) == 27
    assert let_go(a_person()) == 0
    planned_for = list(FollowUp.objects.filter(state="scheduled").values_list("planned_for", flat=True))
    assert len({moment.replace(second=0, microsecond=0) for moment in planned_for}) == 27
    first = FollowUp.objects.order_by("planned_for").first()
    run_due(due(clock_at, first))
    assert len(sent()) == 1
    assert counts(clock.now())["dropped"] == 0


def test_threads_that_people_have_taken_over_do_not_trip_the_breaker(world, clock_at):
    many = [planned(NOW + HOUR, contact=a_contact(phone=f"+3461100{number:04}")) for number in range(27)]
    clock_at(NOW + 5 * HOUR)
    assert too_many(clock.now())
    Conversation.objects.filter(follow_ups__in=many).update(held_by=a_person(), held_at=clock.now())
    assert not too_many(clock.now())


def test_pain_19_next_tuesday_is_a_tuesday(world):
    conversation = a_conversation()
    expression = {"quote": "next Tuesday", "kind": "weekday", "weekday": 1, "which": "next"}
    world.on(
        "read",
        says(
            {**READ, "wants_followup": True, "answer_now": False, "wants": "parcels", "time_expressions": [expression]}
        ),
    )
    wrote(conversation, "Write to me next Tuesday about the parcels")
    run_due(conversation)
    assert FollowUp.objects.get().planned_for.astimezone(MADRID).strftime("%A %d %b") == "Tuesday 21 Apr"


@pytest.mark.parametrize(
    "text",
    [
        "Hi Ana, just checking in! Any news?",
        "Hi Ana, hope all is well! Do you have a moment?",
        "Hi Ana, your parcels to Portugal can start. Shall we? Or not? When?",
        "Hi Ana, your parcels to Portugal can start any day.",
    ],
)
def test_pain_20_words_that_fit_anybody_or_ask_nothing_are_not_sent(world, text):
    live = planned(NOW + 2 * HOUR)
    world.on("compose", says({"text": text, "confidence": 0.9}))
    a_message(live.conversation, "ok", at=NOW, turn=we_said(live.conversation, "Fine.").turn)
    clock.move(2 * 3600 + 60)
    run_due(live.conversation)
    assert sent() == []
    assert Handoff.objects.get().reason == "check_failed"
    assert len([asked for asked in world.asked if asked.task == "compose"]) == 2, "repaired once"


def test_pain_20_two_unanswered_are_enough(clock_at):
    contact = a_contact()
    live = planned(NOW + 7 * DAY, contact=contact, thread={"last_inbound_at": NOW - 30 * DAY})
    for days in (20, 10):
        we_said(live.conversation, f"Earlier, {days} days ago", "follow_up", at=NOW - days * DAY)
    run_due(due(clock_at, live))
    live.refresh_from_db()
    assert live.state == "cancelled"
    assert "2 messages of ours are unanswered" in live.ended_reason
    assert sent()[-1].message.body.startswith("Earlier")
