"""One thread with everything beside it: its parts, and the cursor that changes when any of them may have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from conversations.handoff import open_handoff
from conversations.inbox.composer import Composer, Problem, composer
from conversations.inbox.highlights import letters_for
from conversations.inbox.parts import Part, answer, fingerprint, part
from conversations.inbox.timeline import Timeline, current_reading, timeline
from conversations.inbox.words import Step, holder_words, step
from conversations.models import Attachment, Conversation, Handoff, Outbox, Reading
from crm.access import for_user
from crm.face import business_of, now_of
from crm.models import Activity, User


@dataclass(frozen=True)
class Thread:
    """What the page of a thread shows."""

    conversation: Conversation
    reading: Reading | None
    timeline: Timeline
    step: Step
    step_letters: SafeString
    holder: tuple[str, str]
    mine: bool
    working: bool
    handoff: Handoff | None
    composer: Composer
    home: str
    now: datetime


def visible(request: HttpRequest, pk: int) -> Conversation:
    """The conversation with its people. Raises Http404 where this person may not see it, or there is none."""
    rows = cast("QuerySet[Conversation]", Conversation.objects.all())
    people = ("contact__company", "next_user", "next_team", "held_by", "team")
    found = for_user(cast(User, request.user), rows).select_related(*people).filter(pk=pk).first()
    if found is None:
        raise Http404("No such conversation.")
    return found


def of(
    request: HttpRequest,
    conversation: Conversation,
    *,
    body: str = "",
    problem: Problem | None = None,
    before: int | None = None,
) -> Thread:
    user, now = cast(User, request.user), now_of(request)
    home = business_of(request).timezone
    reading = current_reading(conversation)
    handoff = open_handoff(conversation)
    return Thread(
        conversation=conversation,
        reading=reading,
        timeline=timeline(request, conversation, reading, now, before),
        step=step(conversation, user, now, home),
        step_letters=letters_for(reading.quotes if reading else [], handoff.quote if handoff else ""),
        holder=holder_words(conversation, user),
        mine=conversation.held_by_id == user.pk,
        working=conversation.turn_token is not None,
        handoff=handoff,
        composer=composer(conversation, user, now, handoff=handoff, body=body, problem=problem),
        home=home,
        now=now,
    )


def parts(request: HttpRequest, shown: Thread, notice: str = "") -> list[Part]:
    """Everything of the page that is renewed by itself."""
    context = {
        "thread": shown,
        "conversation": shown.conversation,
        "contact": shown.conversation.contact,
        "notice": notice,
    }
    # While nothing of its kind has changed the field is left alone: somebody may be typing in it.
    field = fingerprint(shown.composer.mode, shown.composer.suggestion, shown.composer.problem, shown.composer.body)
    return [
        part(request, "head", "inbox/head.html", context, css="thread-head"),
        part(request, "stepbar", "inbox/step_bar.html", context),
        part(request, "timeline", "inbox/timeline.html", context, tag="ol", css="timeline", keyed=True),
        part(request, "window", "inbox/window.html", context),
        part(request, "composer", "inbox/composer.html", context, version=field),
        part(request, "seen", "inbox/seen.html", context),
        part(request, "side", "inbox/side.html", context | {"panels": panels(request, shown.conversation)}),
    ]


def panels(request: HttpRequest, conversation: Conversation) -> list[SafeString]:
    """Each of THREAD_PANELS: `panel(request, conversation) -> SafeString`, empty where it has nothing to say."""
    drawn = (import_string(path)(request, conversation) for path in settings.THREAD_PANELS)
    return [html for html in drawn if html]


def changed_answer(
    request: HttpRequest,
    pk: int,
    *,
    notice: str = "",
    body: str = "",
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole thread as parts, after an act: to those who asked with htmx."""
    conversation = visible(request, pk)
    shown = of(request, conversation, body=body, problem=problem)
    notices = part(request, "notice", "inbox/notice.html", {"notice": notice}, css="notice")
    return answer([*parts(request, shown), notices], status=status)


def cursor(conversation: Conversation, now: datetime) -> str:
    """Six short queries tell whether anything of the page may look different. The minute counts: times are in words."""
    c, contact = conversation, conversation.contact
    facts: tuple[Any, ...] = (
        *(c.status, c.next_kind, c.next_at, c.next_user_id, c.next_team_id, c.next_why, c.turn_token, c.held_by_id),
        *(contact.name, contact.timezone, contact.language, contact.opted_out_at, contact.no_contact_since),
    )
    latest = c.messages.aggregate(message=Max("id"))
    outbox = list(Outbox.objects.filter(conversation=c).order_by("-id").values_list("id", "state", "why")[:40])
    files = list(
        Attachment.objects.filter(message__conversation=c).order_by("-id").values_list("id", "state", "why")[:20]
    )
    turn = c.turns.order_by("-id").values_list("id", "state").first()
    handoff = c.handoffs.order_by("-id").values_list("id", "state").first()
    act = Activity.objects.filter(conversation_id=c.pk).aggregate(act=Max("id"))
    return fingerprint(facts, latest, outbox, files, turn, handoff, act, now.replace(second=0, microsecond=0))


def mark_seen(conversation: Conversation) -> None:
    """A person has it open: nothing in it is unread any more."""
    if conversation.unread:
        Conversation.objects.filter(pk=conversation.pk, unread__gt=0).update(unread=0)
        conversation.unread = 0
