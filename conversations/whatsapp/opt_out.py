"""STOP and START: recognised by code alone, before any model, in the webhook's own transaction; and what follows.

Only a message that says nothing else counts: "Stop." and "stop please" do, "we have to stop this delay" does not (the
reading understands such sentences). The words are in `opt_out_words.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from conversations.handoff import open_handoff
from conversations.models import Conversation, Message, NextKind, Outbox, OutboxState, Purpose, Turn
from conversations.next_step import close, person_due, set_next
from conversations.signals import conversation_closed, message_not_sent
from conversations.whatsapp.opt_out_words import COURTESIES, OPT_OUT_LINES, RESUME_LINES, START_WORDS, STOP_WORDS
from crm import clock, contacts
from crm.models import Business, Contact

if TYPE_CHECKING:
    from conversations.threads import Thread

Wish = Literal["stop", "start"]


@dataclass(frozen=True)
class Heard:
    """A wish, and the languages in which the word used means it."""

    wish: Wish
    languages: tuple[str, ...]


# Letters that decomposition leaves alone although people write them both ways.
_FOLD = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ى": "ي", "ک": "ك", "ی": "ي", "ـ": None, "’": "'"}
)


def normal(text: str) -> str:
    """Lower case, no accents or vowel points, no punctuation, symbols or direction marks, single spaces.

    Marks without a combining class stay: in Hindi, Bengali or Thai they are vowels, not decoration.
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_FOLD)
    kept = []
    for ch in folded:
        category = unicodedata.category(ch)
        if unicodedata.combining(ch) or category == "Cf" or ch == "'":
            continue
        kept.append(ch if category[0] in "LMN" else " ")
    return " ".join("".join(kept).split())


