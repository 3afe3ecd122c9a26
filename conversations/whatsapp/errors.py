"""Twilio's error codes as data: what each means for a message, and what we do. Source: twilio.com/docs/api/errors.

Twilio advises against programming on error texts, so only numbers count; a code that is not listed is never tried again
and goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Do = Literal[
    "retry",  # it did not go out and may go out later, unchanged
    "never",  # as it stands it will never go out: a person looks
    "operator",  # nothing goes out until somebody mends the account: the sender stops
    "opt_out",  # the customer does not want messages from us
    "template",  # only an approved template may be sent now
]


@dataclass(frozen=True)
class Advice:
    do: Do
    words: str  # for a person, after "was not sent: "
    after: int = 0  # seconds to wait at least before the next try
    grows: bool = False  # each wait is twice the last one
    tries: int = 3  # so often it is sent again after Twilio had taken it and WhatsApp had not
    never_to: frozenset[str] = frozenset()  # countries (ISO 3166) in which waiting does not help
    template: str = ""  # what has become of the template it was sent with

    @property
    def retryable(self) -> bool:
        return self.do == "retry"


UNLISTED = Advice("never", "WhatsApp refused it for a reason we do not know")

ERRORS: dict[int, Advice] = {
    20003: Advice("operator", "Twilio does not accept our account or its token", 300),
    20404: Advice("never", "Twilio does not know what the message refers to"),
    20429: Advice("retry", "too many requests to Twilio at once", 1),
    429: Advice("retry", "too many requests to Twilio at once", 1),
    401: Advice("operator", "Twilio does not accept our account or its token", 300),
    21211: Advice("never", "the address is not valid"),
    21212: Advice("operator", "our own number is not valid", 300),
    21408: Advice("operator", "our account may not send to that country", 300),
    21602: Advice("never", "it had no text"),
    21603: Advice("operator", "our own number is missing", 300),
    21604: Advice("never", "the address is missing"),
    21606: Advice("operator", "our number cannot send", 300),
    21608: Advice("operator", "a trial account may only write to verified numbers", 300),
    21610: Advice("opt_out", "they opted out"),
    21612: Advice("never", "that number cannot be reached"),
    21614: Advice("never", "that is not a mobile number"),
    21617: Advice("never", "it was longer than 1,600 characters"),
    21620: Advice("never", "the attachment's address is not valid"),
    21654: Advice("never", "the template is missing"),
    21655: Advice("never", "the template does not exist any more", template="deleted"),
    21656: Advice("never", "a value of the template was empty or not valid"),
    21658: Advice("never", "a part of it was too long"),
    21703: Advice("operator", "no number of ours can send", 300),
    21910: Advice("never", "their address and ours are of different channels"),
    11751: Advice("never", "the attachment was too big"),
    30001: Advice("retry", "the queue was full", 60),
    30003: Advice("retry", "their phone could not be reached", 600),
    30007: Advice("never", "it was filtered as spam"),
    30008: Advice("retry", "the network failed for an unknown reason", 600),
    30036: Advice("retry", "it waited too long in the queue", 60, tries=1),
    35111: Advice("never", "its time of sending was missing"),
    35114: Advice("never", "its time of sending was not allowed"),
    35115: Advice("never", "its time of sending was not allowed"),
    35118: Advice("never", "it could not be scheduled"),
    35125: Advice("retry", "too many scheduled messages", 3600),
    63001: Advice("operator", "WhatsApp does not accept our sender", 300),
    63002: Advice("operator", "our WhatsApp sender is not set up", 300),
    63003: Advice("never", "that number is not on WhatsApp"),
    63005: Advice("never", "WhatsApp did not accept the content"),
    63007: Advice("operator", "our number is not a WhatsApp sender", 300),
    63010: Advice("retry", "Twilio had an internal error", 60),
    63012: Advice("retry", "WhatsApp had an internal error", 60),
    63013: Advice("never", "it goes against WhatsApp's policy"),
    63014: Advice("opt_out", "they blocked our number"),
    63015: Advice("never", "they have not joined the sandbox"),
    63016: Advice("template", "the 24-hour window is closed"),
    63017: Advice("retry", "our account sends too fast", 5),
    63018: Advice("retry", "WhatsApp's limit for our number is reached", 3600, grows=True, tries=4),
    63019: Advice("retry", "the attachment could not be loaded", 60, tries=1),
    63020: Advice("operator", "the WhatsApp business account is not accepted", 300),
    63021: Advice("never", "its content was not accepted"),
    63023: Advice("retry", "WhatsApp had an error", 60, tries=1),
    63024: Advice("never", "that number cannot receive it"),
    63027: Advice("never", "the template does not exist in that language"),
    63028: Advice("never", "the template got the wrong number of values"),
    63029: Advice("never", "the template's attachment could not be loaded"),
    63030: Advice("never", "the template may not be combined with this"),
    63031: Advice("never", "their address and ours are the same"),
    63032: Advice("never", "WhatsApp keeps this person out for the moment"),
    63038: Advice("retry", "today's limit is reached", 6 * 3600, tries=4),
    63040: Advice("never", "the template was rejected", template="rejected"),
    63041: Advice("never", "the template is paused", template="paused"),
    63042: Advice("never", "the template is disabled", template="disabled"),
    63049: Advice(
        "retry", "WhatsApp chose not to deliver this advertisement", 4 * 3600, True, 2, never_to=frozenset({"US"})
    ),
    63051: Advice("operator", "the WhatsApp business account is locked", 300),
    63062: Advice("operator", "the terms for marketing messages are not accepted", 300),
    63112: Advice("operator", "the WhatsApp business account is disabled", 300),
    63119: Advice("retry", "WhatsApp's rate limit is reached", 60),
}


def advice(code: int | None, country: str = "") -> Advice:
    """What to do about Twilio's error `code` for a customer in `country`; unknown codes are never repeated."""
    known = ERRORS.get(code or 0, UNLISTED)
    return replace(known, do="never") if country in known.never_to else known
