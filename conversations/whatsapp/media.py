"""The files of a message: noted in the webhook's transaction, fetched by a task, kept in the database.

Twilio wants credentials for the address it names and then redirects to another host, which must not get them. What is to
be fetched is a column; the task is only its bell, and each minute's schedule rings it again.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from datetime import timedelta
from email.message import Message as Header
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django_q.tasks import async_task

from conversations.models import Attachment, AttachmentContent, AttachmentState, Conversation, Message
from conversations.whatsapp import twilio, vcards
from conversations.whatsapp.kinds import Attached, kind_of_type, name_of
from conversations.whatsapp.safe_fetch import Fetched, NotFetched, Rules, fetch, origin_of
from crm import clock

log = logging.getLogger(__name__)

API = "https://api.twilio.com"
TASK = "conversations.whatsapp.media.fetch_due"
TASK_SECONDS = 75.0  # then it begins no other file: well before the task's own timeout
CLAIM = timedelta(minutes=2)  # longer than a fetch: a killed worker's file is fetched by another one then
MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=5)  # doubled each time: about five minutes in all

# What WhatsApp carries, by type: the end of the file's name, and the first bytes where a type has such.
TYPES: dict[str, tuple[str, bytes]] = {
    "image/jpeg": (".jpg", b"\xff\xd8\xff"),
    "image/png": (".png", b"\x89PNG"),
    "image/gif": (".gif", b"GIF8"),
    "image/webp": (".webp", b"RIFF"),
    "audio/ogg": (".ogg", b"OggS"),
    "audio/amr": (".amr", b"#!AMR"),
    "audio/3gpp": (".3gp", b""),
    "audio/aac": (".aac", b""),
    "audio/mpeg": (".mp3", b""),
    "audio/mp4": (".m4a", b""),
    "video/mp4": (".mp4", b""),
    "video/3gpp": (".3gp", b""),
    "application/pdf": (".pdf", b"%PDF"),
    "application/msword": (".doc", b""),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx", b"PK"),
    "application/vnd.ms-excel": (".xls", b""),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx", b"PK"),
    "application/vnd.ms-powerpoint": (".ppt", b""),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx", b"PK"),
    "text/vcard": (".vcf", b""),
    "text/x-vcard": (".vcf", b""),
    "text/plain": (".txt", b""),
    "text/csv": (".csv", b""),
}
UNTOLD = {"", "application/octet-stream", "binary/octet-stream"}


def note(message: Message, attached: Sequence[Attached]) -> None:
    """Write down what is to be fetched, in the caller's transaction, and ring for it."""
    if not attached:
        return
    Attachment.objects.bulk_create(
        Attachment(message=message, number=number, url=one.url[:500], content_type=one.content_type[:100].lower())
        for number, one in enumerate(attached)
    )
    async_task(TASK, group="media")


def fetch_due() -> int:
    """The task: fetch what waits, one file after the other. Safe to run twice at once. Returns how many were tried."""
    born, tried = time.monotonic(), 0
    while time.monotonic() - born < TASK_SECONDS and (claimed := _claim()):
        _try(claimed)
        tried += 1
    return tried


def waiting_is_due() -> bool:
    return _due().exists()


def _due() -> QuerySet[Attachment]:
    ready = Q(not_before=None) | Q(not_before__lte=clock.machine_now())
    return Attachment.objects.filter(ready, state=AttachmentState.WAITING)


@transaction.atomic
def _claim() -> Attachment | None:
    row = _due().select_for_update(skip_locked=True, of=("self",)).select_related("message").order_by("id").first()
    if row:
        row.attempts += 1
        row.not_before = clock.machine_now() + CLAIM
        row.save(update_fields=["attempts", "not_before"])
    return row


def _try(row: Attachment) -> None:
    try:
        url = address_of(row)
        fetched = fetch(url, rules())
        content_type = checked_type(fetched, row.content_type)
    except (NotFetched, twilio.Unreachable) as problem:
        again = isinstance(problem, twilio.Unreachable) or problem.again
        _not_fetched(row, str(problem), again)
        return
    _keep(row, fetched, content_type)


