"""A house that has been at work for a while: contacts with a past, and templates. Set-based, so that it takes seconds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import Model

from conversations.bench.world import FIRST_NUMBER
from conversations.models import ContentTemplate, Conversation, Message, Turn
from crm.bench.rows import completed
from crm.models import Address, Business, Contact, Team

MESSAGES_EACH = 12
MODELS = (Contact, Address, Conversation, Turn, Message)
CONTACTS = """
    INSERT INTO crm_contact (id, name, phone, language, country, timezone, timezone_source, opted_out_by, no_contact_quote, created_at)
    SELECT n + 1, 'Customer ' || n, '+' || (%(first)s + n), 'en', 'ES', 'Europe/Madrid', 'number', '', '', now()
    FROM generate_series(0, %(count)s - 1) n;
    INSERT INTO crm_address (contact_id, address, wa_id, external_user_id, created_at)
    SELECT n + 1, 'whatsapp:+' || (%(first)s + n), (%(first)s + n)::text, '', now()
    FROM generate_series(0, %(count)s - 1) n;
    SELECT setval(pg_get_serial_sequence('crm_contact', 'id'), %(count)s);
"""
THREADS = """
    INSERT INTO conversations_conversation (id, contact_id, sender, address, status, closed_reason, opened_at, next_kind, next_at,
        next_why, wake_at, wake_trigger, supersessions, topic, priority, last_at, last_preview, last_direction, unread, last_inbound_at)
    SELECT n + 1, n + 1, %(sender)s, 'whatsapp:+' || (%(first)s + n), 'open', '', now() - interval '9 days', %(kind)s,
        now() + %(earliest)s::interval + n * %(apart)s::interval, %(why)s,
        now() + %(earliest)s::interval + n * %(apart)s::interval, %(trigger)s, 0, 'logistics', 0,
        now() - interval '2 hours', 'All right.', 'outbound', 0, now() - interval '3 hours'
    FROM generate_series(0, %(count)s - 1) n;
    SELECT setval(pg_get_serial_sequence('conversations_conversation', 'id'), %(count)s);
"""
MESSAGES = """
    INSERT INTO conversations_turn (conversation_id, trigger, state, token, lease_until, silent, outcome, words, trace, model,
        started_at, business_at, finished_at)
    SELECT n + 1, 'inbound', 'committed', gen_random_uuid(), now(), false, 'replied', '', '{}', '', now() - interval '3 hours',
        now() - interval '3 hours', now() - interval '3 hours'
    FROM generate_series(0, %(count)s - 1) n;
    INSERT INTO conversations_message (conversation_id, direction, author, kind, body, language, at, turn_id)
    SELECT t.conversation_id, CASE WHEN m %% 2 = 0 THEN 'inbound' ELSE 'outbound' END,
        CASE WHEN m %% 2 = 0 THEN 'customer' ELSE 'agent' END, 'text',
        'Message ' || m || ' of a talk about parcels, pallets and how they get to where they are wanted, without haste.',
        'en', now() - interval '3 hours' - (%(each)s - m) * interval '7 hours', t.id
    FROM conversations_turn t, generate_series(0, %(each)s - 1) m;
"""
WAITING = {
    "kind": "wait_for_customer", "why": "Answered; now it is their turn.", "trigger": "silence", "earliest": "3 days", "apart": "0",
}  # fmt: skip
FOLLOW_UP = "Hi {{1}}, you asked us to come back to you about {{2}} after {{3}}. Is now a good moment?"
QUOTE = "Hi {{1}}, you wrote to us: “{{2}}”. Shall we go on from there?"


def conversations(count: int, sender: str, *, messages: bool = True, step: dict[str, str] | None = None) -> None:
    """So many contacts, each with one open thread and what was said in it. `step`: the threads' next step, as WAITING
    (`earliest`: an interval from now, `apart`: between two threads)."""
    Business.get()
    Team.objects.get_or_create(name="Support", defaults={"is_default": True})
    values: dict[str, int | str] = {"count": count, "first": FIRST_NUMBER, "sender": sender, "each": MESSAGES_EACH}
    run((CONTACTS, THREADS, MESSAGES if messages else ""), values | (step or WAITING))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    template("follow_up", FOLLOW_UP, {"1": "Ana", "2": "your parcels", "3": "the launch"})
    template("follow_up_quote", QUOTE, {"1": "Ana", "2": "could you write to us again"})


def run(scripts: Iterable[str], values: Mapping[str, int | str], models: Iterable[type[Model]] = MODELS) -> None:
    with connection.cursor() as cursor:
        for statements in scripts:
            for statement in filter(str.strip, statements.split(";\n")):
                cursor.execute(completed(statement, models), values)


def template(purpose: str, body: str, samples: dict[str, str]) -> None:
    sid = f"HX{abs(hash(json.dumps(body))) % 10**32:032d}"
    ContentTemplate.objects.create(
        sid=sid, name=f"{purpose}_en", language="en", purpose=purpose, body=body, variables=samples, status="approved"
    )
