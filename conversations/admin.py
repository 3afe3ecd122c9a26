"""Threads, the channel and the turn in the admin: read here, changed in the inbox. Only a template's purpose is set."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action, display

from conversations.models import (
    ContentTemplate,
    Conversation,
    Event,
    Handoff,
    Message,
    Outbox,
    Reading,
    Receipt,
    SenderState,
    StatusEvent,
    Turn,
)
from conversations.whatsapp import content_templates, senders, twilio
from crm.admin_pages import NOTHING, LeadAdmin, RecordAdmin, facts, in_words, laid_out, moment

MESSAGES_SHOWN, TURNS_SHOWN = 40, 20

# The parts of a turn's trace, in the order in which they came about.
PARTS = {
    "situation": "What was known",
    "pending": "The follow-up before",
    "reading": "What they meant",
    "moment": "Is this the moment?",
    "effects": "Guidelines that applied",
    "plan": "What was decided",
    "draft": "What was written",
    "verdict": "Checks of the draft",
    "handoff": "Why a person takes over",
}
OPEN_AT_FIRST = {"reading", "plan", "draft"}


@admin.display(description="Thread")
def thread(conversation: Conversation) -> SafeString | str:
    """The last messages, as they are read."""
    latest = conversation.messages.select_related("user", "outbox").order_by("-at", "-id")[:MESSAGES_SHOWN]
    rows = [
        (m.author, m.user or m.get_author_display(), in_words(m.at), _fared(m), m.body or f"({m.kind})")
        for m in reversed(latest)
    ]
    if not rows:
        return NOTHING
    bubble = '<li class="{}"><span class="by"><b>{}</b> {} {}</span><p dir="auto">{}</p></li>'
    return format_html('<ol class="told">{}</ol>', format_html_join("", bubble, rows))


def _fared(message: Message) -> str:
    outbox = getattr(message, "outbox", None)
    return f"· {outbox.get_state_display().lower()}" if outbox else ""


@admin.display(description="Turns")
def turns(conversation: Conversation) -> SafeString | str:
    latest = conversation.turns.order_by("-id")[:TURNS_SHOWN]
    rows = [
        (
            reverse("admin:conversations_turn_change", args=[turn.pk]),
            in_words(turn.business_at),
            turn.get_trigger_display(),
            turn.words or turn.get_state_display(),
        )
        for turn in latest
    ]
    if not rows:
        return NOTHING
    line = '<li><a class="text-primary-600 dark:text-primary-400" href="{}">{}</a> {}: {}</li>'
    return format_html('<ul class="facts-list">{}</ul>', format_html_join("", line, rows))


@admin.display(description="In the inbox")
def in_the_inbox(row: Any) -> SafeString:
    conversation_id = row.pk if isinstance(row, Conversation) else row.conversation_id
    link = '<a class="text-primary-600 dark:text-primary-400" href="/inbox/{}/">Open the thread</a>'
    return format_html(link, conversation_id)


@admin.register(Conversation)
class ConversationAdmin(RecordAdmin):
    list_display = ["contact", "status_label", "next_step", "owner", moment("next_at"), "last_preview", "last"]
    list_filter = ["status", "next_kind", "next_team", "topic", "priority"]
    list_select_related = ["contact", "next_user", "next_team"]
    search_fields = ["contact__name", "contact__phone", "address"]
    top = ["contact", in_the_inbox, "next_kind", "next_at", "next_why", thread, turns]
    left_out = ["turn_token", "supersessions", "last_preview", "last_direction", "unread"]
    last = staticmethod(moment("last_at", "Last message"))

    @display(description="Status", ordering="status", label={"Open": "success", "Closed": "default"})
    def status_label(self, conversation: Conversation) -> str:
        return conversation.get_status_display()

    @display(description="Next step", ordering="next_kind")
    def next_step(self, conversation: Conversation) -> str:
        return conversation.get_next_kind_display() if conversation.next_kind else NOTHING

    @display(description="Whose")
    def owner(self, conversation: Conversation) -> str:
        if conversation.status == "closed":
            return NOTHING
        return str(conversation.next_user or conversation.next_team or "Agent")


@admin.register(Message)
class MessageAdmin(RecordAdmin):
    list_display = ["__str__", "conversation", "direction", "author", "kind", moment("at")]
    list_filter = ["direction", "author", "kind", "at"]
    list_select_related = ["conversation__contact"]
    search_fields = ["body", "conversation__contact__name", "provider_sid"]
    top = ["conversation", in_the_inbox, "body"]


@admin.display(description="How it was decided")
def trace(turn: Turn) -> SafeString | str:
    """Each part of the turn in words, folded; the essential ones open."""
    known = turn.trace or {}
    rows = [
        ("open" if part in OPEN_AT_FIRST else "", title, laid_out(known[part]))
        for part, title in PARTS.items()
        if known.get(part)
    ]
    if not rows:
        return NOTHING
    part = '<details {}><summary>{}</summary><div class="trace-words">{}</div></details>'
    return format_html('<div class="trace">{}</div>', format_html_join("", part, rows))


@admin.register(Turn)
class TurnAdmin(RecordAdmin):
    list_display = ["words_or_state", "conversation", "trigger", "state_label", "outcome", "model", "when"]
    list_filter = ["state", "trigger", "outcome", "model", "business_at"]
    list_select_related = ["conversation__contact"]
    search_fields = ["words", "conversation__contact__name"]
    top = ["conversation", in_the_inbox, "words", "trigger", trace]
    left_out = ["trace", "token"]
    when = staticmethod(moment("business_at", "When"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Turn]:
        found = super().get_queryset(request)
        opened = request.resolver_match and request.resolver_match.url_name == "conversations_turn_change"
        return found if opened else found.defer("trace")

    @display(description="What happened")
    def words_or_state(self, turn: Turn) -> str:
        return turn.words or turn.get_state_display()

    @display(
        description="State",
        ordering="state",
        label={"Done": "success", "Running": "info", "Failed": "danger", "Abandoned: its worker vanished": "warning"},
    )
    def state_label(self, turn: Turn) -> str:
        return turn.get_state_display()


@admin.register(Reading)
class ReadingAdmin(RecordAdmin):
    list_display = ["conversation", "stance", "reason", "topic", "language", "sure", "model", moment("at")]
    list_filter = ["stance", "topic", "language", "wants_followup", "at"]
    list_select_related = ["conversation__contact"]
    search_fields = ["reason", "conversation__contact__name"]
    top = ["conversation", in_the_inbox, "stance", "reason", "quotes"]

    @display(description="Confidence", ordering="confidence")
    def sure(self, reading: Reading) -> str:
        return f"{reading.confidence:.0%}"


@admin.register(Outbox)
class OutboxAdmin(RecordAdmin):
    list_display = ["contact", "body", "purpose", "state_label", "why", "error_code", "attempts", moment("send_at")]
    list_filter = ["state", "purpose", "error_code", "send_at"]
    list_select_related = ["contact"]
    search_fields = ["contact__name", "to", "provider_sid", "body"]
    top = ["contact", in_the_inbox, "body", "purpose", "state", "why"]

    @display(
        description="State",
        ordering="state",
        label={
            "Waiting to be sent": "info",
            "Delivered": "success",
            "Read": "success",
            "Failed": "danger",
            "Not sent": "warning",
            "Not known whether it was sent": "warning",
        },
    )
    def state_label(self, outbox: Outbox) -> str:
        return outbox.get_state_display()


@admin.register(StatusEvent)
class StatusEventAdmin(RecordAdmin):
    list_display = ["provider_sid", "status", "error_code", "outbox", "received"]
    list_filter = ["status", "error_code", "received_at"]
    list_select_related = ["outbox"]
    search_fields = ["provider_sid"]
    received = staticmethod(moment("received_at", "Received"))


@admin.register(Receipt)
class ReceiptAdmin(RecordAdmin):
    """Raw webhooks, as evidence."""

    list_display = ["message_sid", "source", moment("received_at")]
    list_filter = ["source", "received_at"]
    search_fields = ["message_sid"]


@admin.register(Handoff)
class HandoffAdmin(RecordAdmin):
    list_display = ["conversation", "reason", "words", "state_label", "team", "claimed_by", moment("raised_at")]
    list_filter = ["state", "reason", "team", "raised_at"]
    list_select_related = ["conversation__contact", "team", "claimed_by"]
    search_fields = ["words", "quote", "conversation__contact__name"]
    top = ["conversation", in_the_inbox, "words", "quote", "reason"]

    @display(description="State", ordering="state", label={"Waiting": "danger", "Claimed": "info", "Closed": "success"})
    def state_label(self, handoff: Handoff) -> str:
        return handoff.get_state_display()


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ["note", "contact", "channel", "kind", moment("at")]
    list_filter = ["channel", "kind", "at"]
    list_select_related = ["contact"]
    search_fields = ["note", "contact__name"]


@admin.register(SenderState)
class SenderStateAdmin(LeadAdmin):
    """Our numbers. One that Twilio or WhatsApp has stopped is tried every few minutes, or at once."""

    fields = ["sender", "words", "code", moment("stopped_since"), moment("try_at")]
    readonly_fields = fields

    list_display = ["sender", "state_label", "words", "code", moment("stopped_since"), moment("try_at")]
    actions = ["try_now"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description="State", label={"Sending": "success", "Stopped": "danger"})
    def state_label(self, state: SenderState) -> str:
        return "Stopped" if state.stopped_since else "Sending"

    @admin.action(description="Try now", permissions=["view"])
    def try_now(self, request: HttpRequest, chosen: QuerySet[SenderState]) -> None:
        for state in chosen:
            senders.try_now(state.sender)
        self.message_user(request, "The next message is tried at once. If it goes, all that wait do.")


@admin.register(ContentTemplate)
class ContentTemplateAdmin(LeadAdmin):
    """They come from Twilio; ours to say is only what the product uses one for."""

    list_display = ["name", "language", "purpose", "tone", "category", "status_label", "body", moment("synced_at")]
    list_filter = ["status", "language", "purpose", "tone", "category"]
    actions_list = ["sync_now"]
    search_fields = ["name", "body", "sid"]
    fields = [
        ("purpose", "tone"),
        ("name", "language"),
        ("category", "status"),
        "body",
        facts("variables"),
        "sid",
        moment("synced_at"),
    ]
    readonly_fields = ["name", "language", "category", "status", "body", fields[4], "sid", fields[6]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @action(description="Take over from Twilio now", url_path="sync")
    def sync_now(self, request: HttpRequest) -> HttpResponse:
        try:
            self.message_user(request, f"{content_templates.sync()} approved, taken over from Twilio.")
        except twilio.Unreachable as problem:
            self.message_user(
                request, f"{problem} Nothing was changed; it is tried again within the hour.", messages.ERROR
            )
        return redirect("admin:conversations_contenttemplate_changelist")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(
        description="Status",
        ordering="status",
        label={"approved": "success", "pending": "info", "rejected": "danger", "paused": "warning"},
    )
    def status_label(self, template: ContentTemplate) -> str:
        return template.status
