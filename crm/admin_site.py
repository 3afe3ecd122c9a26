"""How the admin looks and what its sidebar holds: the setting UNFOLD. Needs no Django app to be loaded."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def stylesheet(request: HttpRequest) -> str:
    return static("admin.css")


def mark(request: HttpRequest) -> str:
    return static("mark.svg")


def mark_for_dark(request: HttpRequest) -> str:
    return static("mark-dark.svg")


def _page(title: str, icon: str, model: str, words: str) -> dict[str, Any]:
    """A line of the sidebar that opens the list of `app_model`; `words` explain it on the first page. Only team leads
    enter the admin at all."""
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{model}_changelist"), "words": words}


def _group(title: str, *items: dict[str, Any], collapsible: bool = False) -> dict[str, Any]:
    return {"title": title, "separator": True, "collapsible": collapsible, "items": list(items)}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Followthrough",
    "SITE_HEADER": "Followthrough",
    "SITE_SUBHEADER": "Nothing dropped",
    "SITE_ICON": {"light": mark, "dark": mark_for_dark},
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
    "SITE_URL": "/inbox/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "7px",
    "STYLES": [stylesheet],
    "COLORS": {
        # The greys of the inbox, from page to ink.
        "base": {
            "50": "#f7f9f9", "100": "#f1f4f5", "200": "#d3dbdf", "300": "#b7c2c9", "400": "#9dabb5", "500": "#51606b",
            "600": "#3c4a55", "700": "#2a3740", "800": "#1f2b33", "900": "#162027", "950": "#0e151a",
        },
        # The blue of people: whoever is here is one.
        "primary": {
            "50": "#eff7fa", "100": "#ddeef4", "200": "#bfdfea", "300": "#a0d2e5", "400": "#7cc4e0", "500": "#5fb3d2",
            "600": "#0b5f7c", "700": "#0a5169", "800": "#0c4457", "900": "#15323f", "950": "#0a2029",
        },
        "font": {
            "subtle-light": "#51606b", "subtle-dark": "#9dabb5", "default-light": "#3c4a55", "default-dark": "#c6d0d6",
            "important-light": "#15212b", "important-dark": "#e4ebef",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {"items": [{"title": "Inbox", "icon": "inbox", "link": "/inbox/"}]},
            _group(
                "House rules",
                _page("Business", "storefront", "crm_business", "Name, hours and the few policies that the agent keeps to"),
                _page("Vague words", "hourglass_empty", "followups_vagueword", "What “soon”, “a couple of weeks” and “in the evening” mean here"),
                _page("Teams", "groups", "crm_team", "Who gets which topic"),
                _page("People", "person", "crm_user", "Logins, roles and teams"),
                _page("Templates", "draft", "conversations_contenttemplate", "What may be written when the 24 hours are over"),
                _page("API tokens", "key", "authtoken_tokenproxy", "Keys for other systems"),
            ),
            _group(
                "What the agent knows",
                _page("Articles", "article", "guidelines_article", "The only ground on which a question of fact is answered"),
                _page("Open questions", "contact_support", "guidelines_gap", "What customers asked and no article answers"),
            ),
            _group(
                "What the team taught",
                _page("Guidelines", "rule", "guidelines_guideline", "Sentences of the team, and what code makes of them"),
                _page("Guidelines at work", "fact_check", "guidelines_application", "What each held, corrected or handed over, and why"),
            ),
            _group(
                "Customers",
                _page("Contacts", "contacts", "crm_contact", "Names, time zones, consent"),
                _page("Addresses", "alternate_email", "crm_address", "Where they write from; a changed number is joined here"),
                _page("Companies", "apartment", "crm_company", "Where contacts work"),
                _page("Conversations", "forum", "conversations_conversation", "Every thread with its next step"),
                _page("Messages", "chat", "conversations_message", "Every bubble, to search in"),
                _page("Events elsewhere", "bolt", "conversations_event", "Calls, orders and tickets that were reported"),
            ),
            _group(
                "What is owed",
                _page("Follow-ups", "schedule", "followups_followup", "What we will write, when and why"),
                _page("Commitments", "handshake", "followups_commitment", "Promises, ours and theirs"),
                _page("Handoffs", "front_hand", "conversations_handoff", "What people took over, and why"),
            ),
            _group(
                "Why",
                _page("Decisions", "alt_route", "followups_decision", "Each decision about a follow-up, in words"),
                _page("Readings", "menu_book", "conversations_reading", "What a message was understood to mean"),
                _page("Turns", "autorenew", "conversations_turn", "Each run of the agent, with its trace"),
                _page("Activity", "history", "crm_activity", "Who did what"),
                _page("Model calls", "memory", "crm_llmcall", "Models, tokens, cost and failures"),
            ),
            _group(
                "Channel",
                _page("Outbox", "outbox", "conversations_outbox", "What left the house, and how it fared"),
                _page("Senders", "sim_card", "conversations_senderstate", "Our numbers, and whether one was stopped"),
                _page("Receipts", "receipt_long", "conversations_receipt", "Raw webhooks, as evidence"),
                _page("Status callbacks", "done_all", "conversations_statusevent", "What Twilio said about our messages"),
                _page("Failed tasks", "error", "django_q_failure", "Tasks of the queue that raised"),
            ),
        ],
    },
}  # fmt: skip