def address_of(row: Attachment) -> str:
    """Where Twilio keeps it; asked of Twilio where only the list told of the message. Raises NotFetched, Unreachable."""
    if not row.url:
        listed = twilio.list_media(row.message.provider_sid or "")
        if row.number >= len(listed):
            raise NotFetched("Twilio does not have it (any more).", again=True)
        row.url, row.content_type = listed[row.number].url[:500], listed[row.number].content_type[:100].lower()
        row.save(update_fields=["url", "content_type"])
    return at_the_base(row.url)


def at_the_base(url: str) -> str:
    """The address as it is reached from here: the simulator stands in for Twilio's API host where it is configured."""
    parts = urlsplit(url)
    if settings.TWILIO_API_BASE and parts.hostname == urlsplit(API).hostname:
        base = urlsplit(settings.TWILIO_API_BASE)
        return urlunsplit(parts._replace(scheme=base.scheme, netloc=base.netloc))
    return url


def rules() -> Rules:
    sid = settings.TWILIO_ACCOUNT_SID
    return Rules(
        home=origin_of(urlsplit(settings.TWILIO_API_BASE or API)),
        path=f"/2010-04-01/Accounts/{sid}/",
        credentials=(sid, settings.TWILIO_AUTH_TOKEN),
        inside=bool(settings.TWILIO_API_BASE),
        largest=settings.MEDIA_LARGEST_BYTES,
        seconds=settings.MEDIA_SECONDS,
    )


def checked_type(fetched: Fetched, declared: str) -> str:
    """The type as which it is kept and shown: one that WhatsApp carries, and that its first bytes do not contradict."""
    told = fetched.content_type
    content_type = declared.split(";")[0].strip() if told in UNTOLD else told
    if content_type not in TYPES:
        raise NotFetched("It is of a kind that is not kept here.")
    if not fetched.data.startswith(TYPES[content_type][1]):
        raise NotFetched("It is not what it says it is.")
    return content_type


def name_in(disposition: str) -> str:
    """The file's name in a Content-Disposition header: the last part of its path, without what could be mischief."""
    header = Header()
    header["Content-Disposition"] = re.sub(r"[\x00-\x1f\x7f]", "", disposition)
    name = str(header.get_filename() or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(ch for ch in name if ch.isprintable() and ch not in '<>:"|?*').strip(". ")[:160]


def _keep(row: Attachment, fetched: Fetched, content_type: str) -> None:
    with transaction.atomic():
        # The order of the house: the conversation before what hangs on it.
        conversation = Conversation.objects.select_for_update(no_key=True).get(pk=row.message.conversation_id)
        kept = Attachment.objects.filter(pk=row.pk, state=AttachmentState.WAITING).update(
            state=AttachmentState.FETCHED,
            content_type=content_type,
            name=name_in(fetched.disposition),
            size=len(fetched.data),
            why="",
        )
        if not kept:  # another worker was quicker
            return
        AttachmentContent.objects.create(attachment_id=row.pk, data=fetched.data)
        _tell_the_message(row.message, conversation, content_type, fetched.data)


def _tell_the_message(message: Message, conversation: Conversation, content_type: str, data: bytes) -> None:
    """What the file tells about its message: its kind where only the list told of it, and the people on contact cards."""
    before = name_of(message.kind)
    if message.kind == "media":
        message.kind = kind_of_type(content_type)
    if message.kind == "contacts" and not message.body:
        message.body = vcards.in_words(data)
    message.save(update_fields=["kind", "body"])
    if conversation.last_preview == before and conversation.last_at == message.at:
        conversation.last_preview = (" ".join(message.body.split()) or name_of(message.kind))[:160]
        conversation.save(update_fields=["last_preview"])


def _not_fetched(row: Attachment, why: str, again: bool) -> None:
    mine = Attachment.objects.filter(pk=row.pk, state=AttachmentState.WAITING, attempts=row.attempts)
    if again and row.attempts < MOST_TRIES:
        wait = FIRST_WAIT * 2 ** (row.attempts - 1)
        mine.update(why=why[:200], not_before=clock.machine_now() + wait)
        return
    log.warning("attachment %s was not fetched: %s", row.pk, why)
    mine.update(state=AttachmentState.FAILED, why=why[:200])
