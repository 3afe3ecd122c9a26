"""The whole product in one process and one transaction, on a clock that stands still until it is moved: what can happen to it.

Everything goes the product's own way: signed posts to its webhooks, its claims, turns and commits, its sender over HTTP. Only
three things are replaced: the model's answers (behind litellm, where the embedded model answers), Twilio (over HTTP), and
the machine's clock. After each act `seen` gathers what the claims have to say; nothing is committed, so nothing stays.
"""

from __future__ import annotations

import itertools
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection, transaction

from conversations import handoff
from conversations.drains import next_due
from conversations.events.report import report
from conversations.inbox import acts as inbox
from conversations.models import Conversation, Handoff, Message, Outbox, OutboxState
from conversations.models import Turn as TurnRecord
from conversations.turns.claim import Claim, claim_due
from conversations.turns.run import run_turn
from conversations.turns.turn import Turn
from conversations.whatsapp import content_templates, delivery, outbox
from crm import clock
from crm.access import TEAM_LEAD
from crm.models import Contact, User
from followups import acts as follow_up_acts
from followups.models import FollowUp
from followups.sweep import sweep
from guidelines import activate
from guidelines.models import Guideline
from guidelines.schema import Cap, Hold, Interpretation, MinGap, NeverSay, QuietHours, RequireFirst
from tests.builders import SENDER, a_template
from tests.conversations.posting import STATUS, a_form, a_status, post
from tests.guidelines.conftest import drafted
from tests.invariants import claims
from tests.invariants.machine_time import MONDAY, Loud, Standing
from tests.invariants.readers import CALM
from tests.invariants.scripted_twilio import Answer, Copy, ScriptedTwilio
from tests.people import a_person

OTHER_SENDER = "whatsapp:+15005550007"
ANA, BO = "+34600112233", "+12125550123"
SEATS = ((ANA, SENDER), (ANA, OTHER_SENDER), (BO, SENDER))  # who writes to which number of ours
LEASE = timedelta(seconds=115)

RULES = {
    "hold": Interpretation(outcome="accept", effects=[Hold(until="person")]),
    "cap": Interpretation(outcome="accept", effects=[Cap(max=1, per="week")]),
    "gap": Interpretation(outcome="accept", effects=[MinGap(hours=120)]),
    "quiet": Interpretation(outcome="accept", effects=[QuietHours.model_validate({"from": "09:00", "to": "12:00"})]),
    "never say": Interpretation(outcome="accept", effects=[NeverSay(phrases=["guaranteed"])]),
    "person first": Interpretation(outcome="accept", effects=[RequireFirst(person=True)]),
}


