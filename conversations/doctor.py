"""The doctor's look at WhatsApp: settings, templates, and with `--twilio` the real account and number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count

from conversations.models import ContentTemplate, SenderState
from conversations.whatsapp import content_templates, twilio
from crm.doctor.findings import Finding
from crm.models import Contact

GROUP = "WhatsApp"
SANDBOX = "whatsapp:+14155238886"
SANDBOX_PAGE = "https://console.twilio.com → Messaging → Try it out → Send a WhatsApp message → Sandbox settings"
SENDERS_PAGE = "https://console.twilio.com → Messaging → Senders → WhatsApp senders → your number → Edit"
RETRY = "#rc=5&rp=all"  # by default Twilio does not repeat a webhook that was answered 5xx


def inbound_url() -> str:
    return f"{settings.PUBLIC_URL}/webhooks/twilio/whatsapp/"


def status_url() -> str:
    return f"{settings.PUBLIC_URL}/webhooks/twilio/status/"


def what_to_paste() -> tuple[str, ...]:
    return (
        f"When a message comes in    {inbound_url()}{RETRY}    POST",
        f"If that fails (fallback)   {inbound_url()}    POST",
        f"Status callback            {status_url()}{RETRY}    POST",
    )


def settings_check() -> Iterator[Finding]:
    sid, token, sender = settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_WHATSAPP_FROM
    console = "It stands on the first page of https://console.twilio.com, under Account Info."
    if not sid:
        yield Finding(GROUP, "TWILIO_ACCOUNT_SID", "error", "not set: nothing can be sent", f"Set it. {console}")
    elif not re.fullmatch(r"AC[0-9a-f]{32}", sid):
        yield Finding(GROUP, "TWILIO_ACCOUNT_SID", "error", "not of the form AC and 32 digits", console)
    else:
        yield Finding(GROUP, "TWILIO_ACCOUNT_SID", "ok", f"{sid[:6]}…{sid[-4:]}")
    if not token:
        do = f"Set it: without it no webhook can be trusted, so all are refused. {console}"
        yield Finding(GROUP, "TWILIO_AUTH_TOKEN", "error", "not set", do)
    else:
        yield Finding(GROUP, "TWILIO_AUTH_TOKEN", "ok", "set")
    if not re.fullmatch(r"whatsapp:\+\d{8,15}", sender):
        said = "not set" if not sender else f"“{sender}” is no WhatsApp address"
        yield Finding(
            GROUP, "TWILIO_WHATSAPP_FROM", "error", said, f"Set it as whatsapp:+34600111222; the sandbox is {SANDBOX}."
        )
    else:
        yield Finding(GROUP, "TWILIO_WHATSAPP_FROM", "ok", sender)
    if settings.TWILIO_API_BASE:
        state = "note" if settings.DEMO else "warning"
        do = "" if settings.DEMO else "Unset it to reach Twilio: as it is, messages go to a simulator."
        yield Finding(GROUP, "TWILIO_API_BASE", state, settings.TWILIO_API_BASE, do)  # type: ignore[arg-type]


def senders_check() -> Iterator[Finding]:
    """A number that Twilio or WhatsApp has stopped: until the account is mended nothing leaves from it."""
    for stopped in SenderState.objects.filter(stopped_since__isnull=False).order_by("sender"):
        said = f"stopped since {stopped.stopped_since:%d %b %H:%M} UTC: {stopped.words} (Twilio {stopped.code})"
        do = (
            "Mend the account in Twilio's console or Meta's Business Manager. One message is tried every five minutes; "
            "once it goes, all that wait do. To try at once: admin, Senders, “Try now”."
        )
        yield Finding(GROUP, f"Sender {stopped.sender}", "error", said, do)


def pace_check() -> Iterator[Finding]:
    """How fast each of our numbers may send: faster than its tier, and WhatsApp turns messages away (63018)."""
    name, pace = "TWILIO_MESSAGES_PER_SECOND", settings.TWILIO_MESSAGES_PER_SECOND
    if pace <= 0:
        yield Finding(GROUP, name, "error", f"{pace:g}: nothing can leave", "Set it to more than 0, or unset it: 80.")
    else:
        yield Finding(GROUP, name, "ok", f"{pace:g} a second from each number")


def quiet_check() -> Iterator[Finding]:
    """How long the agent waits for more before it reads."""
    name, seconds, most = "TURN_QUIET_SECONDS", settings.TURN_QUIET_SECONDS, settings.TURN_QUIET_CAP_SECONDS
    if seconds < 0:
        yield Finding(GROUP, name, "error", f"{seconds:g}: less than nothing", "Set it to 0 or more, or unset it: 3.")
    elif seconds > most:
        do = f"At most {most:g} seconds count, however much is set. Set it to {most:g} or less."
        yield Finding(GROUP, name, "warning", f"{seconds:g} s: longer than they ever wait", do)
    else:
        yield Finding(GROUP, name, "ok", f"{seconds:g} s, {most:g} at most")


def templates_check() -> Iterator[Finding]:
    """A follow-up leaves later than 24 hours after their last word as a rule: without a template a person must write it."""
    approved = ContentTemplate.objects.filter(status="approved")
    have = sorted(set(approved.values_list("language", flat=True)))
    if not have:
        do = (
            "Make them in the admin, under Content templates; approval takes minutes to a day. Until then people write."
        )
        yield Finding(GROUP, "Templates", "warning", "none is approved: no follow-up after 24 hours", do)
        return
    yield Finding(GROUP, "Templates", "ok", f"{approved.count()} approved: {', '.join(have)}")
    spoken = Contact.objects.exclude(language="").values("language").annotate(people=Count("id")).order_by("-people")
    for row in spoken[:12]:
        if not any(content_templates.choose(kind, row["language"]) for kind in content_templates.FOLLOW_UPS):
            said = f"none for {row['people']} contacts who write “{row['language']}”"
            yield Finding(GROUP, "Templates", "warning", said, "Make one in that language, or people write to them.")
    refused = ContentTemplate.objects.filter(status__in=["rejected", "paused", "disabled"])
    for template in refused[:10]:
        do = "Its reason stands in Twilio's console. Make another one, under another name."
        yield Finding(GROUP, "Templates", "warning", f"{template.name} is {template.status}", do)


def account_check() -> Iterator[Finding]:
    """Asks Twilio. Says what to paste where, so that a real phone works in two minutes."""
    group = "Twilio"
    try:
        account = twilio.account()
    except twilio.Unreachable as problem:
        wrong = "401" in str(problem) or "20003" in str(problem)
        do = (
            "Account SID and token do not belong together, or the token was renewed." if wrong else "Check the network."
        )
        yield Finding(group, "Account", "error", str(problem), do)
        return
    if account.status != "active":
        yield Finding(group, "Account", "error", f"{account.name}: {account.status}", "Twilio's console says why.")
    else:
        do = "A trial account writes to verified numbers only." if account.trial else ""
        yield Finding(group, "Account", "warning" if account.trial else "ok", f"{account.name}: active", do)
    yield from sender_check(group)
    try:
        yield Finding(group, "Templates", "ok", f"{content_templates.sync()} approved, taken over from Twilio")
    except twilio.Unreachable as problem:
        yield Finding(group, "Templates", "error", str(problem), "Try again; the content API did not answer.")


def sender_check(group: str) -> Iterator[Finding]:
    ours = settings.TWILIO_WHATSAPP_FROM
    if ours == SANDBOX:
        do = f"Twilio does not tell the sandbox's webhooks. Paste these in {SANDBOX_PAGE}; then send its “join …” word from your phone."
        yield Finding(group, "Number", "note", f"{ours} is Twilio's sandbox", do, what_to_paste())
        return
    try:
        known = twilio.senders()
    except twilio.Unreachable as problem:
        do = f"Look yourself: {SENDERS_PAGE}. It must say:"
        yield Finding(group, "Number", "warning", f"{problem} Its webhooks could not be read.", do, what_to_paste())
        return
    sender = next((one for one in known if one.address == ours), None)
    if sender is None:
        others = ", ".join(one.address for one in known[:5]) or "none"
        do = f"Set TWILIO_WHATSAPP_FROM to one of them, or register the number: {SENDERS_PAGE.split(' → your')[0]}."
        yield Finding(group, "Number", "error", f"{ours} is not on this account. Its WhatsApp numbers: {others}.", do)
        return
    online = sender.status.upper().startswith("ONLINE")
    do = "" if online else f"It takes no messages until it is ONLINE: {SENDERS_PAGE}."
    yield Finding(group, "Number", "ok" if online else "error", f"{ours}: {sender.status}", do)
    yield from webhook_check(group, sender)


def webhook_check(group: str, sender: twilio.Sender) -> Iterator[Finding]:
    address, _, fragment = sender.callback_url.partition("#")
    paste = what_to_paste()
    if address != inbound_url():
        said = f"set to {address}" if address else "not set: no message reaches us"
        yield Finding(group, "Webhook", "error", said, f"Paste these in {SENDERS_PAGE}:", paste)
        return
    if sender.callback_method and sender.callback_method.upper() != "POST":
        yield Finding(group, "Webhook", "error", f"by {sender.callback_method}", "Choose POST:", paste)
        return
    repeats = dict(pair.partition("=")[::2] for pair in fragment.split("&"))
    if repeats.get("rp") != "all" or repeats.get("rc", "0") not in {"1", "2", "3", "4", "5"}:
        do = f"It is reached, but Twilio does not repeat after a failure. In {SENDERS_PAGE}, with all of its end:"
        yield Finding(group, "Webhook", "warning", "without repeats", do, paste[:1])
    else:
        yield Finding(group, "Webhook", "ok", sender.callback_url)
    if not sender.fallback_url:
        yield Finding(group, "Fallback", "warning", "not set", f"In {SENDERS_PAGE}:", paste[1:2])
    if sender.status_callback_url.partition("#")[0] != status_url():
        do = "Each message of ours names it anyway; set here, it also tells of messages sent by others. Optional:"
        yield Finding(group, "Status callback", "note", sender.status_callback_url or "not set", do, paste[2:])
