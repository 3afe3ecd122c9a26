"""The team's guidelines at the one door, when something is queued and again when it leaves. Code only; each ruling names
the guideline and the words that triggered it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from conversations.gates import HELD, Defer, Proposal, Refuse, Ruling
from conversations.models import Outbox, OutboxState, Purpose
from conversations.models.message import PROACTIVE
from conversations.turns import demands
from crm import clock
from guidelines import first
from guidelines.enforce import HOLDING, demands_of, held_by
from guidelines.known import Known, of_conversation, stored_readings
from guidelines.match import Match, match
from guidelines.rules import Rule, rules
from guidelines.schema import AnyEffect, Cap, MinGap, QuietHours, RequireFirst
from guidelines.sentence import effect_words

NEVER_LEFT = [OutboxState.REFUSED, OutboxState.FAILED]
ROLLING = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
WORDS = ("reply.never_say", "offer.limit", "fact.override")
WRITTEN_BY_THE_AGENT = (Purpose.REPLY, Purpose.FOLLOW_UP)


def look_up(proposals: Sequence[Proposal]) -> None:
    """What our gates ask of the database, for many proposals at once (conversations.gates.rule_all)."""
    if not proposals:
        return
    every = in_force(proposals[0])
    stored = stored_readings([proposal.conversation.pk for proposal in proposals])
    picked: dict[tuple[str, ...], list[Rule]] = {}
    for proposal in proposals:
        proposal.notes["rules"], proposal.notes["rules_by_kind"] = every, picked
        heard = stored.get(proposal.conversation.pk, ())
        proposal.notes["known"] = Known(proposal.conversation, proposal.now, proposal.business, stored=heard)


def held_by_guideline(proposal: Proposal) -> Ruling | None:
    """Refused with the ref of what holds it, so that it is kept and exactly that lets it go."""
    found = [held_by(rule, effect, known) for rule, effect, known in applying(proposal, *HOLDING)]
    helds = sorted((each[0] for each in found if each), key=lambda held: not held.final)
    for held in helds:  # what ends it goes before what keeps it
        return Refuse(held.words, "guideline_stop" if held.final else HELD + held.ref)
    return None


def caps(proposal: Proposal) -> Ruling | None:
    """Of several the most restrictive: a refusal, else the latest deferral."""
    latest: Defer | None = None
    for rule, effect, known in applying(proposal, "followup.cap"):
        if not isinstance(effect, Cap) or effect.max is None or not (met := matches(rule, effect, known)):
            continue
        ruling = over_the_cap(proposal, effect, effect.max, named(rule, effect, met))
        if isinstance(ruling, Refuse):
            return ruling
        if ruling and (latest is None or ruling.until > latest.until):
            latest = ruling
    return latest


def over_the_cap(proposal: Proposal, cap: Cap, most: int, why: str) -> Ruling | None:
    sent = proactive_sent(proposal)
    if cap.per in ROLLING:
        recent = sent.filter(send_at__gt=proposal.now - ROLLING[cap.per]).order_by("-send_at")
        if most and recent.count() >= most:
            return Defer(recent[most - 1].send_at + ROLLING[cap.per], why)
        return None if most else Refuse(why, "guideline_cap")
    if cap.per == "conversation":
        sent = sent.filter(conversation=proposal.conversation)
    elif cap.counter_resets_on == "contact_writes" and proposal.conversation.last_inbound_at:
        sent = sent.filter(send_at__gt=proposal.conversation.last_inbound_at)
    return Refuse(why, "guideline_cap") if sent.count() >= most else None


def min_gap(proposal: Proposal) -> Ruling | None:
    latest: Defer | None = None
    for rule, effect, known in applying(proposal, "followup.min_gap"):
        if not isinstance(effect, MinGap) or effect.hours is None or not (met := matches(rule, effect, known)):
            continue
        last = proposal.conversation.last_inbound_at
        if effect.after == "last_follow_up":
            last = proactive_sent(proposal).order_by("-send_at").values_list("send_at", flat=True).first()
        until = last + timedelta(hours=effect.hours) if last else None
        if until and proposal.now < until and (latest is None or until > latest.until):
            latest = Defer(until, named(rule, effect, met))
    return latest


def quiet_hours(proposal: Proposal) -> Ruling | None:
    latest: Defer | None = None
    for rule, effect, known in applying(proposal, "send.quiet_hours"):
        if not isinstance(effect, QuietHours) or not (met := matches(rule, effect, known)):
            continue
        zone = proposal.contact.timezone if effect.tz == "contact" else known.business.timezone
        until = quiet_until(effect, proposal.now, zone)
        if until and (latest is None or until > latest.until):
            latest = Defer(until, named(rule, effect, met))
    return latest


def quiet_until(effect: QuietHours, now: datetime, zone: str) -> datetime | None:
    """The end of the span that `now` lies in, or None. A span that passes midnight belongs to the day it begins on."""
    if not effect.from_ or not effect.to:
        return None
    local = now.astimezone(ZoneInfo(zone))
    for back in (0, 1):
        day = local.date() - timedelta(days=back)
        if effect.days and day.weekday() not in effect.days:
            continue
        start = datetime.combine(day, at(effect.from_), local.tzinfo)
        last = day + timedelta(days=1) if effect.to == "24:00" or effect.to <= effect.from_ else day
        end = datetime.combine(last, at(effect.to), local.tzinfo)
        if start <= local < end:
            return end
    return None


def at(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def never_say(proposal: Proposal) -> Ruling | None:
    """What may never be said, in whatever the agent wrote: also what was written before the guideline came."""
    if proposal.purpose not in WRITTEN_BY_THE_AGENT or not proposal.body:
        return None
    for rule, effect, known in applying(proposal, *WORDS, proactive_only=False):
        met = match(rule.meaning.when, known)
        if met.applies(effect.kind):
            for _, why in demands.broken(demands_of(rule, effect, met, known), proposal.body, ""):
                return Refuse(f"{why.removesuffix('.')}{because(met)}.", "guideline_never_say")
    return None


def person_first(proposal: Proposal) -> Ruling | None:
    """Nothing of the agent's goes out on what a person has to look at, until they have handed the thread back."""
    if proposal.purpose not in WRITTEN_BY_THE_AGENT:
        return None
    for rule, effect, known in applying(proposal, first.KIND, proactive_only=False):
        if not isinstance(effect, RequireFirst) or not effect.person:
            continue
        met = match(rule.meaning.when, known)
        speaks = all(demands.passes(test.model_dump(), proposal.body) for test in met.text_tests)
        if met.applies(effect.kind) and speaks and not first.looked_at(rule, proposal.conversation.pk):
            return Refuse(named(rule, effect, met), "guideline_person_first")
    return None


