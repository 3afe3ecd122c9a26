"""Do the claims bite? Each gate of the one door in turn is replaced by one that always allows, and the fence, the look at
newer messages and the rules of the database are taken out; the same claims must say so. A gate that is added to
`SEND_GATES` without a scenario here fails the test."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string

from conversations import gates, handoff
from conversations.models import Conversation, Outbox, Reading, Trigger
from conversations.turns import run as running
from crm import clock
from crm.models import Business, Contact
from followups import acts
from followups.models import FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_message, a_turn, an_outbox
from tests.conversations.turns.conftest import READ
from tests.invariants.house import House, in_a_house

Scene = Callable[[House], object]


def spoke(house: House, ago: timedelta = timedelta(days=5), **contact: Any) -> Conversation:
    """Somebody who wrote a while ago, was answered, and waits."""
    return a_conversation(a_contact(**contact), last_inbound_at=clock.now() - ago)


def unasked(house: House, thread: Conversation, **fields: Any) -> Outbox:
    """A follow-up by template that waits in the outbox, due now."""
    words = {"1": "Ana", "2": f"parcel {Outbox.objects.count()}", "3": "the launch"}
    row = an_outbox(
        thread, house.template.fill(words), purpose="follow_up", content_sid=house.template.sid,
        content_variables=words, **fields,
    )  # fmt: skip
    Outbox.objects.filter(pk=row.pk).update(body="")
    return row


def left(house: House, thread: Conversation, ago: timedelta) -> None:
    """A follow-up really left a while ago."""
    row = unasked(house, thread)
    house.passes(-ago.total_seconds())
    Outbox.objects.filter(pk=row.pk).update(send_at=clock.now())
    house.send()
    house.passes(ago.total_seconds())


# --- one scene for each gate: what waits is stopped by that gate and by no other ------------------------------------------


def opted_out(house: House) -> None:
    thread = spoke(house, timedelta(hours=1))
    an_outbox(thread)
    Contact.objects.update(opted_out_at=clock.now())


def service_window(house: House) -> None:
    an_outbox(spoke(house, timedelta(hours=30)))


def advertising(house: House) -> None:
    unasked(house, spoke(house))
    type(house.template).objects.filter(pk=house.template.pk).update(category="MARKETING")


def newer_inbound(house: House) -> None:
    thread = spoke(house, timedelta(hours=1))
    an_outbox(thread, based_on=a_message(thread).pk)
    a_message(thread, "And to Spain?")
    thread.messages.update(turn=a_turn(thread, state="committed", finished_at=clock.machine_now()))


def held_by_person(house: House) -> None:
    thread = spoke(house, timedelta(hours=1))
    an_outbox(thread)
    handoff.take_over(thread, house.mara)


def duplicate_text(house: House) -> None:
    thread = spoke(house, timedelta(hours=1))
    an_outbox(thread, "The same words.")
    house.send()
    an_outbox(thread, "The same words.")


def no_contact_hold(house: House) -> None:
    unasked(house, spoke(house))
    Contact.objects.update(no_contact_since=clock.now())


def allowed_hours(house: House) -> None:
    unasked(house, spoke(house, timezone="America/New_York", country="US"))


def unanswered_cap(house: House) -> None:
    thread = spoke(house, timedelta(days=15))
    left(house, thread, timedelta(days=12))
    left(house, thread, timedelta(days=6))
    unasked(house, thread)


def gap_between(house: House) -> None:
    thread = spoke(house)
    left(house, thread, timedelta(hours=70))  # on Friday
    unasked(house, thread)


def day_limit(house: House) -> None:
    thread = spoke(house)
    left(house, thread, timedelta(minutes=50))
    Conversation.objects.update(last_inbound_at=clock.now() - timedelta(minutes=30))
    unasked(house, thread)


def approved(house: House) -> None:
    thread = spoke(house)
    a_follow_up(thread, state="proposed")
    unasked(house, thread)


def breaker(house: House) -> None:
    now = clock.now()
    for _ in range(27):
        a_follow_up(a_conversation(), state="sent", sent_at=now, ended_at=now, ended_reason="Sent.")
    unasked(house, spoke(house))


def dry_run(house: House) -> None:
    thread = spoke(house)
    Business.objects.filter(pk=Business.get().pk).update(dry_run=True)
    unasked(house, thread)


def held_by_guideline(house: House) -> None:
    unasked(house, spoke(house))
    house.switches("hold")


def caps(house: House) -> None:
    thread = spoke(house)
    left(house, thread, timedelta(days=4))
    Conversation.objects.update(last_inbound_at=clock.now() - timedelta(days=3))
    unasked(house, thread)
    house.switches("cap")


def min_gap(house: House) -> None:
    thread = spoke(house)
    left(house, thread, timedelta(days=4))
    unasked(house, thread)
    house.switches("gap")


def quiet_hours(house: House) -> None:
    unasked(house, spoke(house))
    house.switches("quiet")


def never_say(house: House) -> None:
    an_outbox(spoke(house, timedelta(hours=1)), "It is guaranteed.")
    house.switches("never say")


def person_first(house: House) -> None:
    an_outbox(spoke(house, timedelta(hours=1)))
    house.switches("person first")


SCENES: dict[str, Scene] = {
    "conversations.gates.opted_out": opted_out,
    "conversations.gates.service_window": service_window,
    "conversations.gates.advertising": advertising,
    "conversations.gates.newer_inbound": newer_inbound,
    "conversations.gates.held_by_person": held_by_person,
    "conversations.gates.duplicate_text": duplicate_text,
    "followups.gates.no_contact_hold": no_contact_hold,
    "followups.gates.allowed_hours": allowed_hours,
    "followups.gates.unanswered_cap": unanswered_cap,
    "followups.gates.gap_between": gap_between,
    "followups.gates.day_limit": day_limit,
    "followups.gates.approved": approved,
    "followups.gates.breaker": breaker,
    "followups.gates.dry_run": dry_run,
    "guidelines.gates.held_by_guideline": held_by_guideline,
    "guidelines.gates.caps": caps,
    "guidelines.gates.min_gap": min_gap,
    "guidelines.gates.quiet_hours": quiet_hours,
    "guidelines.gates.never_say": never_say,
    "guidelines.gates.person_first": person_first,
}
# Behind two gates stands a rule of the database: nothing leaves, and the claims hear that it had to step in.
CAUGHT = {
    "conversations.gates.opted_out": "nothing breaks inside",
    "conversations.gates.service_window": "outside the window only an approved template leaves",
    "conversations.gates.advertising": "advertising goes to who agreed",
    "conversations.gates.newer_inbound": "no message leaves that does not know of their last",
    "conversations.gates.held_by_person": "a thread that was taken over gets no automatic message",
    "conversations.gates.duplicate_text": "the very same words are not said twice",
    "followups.gates.no_contact_hold": "nothing breaks inside",
    "followups.gates.allowed_hours": "nothing unasked outside their hours",
    "followups.gates.unanswered_cap": "no more than so many unanswered",
    "followups.gates.gap_between": "a gap between what nobody answered",
    "followups.gates.day_limit": "one message unasked a day",
    "followups.gates.approved": "what wants a person's yes does not leave without it",
    "followups.gates.breaker": "a flood of unasked messages stops",
    "followups.gates.dry_run": "a dry run lets nothing unasked out",
    "guidelines.gates.held_by_guideline": "nothing unasked that a guideline holds",
    "guidelines.gates.caps": "no more than a guideline allows",
    "guidelines.gates.min_gap": "a guideline's gap is kept",
    "guidelines.gates.quiet_hours": "nothing unasked in a guideline's quiet hours",
    "guidelines.gates.never_say": "what may never be said is not said",
    "guidelines.gates.person_first": "a person looks first",
}


def without_state_of_opt_out(problems: list[str]) -> list[str]:
    """The scene of STOP sets the flag past the code that refuses what waits: only what leaves counts there."""
    return [each for each in problems if not each.startswith("nothing waits for who opted out")]


def played(house: House, scene: Scene) -> list[str]:
    house.switches("never say")  # the rules are read once, so that no scene is the first to do so
    house.switches("never say")
    scene(house)
    house.send()
    return without_state_of_opt_out(house.seen())


@pytest.mark.parametrize("gate", settings.SEND_GATES)
def test_a_gate_that_always_allows_is_noticed(twilio, monkeypatch, gate):
    assert gate in SCENES, f"{gate} is new: play here what it stops, and let claims.py say it without asking the gate."
    with in_a_house(twilio) as house:
        before = len(twilio.copies)
        assert played(house, SCENES[gate]) == [], "the product as it is keeps every claim"
        stopped = len(twilio.copies) - before
    door = tuple(import_string(path) for path in settings.SEND_GATES if path != gate)
    monkeypatch.setattr(gates, "gates", lambda: door)
    with in_a_house(twilio) as house:
        problems = played(house, SCENES[gate])
        assert any(each.startswith(CAUGHT[gate]) for each in problems), (problems, stopped, len(twilio.copies))


# --- the rest of the guarantee --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """A line of the product that says something else, and the claim that must notice."""

    module: ModuleType
    function: str
    was: str
    now: str
    scene: Scene
    claim: str


def due_and_cancelled_meanwhile(house: House) -> None:
    """It is the moment, the model thinks, and a colleague cancels it."""
    thread = spoke(house)
    moment = clock.now()
    a_follow_up(thread, planned_for=moment, template=house.template)
    Conversation.objects.filter(pk=thread.pk).update(
        next_kind="follow_up", next_at=moment, wake_at=moment, wake_trigger=Trigger.FOLLOW_UP_DUE
    )
    house.meanwhile = [lambda: acts.cancel(FollowUp.objects.get(conversation=thread), house.mara)]
    house.run()


def they_write_meanwhile(house: House) -> None:
    house.they_write(0, "Can you ship to Portugal?")
    house.passes(4)
    house.meanwhile = [lambda: house.they_write(0, "Forget Portugal. To Spain?")]
    house.run()


MUTANTS = {
    "the fence": Mutant(
        running, "commit", 'record.state != "running" or conversation.turn_token != turn.token or ', "",
        due_and_cancelled_meanwhile, "a turn that lost its fence changes nothing",
    ),
    "the look at newer messages": Mutant(
        running, "commit", "if (wrote or told) and not worn_out(turn):", "if False:",
        they_write_meanwhile, "a turn that they wrote into is dropped",
    ),
}  # fmt: skip


def planted(mutant: Mutant) -> Callable[..., Any]:
    """The function with the line changed, at home in its module."""
    function = getattr(mutant.module, mutant.function)
    source = textwrap.dedent(inspect.getsource(function))
    assert mutant.was in source, f"{mutant.function} reads otherwise now: plant the mutant where its line went"
    home = vars(mutant.module)
    made: dict[str, Any] = {}
    exec(
        compile(source.replace(mutant.was, mutant.now), mutant.module.__file__ or "", "exec", flags=0x1000000),
        home,
        made,
    )
    return made[mutant.function]


@pytest.mark.parametrize("name", MUTANTS)
def test_a_commit_that_does_not_look_is_noticed(twilio, monkeypatch, name):
    mutant = MUTANTS[name]
    with in_a_house(twilio) as house:
        mutant.scene(house)
        house.send()
        assert house.seen() == []
    if mutant.function == "commit":
        monkeypatch.setattr(running, "wrote_again", lambda turn: False)  # the early look alone would hide it
    monkeypatch.setattr(mutant.module, mutant.function, planted(mutant))
    with in_a_house(twilio) as house:
        mutant.scene(house)
        house.send()
        assert any(each.startswith(mutant.claim) for each in house.seen()), house.problems


def past_the_door(house: House) -> None:
    """A row is written for somebody who opted out, past every line of our own code."""
    thread = spoke(house, timedelta(hours=1))
    Contact.objects.update(opted_out_at=clock.now())
    an_outbox(thread)


def history_rewritten(house: House) -> None:
    thread = spoke(house)
    reading = Reading.objects.create(
        conversation=thread, turn=a_turn(thread, state="committed", finished_at=clock.now()), stance="interested",
        wants_followup=True, confidence=0.9, answer=READ, model="test",
    )  # fmt: skip
    house.seen()
    Reading.objects.filter(pk=reading.pk).update(stance="angry")


def step_without_its_follow_up(house: House) -> None:
    thread = spoke(house)
    Conversation.objects.filter(pk=thread.pk).update(next_kind="follow_up")


RULES = {
    "nothing_is_sent_to_who_opted_out": (
        "conversations_outbox", past_the_door, "nothing waits for who opted out"),
    "a_reading_is_not_rewritten": ("conversations_reading", history_rewritten, "history is not rewritten"),
    "a_follow_up_step_has_its_follow_up": (
        "conversations_conversation", step_without_its_follow_up, "a step to follow up has its follow-up"),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_the_database_no_longer_holds_is_noticed(twilio, rule):
    table, scene, claim = RULES[rule]
    with in_a_house(twilio) as house, pytest.raises(IntegrityError, match=r"opted out|history|no live follow-up"):
        looked_at(house, scene)
    with in_a_house(twilio) as house, connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {rule}")
        assert any(each.startswith(claim) for each in looked_at(house, scene)), house.problems


@transaction.atomic
def looked_at(house: House, scene: Scene) -> list[str]:
    scene(house)
    return house.seen()