def _lookup(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Normal form to the languages in which it means that."""
    found: dict[str, tuple[str, ...]] = {}
    for language, phrases in words.items():
        for phrase in phrases.split("|"):
            key = normal(phrase)
            found[key] = (*found.get(key, ()), language) if language not in found.get(key, ()) else found[key]
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)


_LOOKUP: dict[Wish, dict[str, tuple[str, ...]]] = {"stop": _lookup(STOP_WORDS), "start": _lookup(START_WORDS)}
_SQUEEZED: dict[Wish, dict[str, tuple[str, ...]]] = {
    wish: {_squeezed(key): languages for key, languages in words.items()} for wish, words in _LOOKUP.items()
}
_COURTESIES = sorted((normal(phrase) for phrase in COURTESIES.split("|")), key=len, reverse=True)
_LONGEST = 80  # nobody writes a keyword in more characters than that


def wish_of(text: str) -> tuple[Wish, tuple[str, ...]] | None:
    """("stop" | "start", languages the word belongs to) if the whole message says only that, else None."""
    if len(text) > _LONGEST * 4:
        return None
    said = normal(text)
    if not said or len(said) > _LONGEST:
        return None
    core = _without_courtesies(said)
    for candidate in dict.fromkeys((said, core, core.replace(" ", "") if _spelled_out(core) else core)):
        for wish in ("stop", "start"):
            languages = _match(candidate, wish)
            if languages:
                return wish, languages
    return None


def wish_in(form: Mapping[str, Sequence[str]]) -> Heard | None:
    """The wish of an inbound form: its words, the id of a tapped button, or what Twilio itself recognised.

    A tap is decided on its id and not on its title. Only STOP counts wherever it stands: whoever taps that word means it.
    """
    said = {name: (form.get(name) or ("",))[-1] for name in ("ButtonPayload", "Body", "OptOutType")}
    found = {name: wish for name, text in said.items() if text and (wish := wish_of(text))}
    for wish in found.values():
        if wish[0] == "stop":
            return Heard(*wish)
    decides = ("ButtonPayload", "OptOutType") if said["ButtonPayload"] else tuple(found)
    return next((Heard(*found[name]) for name in decides if name in found), None)


def _match(said: str, wish: Wish) -> tuple[str, ...] | None:
    exact = _LOOKUP[wish].get(said)
    if exact or not re.search(r"(.)\1\1", said):
        return exact
    return _SQUEEZED[wish].get(_squeezed(said))  # "stoooop", "قفففف"


def _spelled_out(said: str) -> bool:
    """Single letters with spaces between them: S T O P."""
    parts = said.split(" ")
    return len(parts) > 2 and all(len(part) == 1 for part in parts)


def _without_courtesies(said: str) -> str:
    changed = True
    while changed:
        changed = False
        for polite in _COURTESIES:
            if said.startswith(polite + " "):
                said, changed = said[len(polite) + 1 :], True
            elif said.endswith(" " + polite):
                said, changed = said[: -len(polite) - 1], True
    return said


def line_in(lines: dict[str, str], languages: tuple[str, ...], preferred: str = "") -> str:
    """The line in the contact's own language if the word is used there or only there is known, else in the word's."""
    own = preferred[:2].lower()
    if own in lines and (own in languages or "en" in languages):
        return lines[own]
    return next((lines[language] for language in languages if language in lines), lines["en"])


# Where a word belongs to several languages and nothing is known of theirs, their country decides.
COUNTRY_LANGUAGE = {
    **dict.fromkeys(("BR", "PT", "AO", "MZ"), "pt"),
    **dict.fromkeys(("FR", "SN", "CI"), "fr"),
    **dict.fromkeys(("DE", "AT"), "de"),
    **dict.fromkeys(("PL",), "pl"),
    **dict.fromkeys(("NL",), "nl"),
    **dict.fromkeys(("IT",), "it"),
    **dict.fromkeys(("UA",), "uk"),
    **dict.fromkeys(("CN", "TW", "HK"), "zh"),
    **dict.fromkeys(("JP",), "ja"),
}


def spoken_by(contact: Contact, languages: tuple[str, ...]) -> str:
    """Their language as far as it is known; their country's where the word itself leaves it open."""
    country = COUNTRY_LANGUAGE.get(contact.country, "") if "en" not in languages else ""
    return contact.language or country


def leave(threads: Iterable[Conversation], contact: Contact, words: str, source: str) -> bool:
    """They opted out: nothing that waits is sent, and every open thread ends, or stays with the person who has it.

    `threads`: all of the contact's, locked. False if they had opted out before.
    """
    first = contacts.opt_out(contact, words, source)
    end_all(threads, contact, words)
    return first


def end_all(threads: Iterable[Conversation], contact: Contact, words: str) -> None:
    """What follows for `threads`, all of the contact's, locked, once the contact has opted out."""
    refuse_waiting(contact)
    for conversation in threads:
        if conversation.status == "open":
            conversation.contact = contact
            _end(conversation, f"They opted out: “{words}”." if words else "They opted out.")


def stop(thread: Thread, words: str, languages: tuple[str, ...]) -> None:
    """STOP in the webhook: everything ends, with one confirmation the first time, and no turn."""
    conversation, contact = thread.conversation, thread.contact
    conversation.save()
    if leave([conversation, *thread.others], contact, words, "whatsapp"):
        confirm(conversation, languages=languages)


def refuse_waiting(contact: Contact) -> None:
    """What is queued for them is not sent any more, except the confirmation."""
    waiting = Outbox.objects.filter(contact=contact, state=OutboxState.QUEUED).exclude(
        purpose=Purpose.OPT_OUT_CONFIRMATION
    )
    why = "They opted out before it left."
    for row in waiting.select_related("message").order_by("id"):
        if Outbox.objects.filter(pk=row.pk, state=OutboxState.QUEUED).update(state=OutboxState.REFUSED, why=why):
            message_not_sent.send(sender=Message, message=row.message, why=why)


def _end(conversation: Conversation, words: str) -> None:
    handoff = open_handoff(conversation)
    if handoff is None and conversation.held_by_id is None:
        close(conversation, "opted_out", words)
        return
    # The thread stays with its person, but what the agent had planned in it ends all the same.
    conversation_closed.send(sender=Conversation, conversation=conversation, reason="opted_out")
    # In memory only: until a person owns the step, the database wants the agent's alarm.
    conversation.wake_at, conversation.wake_trigger = None, ""
    set_next(
        conversation,
        NextKind.HUMAN_TASK,
        person_due(clock.now(), Business.get()),
        why="They opted out: nothing may be sent. Finish what is open by other means.",
        user=conversation.held_by or (handoff.claimed_by if handoff else None),
        team=handoff.team if handoff else None,
    )


def confirm(conversation: Conversation, turn: Turn | None = None, languages: tuple[str, ...] = ()) -> Message | None:
    """Queue the one confirmation of this opt-out. `languages`: those of the word they used; empty: it was a sentence.

    None if they have not opted out (the house never says so then).
    """
    contact = conversation.contact
    if contact.opted_out_at is None:
        return None
    refuse_waiting(contact)
    known = languages or (contact.language[:2] or "en", "en")
    body = line_in(OPT_OUT_LINES, known, spoken_by(contact, known))
    return _say(
        conversation,
        Purpose.OPT_OUT_CONFIRMATION,
        body,
        f"opt-out-{contact.pk}-{contact.opted_out_at.timestamp()}",
        turn,
    )


def welcome_back(conversation: Conversation, languages: tuple[str, ...], answered: int) -> Message:
    """Queue the one line that answers START. `answered`: id of their message."""
    body = line_in(RESUME_LINES, languages, spoken_by(conversation.contact, languages))
    return _say(conversation, Purpose.REPLY, body, f"start-{answered}", None, based_on=answered)


def _say(
    conversation: Conversation, purpose: Purpose, body: str, key: str, turn: Turn | None, based_on: int | None = None
) -> Message:
    from conversations.whatsapp import outbox  # it leads here when Twilio says that somebody opted out

    return outbox.queue(conversation, purpose=purpose, body=body, idempotency_key=key, turn=turn, based_on=based_on)