# --- what applies ----------------------------------------------------------------------------------------------------


def applying(proposal: Proposal, *kinds: str, proactive_only: bool = True) -> list[tuple[Rule, AnyEffect, Known]]:
    if proactive_only and not proposal.proactive:
        return []
    found = [rule for rule in of_kinds(proposal, kinds) if rule.is_for(proposal.conversation)]
    if not found:
        return []
    known = known_of(proposal)
    return [(rule, effect, known) for rule in found for effect in rule.meaning.effects if effect.kind in kinds]


def of_kinds(proposal: Proposal, kinds: tuple[str, ...]) -> list[Rule]:
    """Those in force with an effect of these kinds; of many proposals at once picked out once."""
    picked: dict[tuple[str, ...], list[Rule]] = proposal.notes.setdefault("rules_by_kind", {})
    if kinds not in picked:
        picked[kinds] = [rule for rule in in_force(proposal) if not rule.kinds.isdisjoint(kinds)]
    return picked[kinds]


def in_force(proposal: Proposal) -> tuple[Rule, ...]:
    """Read once for all our gates."""
    if "rules" not in proposal.notes:
        zone = ZoneInfo(proposal.business.timezone)
        proposal.notes["rules"] = rules(clock.now().astimezone(zone).date())
    return cast(tuple[Rule, ...], proposal.notes["rules"])


def known_of(proposal: Proposal) -> Known:
    if "known" not in proposal.notes:
        proposal.notes["known"] = of_conversation(proposal.conversation, proposal.now, proposal.business)
    return cast(Known, proposal.notes["known"])


def matches(rule: Rule, effect: AnyEffect, known: Known) -> Match | None:
    met = match(rule.meaning.when, known)
    return met if met.applies(effect.kind) and not met.text_tests else None


def named(rule: Rule, effect: AnyEffect, met: Match) -> str:
    return f"Guideline “{rule.name}”: {effect_words(effect)}{because(met)}."


def because(met: Match) -> str:
    return f", because they said: “{met.first.quote}”" if met.first.quote else ""


def proactive_sent(proposal: Proposal) -> QuerySet[Outbox]:
    sent = Outbox.objects.filter(contact=proposal.contact, purpose__in=PROACTIVE).exclude(state__in=NEVER_LEFT)
    return sent.exclude(pk=proposal.outbox_id) if proposal.outbox_id else sent
