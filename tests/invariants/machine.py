"""The acts, for Hypothesis to put in any order. After each the claims are asked; at the end everything comes to rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.conversations.turns.conftest import LATER
from tests.invariants.house import LEASE, RULES, House, in_a_house
from tests.invariants.readers import CALM, answers
from tests.invariants.scripted_twilio import TAKEN, Answer, ScriptedTwilio

HOUR, DAY = 3600, 86400
IN_TWO_WEEKS = "We are swamped with a launch, in two weeks please"
SAID = (
    "Hello, can you ship to Portugal?", IN_TWO_WEEKS, "Thanks!", "How much is it?",
    "Give us some time, I will write to you", "I want a person", "kindly leave me alone", "Write to me on Saturday",
)  # fmt: skip
STOPS_AND_STARTS = ("STOP", "Baja", "START", "START")
CODES = (20429, 21610, 21211, 20003, 63016, 63049, 30008, 63014, 63041, 99999)
seats = st.sampled_from((0, 0, 0, 1, 2))  # most of it in one thread, so that things meet
outcomes = st.one_of(
    st.just(TAKEN),
    st.sampled_from(CODES).map(lambda code: Answer(stored=False, status=429 if code == 20429 else 400, code=code)),
    st.booleans().map(lambda stored: Answer(stored=stored, status=500)),
    st.booleans().map(lambda stored: Answer(stored=stored, silent=True)),
)
# What else happens while a model thinks, or between the last step of a turn and its commit.
MEANWHILE: dict[str, Callable[[House, int], object]] = {
    "they write": lambda house, seat: house.they_write(seat, "And to Spain?"),
    "they stop": lambda house, seat: house.they_write(seat, "STOP"),
    "somebody takes over": lambda house, seat: house.takes_over(seat, house.mara),
    "somebody replies": lambda house, seat: house.replies(seat, house.mara, "I'll see to it."),
    "it is cancelled": lambda house, seat: house.decides_about_the_follow_up(seat, "cancel", house.mara),
    "it is reported": lambda house, seat: house.something_happens_elsewhere(seat, "paid"),
    "a rule comes": lambda house, seat: house.switches("hold"),
    "the worker sleeps": lambda house, seat: (house.passes(LEASE.total_seconds()), house.run()),
}
happenings = st.lists(st.tuples(st.sampled_from(sorted(MEANWHILE)), seats), max_size=2)
# How many of ten examples begin how: a follow-up is planned, held, or its day has come. Few orders get there by themselves.
BEGINNINGS = {"a message": 5, "later": 1, "held": 1, "its day has come": 3}


class AnyOrder(RuleBasedStateMachine):
    twilio: ScriptedTwilio  # both set by the test
    beginning: str

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.house = self.stack.enter_context(in_a_house(self.twilio))

    @initialize(
        body=st.sampled_from(SAID), answer=answers,
        before=st.sampled_from((None,) * 8 + tuple(sorted(MEANWHILE))),
    )  # fmt: skip
    def somebody_writes_first(self, body: str, answer: dict[str, Any], before: str | None) -> None:
        if self.beginning == "a message":
            self.house.answers = answer
            self.house.they_write(0, body)
            return
        self.house.answers = CALM | {"read": LATER}
        self.house.they_write(0, IN_TWO_WEEKS)
        self.house.passes(13)
        self.house.works_off()
        if self.beginning == "held":
            self.house.switches("hold")
        if before:
            MEANWHILE[before](self.house, 0)
        if self.beginning == "its day has come":
            self.house.answers = CALM
            self.house.forward(20 * DAY)

    # --- customers ----------------------------------------------------------------------------------------------------

    @rule(seat=seats, body=st.sampled_from(SAID * 4 + STOPS_AND_STARTS))
    def they_write(self, seat: int, body: str) -> None:
        self.house.they_write(seat, body)

    @rule(seat=seats, kind=st.sampled_from(["location", "sticker", "unsupported"]))
    def they_send_something_else(self, seat: int, kind: str) -> None:
        self.house.they_write(seat, "", MessageType=kind, Latitude="38.7", Longitude="-9.1")

    @rule(which=st.integers(0, 5))
    def twilio_repeats_a_webhook(self, which: int) -> None:
        self.house.twilio_repeats(which)

    # --- turns --------------------------------------------------------------------------------------------------------

    @rule(answer=answers, meanwhile=happenings)
    def turns_run(self, answer: dict[str, Any], meanwhile: list[tuple[str, int]]) -> None:
        self.house.answers = answer
        self.house.meanwhile = [
            lambda name=name, seat=seat: MEANWHILE[name](self.house, seat) for name, seat in meanwhile
        ]
        self.house.passes(13)
        self.house.run()
        self.house.meanwhile = []

    @rule(answer=answers)
    def the_drain_works(self, answer: dict[str, Any]) -> None:
        self.house.answers = answer
        self.house.passes(13)
        self.house.works_off()

    @rule()
    def a_worker_falls_asleep(self) -> None:
        self.house.passes(13)
        self.house.falls_asleep()

    @precondition(lambda self: self.house.asleep)
    @rule(answer=answers, lapsed=st.booleans())
    def it_wakes_late(self, answer: dict[str, Any], lapsed: bool) -> None:
        self.house.answers = answer
        if lapsed:
            self.house.passes(LEASE.total_seconds())
            self.house.run()
        self.house.wakes_late()

    # --- the channel --------------------------------------------------------------------------------------------------

    @rule(script=st.lists(outcomes, max_size=3))
    def messages_leave(self, script: list[Answer]) -> None:
        self.house.send(*script)

    @rule(stored=st.booleans())
    def a_process_dies_while_sending(self, stored: bool) -> None:
        self.house.dies_while_sending(stored)

    @rule(
        which=st.integers(0, 5),
        status=st.sampled_from(["sent", "delivered", "read", "failed", "undelivered", "queued", "odd"]),
        code=st.sampled_from([None, *CODES]),
        named=st.booleans(),
    )
    def twilio_calls_back(self, which: int, status: str, code: int | None, named: bool) -> None:
        self.house.calls_back(which, status, code, named)

    @rule()
    def open_sends_are_looked_up(self) -> None:
        self.house.looks_up()

    @rule(status=st.sampled_from(["paused", "approved"]))
    def a_template_changes(self, status: str) -> None:
        self.house.template_becomes(status)

    # --- people -------------------------------------------------------------------------------------------------------

    @rule(seat=seats, act=st.sampled_from(["takes_over", "claims_from_the_queue", "releases", "hands_back"]),
          lead=st.booleans())  # fmt: skip
    def a_person_acts(self, seat: int, act: str, lead: bool) -> None:
        getattr(self.house, act)(seat, self.house.tomasz if lead else self.house.mara)

    @rule(seat=seats, note=st.sampled_from(["Write to her next week.", "Settled, nothing to do.", "I'll call them."]))
    def a_person_hands_back_with_a_note(self, seat: int, note: str) -> None:
        self.house.hands_back(seat, self.house.mara, note)

    @rule(seat=seats, body=st.sampled_from(["I'll send the quote tomorrow.", "Hello, Mara here."]))
    def a_person_replies(self, seat: int, body: str) -> None:
        self.house.replies(seat, self.house.mara, body)

    @rule(seat=seats, act=st.sampled_from(["move", "cancel", "approve", "release", "send_now"]))
    def a_person_decides_about_the_follow_up(self, seat: int, act: str) -> None:
        self.house.decides_about_the_follow_up(seat, act, self.house.mara)

    @rule(seat=seats, kind=st.sampled_from(["call", "order", "paid", "complaint"]))
    def something_happens_elsewhere(self, seat: int, kind: str) -> None:
        self.house.something_happens_elsewhere(seat, kind)

    @rule(name=st.sampled_from(["hold", "hold", *sorted(RULES)]))
    def a_guideline_is_switched(self, name: str) -> None:
        self.house.switches(name)

    # --- time ---------------------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([1, 4, 13, 70, 600, HOUR, 8 * HOUR]))
    def time_passes(self, seconds: int) -> None:
        self.house.passes(seconds)

    @rule(seconds=st.sampled_from([HOUR, 20 * HOUR, 3 * DAY, 9 * DAY, 20 * DAY]), answer=answers)
    def time_passes_and_all_is_done_in_order(self, seconds: int, answer: dict[str, Any]) -> None:
        self.house.answers = answer
        self.house.forward(seconds)

    @rule(seconds=st.sampled_from([HOUR, 5 * HOUR, 3 * DAY, 15 * DAY]))
    def an_outage_ends(self, seconds: int) -> None:
        self.house.jumps(seconds)

    @rule()
    def the_minute_comes_round(self) -> None:
        self.house.minute()

    # --- the claims ---------------------------------------------------------------------------------------------------

    @invariant()
    def every_claim_holds(self) -> None:
        assert not self.house.seen(), "\n".join(self.house.problems)

    def teardown(self) -> None:
        try:
            if not self.house.problems:
                assert not self.house.comes_to_rest(), "at rest:\n" + "\n".join(self.house.problems)
        finally:
            self.stack.close()
