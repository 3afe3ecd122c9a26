"""People at their queue: in office hours, with delays of hours, each does what somebody who reads the thread would do."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from conversations import handoff
from conversations.inbox import acts as inbox_acts
from conversations.inbox.acts import last_inbound
from conversations.models import Conversation, NextKind
from conversations.next_step import public_holidays
from crm import clock
from crm.models import Business, Team, User
from followups import acts, bursts
from followups.evaluation.half_year.customers import SLACK, Customer
from followups.evaluation.half_year.ledger import Ledger
from followups.gates import live_follow_up
from followups.made import made
from followups.models import FollowUp, FollowUpState

AN_HOUR = 0.4  # of what waits, this share is taken up within an hour
ANSWERS = {
    "es": "Hola, soy Mara. Ya lo he mirado y queda anotado, gracias.",
    "pt": "Olá, aqui é a Mara. Já verifiquei e está anotado, obrigada.",
    "fr": "Bonjour, ici Mara. C'est vu et noté, merci.",
    "de": "Hallo, hier ist Mara. Ich habe es angesehen und notiert, danke.",
}
HELLO = "Hi, this is Mara. I have looked into it and made a note, thank you."


class Colleagues:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.rng = ledger, random.Random(f"people-{ledger.seed}")
        team = Team.objects.get_or_create(name="Support", defaults={"is_default": True})[0]
        self.business = Business.get()
        self.mara = User.objects.create_user("half-year-mara", first_name="Mara", team=team)

    def at_work(self, at: datetime, customers: dict[str, Customer]) -> None:
        """One hour of theirs, if it is one of the office."""
        if not self.in_office(at):
            return
        self.ledger.totals["let_go_by_people"] += bursts.let_go(self.mara)
        for conversation in waiting(clock.now()):
            if self.rng.random() < AN_HOUR:
                self.see_to(conversation, customers[conversation.address])

    def in_office(self, at: datetime) -> bool:
        local = at.astimezone(ZoneInfo(self.business.timezone))
        works = local.weekday() < 5 and local.date() not in public_holidays(self.business.country)
        return works and self.business.office_from <= local.time() < self.business.office_until

    def see_to(self, conversation: Conversation, customer: Customer) -> None:
        self.ledger.totals["people_acted"] += 1
        live, ask = live_follow_up(conversation), customer.ask
        if ask:
            ask.helped = True
        if live and live.state == FollowUpState.PROPOSED and self.judged(live, customer):
            return
        if self.made(conversation):
            return
        if conversation.last_direction == "inbound" and customer.quiet != "opt_out":
            self.answer(conversation, customer)
        with transaction.atomic():
            locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
            if locked.status == "open":
                handoff.hand_back(locked, self.mara, self.note(customer))

    def judged(self, live: FollowUp, customer: Customer) -> bool:
        """A proposal: let it go if it is what they asked for. Whether that was all there was to do."""
        ask, day = customer.ask, live.planned_for.astimezone(customer.zone).date()
        try:
            if ask is None or customer.quiet:
                acts.cancel(live, self.mara, "It is settled.")
                return False
            if ask.earliest <= max(day, clock.now().astimezone(customer.zone).date()):
                acts.approve(live, self.mara)
                return True
        except acts.NotPossible:
            return False
        return False

    def made(self, conversation: Conversation) -> bool:
        """Make what was asked for. Whether the agent has the thread again by that."""
        for owed in conversation.commitments.filter(state="open", kind="deliverable", result=""):
            made(owed, self.mara, "It is here: https://example.com/for-you")
        conversation.refresh_from_db()
        return conversation.owner_is_agent

    def answer(self, conversation: Conversation, customer: Customer) -> None:
        seen = last_inbound(conversation) or 0
        words = ANSWERS.get(customer.language, HELLO)
        try:
            inbox_acts.write(conversation, self.mara, words, key=f"{conversation.pk}-{seen}", seen=seen, insists=True)
        except inbox_acts.NotPossible:
            self.ledger.totals["people_could_not_write"] += 1  # outside the 24 hours, or nothing may be said

    def note(self, customer: Customer) -> str:
        """What the agent should know, in the team's language."""
        today = clock.now().astimezone(customer.zone).date()
        if customer.ask and today <= customer.ask.latest + SLACK:
            day = max(customer.ask.earliest, today + timedelta(days=1))
            return f"Write to them on {day:%-d %B %Y}."
        if customer.settled or customer.quiet:
            return "All settled, nothing to do."
        return "Wait for them to write."


def waiting(now: datetime) -> list[Conversation]:
    """What stands with people and is to be done by now: handoffs at once, reviews and tasks on their day."""
    mine = Conversation.objects.open().exclude(next_user=None, next_team=None)
    asked = Q(handoffs__state__in=["open", "claimed"]) & ~Q(next_kind=NextKind.INTERNAL_REVIEW)
    return list(mine.filter(asked | Q(next_at__lte=now)).distinct().order_by("pk"))