class House:
    """One example. `problems`: what the claims found, the first act that led to it first."""

    figures: Counter[str] = Counter()  # of all houses so far: what they came to see at all

    def __init__(self, twilio: ScriptedTwilio) -> None:
        self.twilio, self.loud = twilio, Loud()
        self.answers: dict[str, dict[str, Any]] = CALM
        self.meanwhile: list[Callable[[], object]] = []
        self.asleep: list[Claim] = []
        self.posted: list[dict[str, Any]] = []
        self.ledger = claims.Ledger()
        self.problems: list[str] = []
        self.follow_ups: set[tuple[int, str]] = set()  # id and each state that it was in
        self._keys = itertools.count(1)

    def open(self) -> None:
        Standing.at = MONDAY
        self.twilio.reset()
        self._savepoint = transaction.savepoint()
        with connection.cursor() as cursor:  # a drain that never sleeps: no bell is rung, `run` and `send` are called
            cursor.execute(
                "INSERT INTO crm_lease (name, holder, until) VALUES ('drain', gen_random_uuid(), 'infinity')"
            )
            cursor.execute("ALTER SEQUENCE followups_followup_id_seq RESTART")  # moments are spread by it
        self.mara, self.tomasz = a_person(), a_person(TEAM_LEAD, first_name="Tomasz", last_name="Nowak")
        self.template = a_template(sid="HX" + "1" * 32)
        self.quoting = a_template(
            sid="HX" + "2" * 32, purpose="follow_up_quote", body="Hi {{1}}, you wrote: “{{2}}”. Is now a good moment?",
            variables={"1": "Ana", "2": "in two weeks"},
        )  # fmt: skip
        self.twilio.templates = {each.sid: each.body for each in (self.template, self.quoting)}
        self.rules: dict[str, Guideline] = {}
        logging.getLogger().addHandler(self.loud)

    def close(self) -> None:
        logging.getLogger().removeHandler(self.loud)
        transaction.set_rollback(False)
        self.figures.update(
            f"outbox {purpose} {state}" for purpose, state in Outbox.objects.values_list("purpose", "state")
        )
        self.figures.update(f"turn {state}" for state in TurnRecord.objects.values_list("state", flat=True))
        self.figures.update(f"follow-up {state}" for _, state in self.follow_ups)
        self.figures.update(f"left {row.purpose}" for _, row in self.ledger.left)
        self.figures["a person took over"] += Handoff.objects.exclude(claimed_by=None).count()
        self.figures["opted out"] += Contact.objects.exclude(opted_out_at=None).count()
        self.figures["no contact"] += Contact.objects.exclude(no_contact_since=None).count()
        transaction.savepoint_rollback(self._savepoint)

    # --- what the claims see ------------------------------------------------------------------------------------------

    def seen(self) -> list[str]:
        """Everything that is not so after the last act, deferred rules of the database included."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        broken = [f"nothing breaks inside: {words}" for words in self.loud.heard]
        self.loud.heard.clear()
        self.follow_ups.update(FollowUp.objects.values_list("pk", "state"))
        self.problems += broken + claims.of_the_state(self.ledger, self.twilio)
        return self.problems

    # --- customers ----------------------------------------------------------------------------------------------------

    def they_write(self, seat: int, body: str, **fields: Any) -> None:
        number, sender = SEATS[seat]
        form = a_form(body, number, To=sender, **fields)
        self.posted.append(form)
        assert post(form) == 204

    def twilio_repeats(self, which: int) -> None:
        """The webhook comes once more."""
        if self.posted:
            before = Message.objects.count()
            assert post(self.posted[which % len(self.posted)]) == 204
            if Message.objects.count() != before:
                self.problems.append("an inbound message is stored once: a repeated webhook made another")

    def thread(self, seat: int) -> Conversation | None:
        number, sender = SEATS[seat]
        return Conversation.objects.filter(contact__phone=number, sender=sender).order_by("-id").first()

    # --- people -------------------------------------------------------------------------------------------------------

    def in_the_inbox(self, seat: int, act: Callable[[Conversation], object]) -> None:
        """`act` on the locked thread, where there is one that is open: what a button does."""
        thread = self.thread(seat)
        if thread is None:
            return
        with transaction.atomic(), suppress(handoff.Taken, handoff.NotWaiting):
            locked = Conversation.objects.select_for_update().get(pk=thread.pk)
            if locked.status == "open":
                act(locked)

    def takes_over(self, seat: int, user: User) -> None:
        self.in_the_inbox(seat, lambda thread: handoff.take_over(thread, user))

    def claims_from_the_queue(self, seat: int, user: User) -> None:
        self.in_the_inbox(seat, lambda thread: handoff.claim(thread, user))

    def releases(self, seat: int, user: User) -> None:
        self.in_the_inbox(seat, lambda thread: thread.owner_is_agent or handoff.release(thread, user))

    def hands_back(self, seat: int, user: User, note: str = "") -> None:
        def act(thread: Conversation) -> None:
            if thread.held_by_id or not thread.owner_is_agent or handoff.open_handoff(thread):
                handoff.hand_back(thread, user, note)

        self.in_the_inbox(seat, act)

    def replies(self, seat: int, user: User, body: str, insists: bool = True) -> None:
        if thread := self.thread(seat):
            with suppress(inbox.NotPossible):
                inbox.write(thread, user, body, key=f"key-{next(self._keys)}", seen=0, insists=insists)

    def decides_about_the_follow_up(self, seat: int, act: str, user: User) -> None:
        thread = self.thread(seat)
        live = FollowUp.objects.filter(conversation=thread).order_by("-id").first() if thread else None
        if live is None:
            return
        with suppress(follow_up_acts.NotPossible):
            if act == "move":
                follow_up_acts.move(live, user, clock.now() + timedelta(days=2))
            elif act == "cancel":
                self.ledger.cancelled.add(live.pk)
                follow_up_acts.cancel(live, user)
            else:
                getattr(follow_up_acts, act)(live, user)

    def something_happens_elsewhere(self, seat: int, kind: str) -> None:
        if thread := self.thread(seat):
            report(thread.contact, channel="phone", kind=kind, note="They called: all is settled.")

    def switches(self, name: str) -> None:
        """A guideline is put in force, or paused."""
        row = self.rules.get(name)
        if row is None:
            row = self.rules[name] = drafted(RULES[name], f"Rule: {name}")
            activate.activate(row, self.tomasz)
        else:
            row.refresh_from_db()
            (activate.pause if row.status == Guideline.Status.ACTIVE else activate.resume)(row, self.tomasz)

    # --- turns --------------------------------------------------------------------------------------------------------

    def claims_turns(self) -> list[Claim]:
        return claim_due(10)

    def runs(self, claim: Claim) -> None:
        """One turn to its end; `meanwhile` happens while its model thinks. Judged: a turn that lost its fence, or that they
        wrote into, must not commit."""
        async_to_sync(run_turn)(claim)
        if TurnRecord.objects.get(pk=claim.turn_id).state == "committed":
            self.problems += self.ledger.may_not_commit.pop(claim.turn_id, [])

    def run(self) -> int:
        claimed = self.claims_turns()
        for each in claimed:
            self.runs(each)
        return len(claimed)

    def falls_asleep(self) -> None:
        """A worker claims what is due and is stopped."""
        self.asleep += self.claims_turns()

    def wakes_late(self) -> None:
        while self.asleep:
            self.runs(self.asleep.pop(0))

    def gathered(self, turn: Turn) -> None:
        self.ledger.heard[turn.id] = claims.newest_inbound(turn.conversation_id)

    def thinking(self, turn: Turn) -> None:
        while self.meanwhile:
            self.meanwhile.pop(0)()

    def last_look(self, turn: Turn) -> None:
        """Just before the commit: may it?"""
        self.ledger.may_not_commit[turn.id] = claims.against_the_commit(self.ledger, turn)

    # --- the channel --------------------------------------------------------------------------------------------------

    def send(self, *script: Answer) -> None:
        """What is due leaves, and Twilio answers as told; whatever leaves is judged by what was known before."""
        self.passes(2)
        self.twilio.now, self.twilio.script = clock.now(), list(script)
        before = len(self.twilio.copies)
        forbidden = claims.of_what_waits()
        async_to_sync(outbox.send_due)()
        self.problems += claims.of_what_left(self.ledger, self.twilio, before, forbidden)

    def dies_while_sending(self, stored: bool) -> None:
        """`sending` is committed, and the process is killed before Twilio's answer is written down."""
        self.passes(2)
        self.twilio.now, self.twilio.script = clock.now(), [Answer(stored=stored, silent=True)] * 10
        before = len(self.twilio.copies)
        forbidden = claims.of_what_waits()
        for sending in outbox.claim_due(5):
            outbox._post(sending)
        self.problems += claims.of_what_left(self.ledger, self.twilio, before, forbidden)

    def calls_back(self, which: int, status: str, code: int | None, named: bool = True) -> None:
        if not self.twilio.copies:
            return
        copy = self.twilio.copies[which % len(self.twilio.copies)]
        copy.told.append(status)
        fields = {"ErrorCode": str(code)} if code and status in ("failed", "undelivered") else {}
        path = f"{STATUS}?outbox={copy.outbox}" if named else STATUS
        assert post(a_status(copy.sid, status, **fields), path) == 204

    def looks_up(self) -> None:
        """What the drain does every few seconds about sends whose outcome is open."""
        delivery.reconcile()
        delivery.look_again()

    def template_becomes(self, status: str) -> None:
        content_templates.set_status(self.template.sid, status)

    # --- time ---------------------------------------------------------------------------------------------------------

    def passes(self, seconds: float) -> None:
        """Time passes, on both clocks."""
        Standing.at += timedelta(seconds=seconds)

    def jumps(self, seconds: int) -> None:
        """Business time alone moves, as in the demo: whatever falls due meanwhile is found late."""
        clock.move(seconds)

    def minute(self) -> None:
        sweep()
        activate.expire()

    def works_off(self) -> None:
        """As the drain does: until nothing is due now."""
        for _ in range(30):
            Outbox.objects.filter(state=OutboxState.QUEUED, not_before__lte=clock.machine_now()).update(not_before=None)
            ran = self.run()
            self.send()
            if not ran and not self.due_now():
                return

    def due_now(self) -> bool:
        return bool(outbox.due(1)) or Conversation.objects.due(clock.now()).exists()

    def forward(self, seconds: int) -> None:
        """Time passes, and each due instant is visited in order."""
        target = clock.now() + timedelta(seconds=seconds)
        self.works_off()
        for _ in range(12):
            due = next_due()
            if due is None or due > target:
                break
            self.passes(max(1.0, (due - clock.now()).total_seconds() + 1))
            self.works_off()
        self.passes(max(0.0, (target - clock.now()).total_seconds()))
        self.works_off()

    def comes_to_rest(self) -> list[str]:
        """Whatever happened: when time passes and all workers live, nothing is left lying."""
        self.asleep.clear()
        self.passes(LEASE.total_seconds() * 2)
        self.answers = CALM
        for _ in range(3):
            self.looks_up()
            self.works_off()
            self.minute()
            self.passes(240)
        self.works_off()
        self.minute()
        self.seen()
        self.problems += claims.at_rest()
        return self.problems


_now: House | None = None


def gathered(turn: Turn) -> None:
    """A step of the turns in these tests."""
    if _now:
        _now.gathered(turn)


def thinking(turn: Turn) -> None:
    """A step of the turns in these tests: the model thinks, and something else happens."""
    if _now:
        _now.thinking(turn)


def last_look(turn: Turn) -> None:
    """The last step of the turns in these tests."""
    if _now:
        _now.thinking(turn)
        _now.last_look(turn)


STEPS = (("conversations.turns.gather.gather", gathered), ("conversations.turns.read.read", thinking))


def with_ours(steps: list[str]) -> list[str]:
    """The product's steps, with ours after those of `STEPS` and at the end."""
    ours = {after: f"{__name__}.{step.__name__}" for after, step in STEPS}
    return [*itertools.chain.from_iterable([each, ours[each]] if each in ours else [each] for each in steps),
            f"{__name__}.last_look"]  # fmt: skip


@contextmanager
def in_a_house(twilio: ScriptedTwilio) -> Iterator[House]:
    """A house at work; whatever happens in it is undone."""
    global _now
    house = _now = House(twilio)
    house.open()
    try:
        yield house
    finally:
        _now = None
        house.close()


def current_answers() -> dict[str, dict[str, Any]]:
    return _now.answers if _now else CALM


__all__ = ["Copy", "House", "in_a_house", "settings", "with_ours"]
