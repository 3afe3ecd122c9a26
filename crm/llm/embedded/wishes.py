"""What they want to happen: a message later, an answer now, and what becomes of the follow-up that is pending."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.text import fold
from crm.llm.embedded.time_grammar.told_of import is_today

REFUSALS = ("polite_no", "needs_time_no_contact", "resolved", "opt_out", "angry")
HEAD_WEIGHT = 0.65  # of the heads' chance that they want a message later, beside the rules'
ANSWER_NOW = 0.6  # the heads' chance from which they want an answer now
FUTURE_ROLES = ("contact_after", "contact_before", "unavailable", "their_commitment", "event")

_SOLVED_NOTE = re.compile(
    r"\b(?:paid|bought|ordered|order (?:placed|completed|received|confirmed)|purchas\w+|booked|signed|completed|checkout|subscribed|"
    r"resolved|solved|settled|sorted|closed|fixed|delivered|refunded|cancel\w+|no longer (?:needed|interested)|won|lost|pagad\w+|comprad\w+|"
    r"compro|pedido (?:realizado|hecho|pago)|resuelt\w+|entregad\w+|cancelad\w+|pago|comprou|resolvid\w+|entregue|assinad\w+|firmad\w+)\b"
)
_NOT_SOLVED = re.compile(
    r"\b(?:not|un|isn't|wasn't|failed|declined|abandoned|pending|open(?:ed)?|reopened|no|nao|sin|sem|asked(?! (?:for|about)\b)|wants|question|ticket opened|complain\w*)\b"
)
_COMPLAINT_NOTE = re.compile(
    r"\b(?:complain\w*|angry|furious|upset|escalat\w+|refund requested|dispute\w*|chargeback|ticket (?:opened|open|raised|created)|open ticket|"
    r"opened a ticket|unhappy|dissatisf\w+|bad review|queja\w*|reclam\w+|molest\w+|enfadad\w+|enojad\w+|chamado aberto|irritad\w+|insatisfeit\w+)\b"
)
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\"")
_NOW_ASKED = re.compile(
    r"\b(?:is (?:now|this) a good (?:moment|time)|te viene bien .{0,20}ahora|este e um bom momento|agora e um bom momento)\b"
)
_CALLING = re.compile(
    r"\b(?:call(?:ed|back| back| me| you| us)?|phone|ring|llam\w+|ligar|ligue|ligacao|liga|telefon\w+)\b"
)
_NOT_REACHED = re.compile(
    r"\b(?:no answer|not answer\w*|didn'?t (?:answer|pick|reach)|missed|voicemail|hung up|unreachable|tried to (?:call|reach)|"
    r"no contest\w+|sin respuesta|buzon|nao atend\w+|sem resposta|caixa postal)\b"
)
_REFERS = re.compile(
    r"\b(?:as (?:i|we|just )*(?:told|said|discussed|agreed|mentioned|explained|wrote|emailed|asked)|like (?:i|we) (?:said|told|wrote|explained)|as (?:discussed|agreed)|"
    r"on the phone|by (?:phone|e-?mail)|(?:told|discussed|explained|went over|talked|said)(?: \w+){0,6} (?:rang|called|phoned|emailed|spoke|your (?:colleague|office|team|guy|lady|man))|"
    r"(?:told|asked|wrote|emailed) your (?:colleague|office|team)|(?:see|read|check|got|get|had|per) my (?:e-?mails?|mail|message|voice ?(?:mail|note)|note|form|call)|"
    r"(?:mira|ved|lee|vea) mi (?:correo|email|mensaje)|(?:ve|veja|le|leia) meu (?:e-?mail|recado)|siehe meine (?:e-?mail|mail)|voir mon (?:e-?mail|mail|message)|"
    r"(?:spoke|talked) (?:to|with) your|como (?:le |te )?(?:dije|comente|hable|acordamos|quedamos)|por telefono|como (?:falei|disse|combinamos)|por telefone|"
    r"comme (?:dit|convenu)|wie (?:besprochen|gesagt))\b"
)
# Another matter for the moment that is planned already, and words that say so only where they ask for something.
_TOGETHER = re.compile(
    r"\b(?:at the same time|while (?:you're|we're|you are|we are) at it|when (?:we|you) (?:talk|speak|call|meet|write|are in touch|message)|"
    r"(?:since|as|while) (?:you're|you are|you'll be|we're|we are|we) (?:writing|calling|messaging|talking|speaking|in touch|talk|speak|meet)\b|"
    r"(?:ya que|cuando) (?:(?:me|nos) )?(?:escrib\w+|llam\w+|habl\w+)|(?:ja que|quando) (?:vai |voce |vc |for )*(?:me |nos )?(?:chama\w*|liga\w*|escrev\w+|fala\w*)|"
    r"puisque (?:vous|tu) m'\w+|wenn sie (?:sowieso|ohnehin)|"
    r"(?:in|on) the same (?:call|message|chat|day|visit)|same (?:day|call|time)|on (?:that|the) call|"
    r"de paso|al mismo tiempo|en la misma (?:llamada|charla)|cuando (?:hablemos|llames?|me (?:llam|escrib)\w+)|aproveit\w+|ao mesmo tempo|"
    r"na mesma (?:ligacao|conversa)|quando (?:falarmos|me ligar\w*|a gente (?:se )?falar)|en meme temps|quand on se parle|gleichzeitig|"
    r"wenn wir (?:sprechen|telefonieren))\b"
)
_ALSO = re.compile(r"\b(?:also|as well|too|plus|on top|add|include|tambien|ademas|tambem|aussi|auch)\b")
_NUMBER = re.compile(r"\d")
_RESCHEDULES = re.compile(
    r"\b(?:can we do|could we do|can we (?:speak|talk|meet|move|make)|could we (?:speak|talk|meet|move|make)|make it|instead|rather|earlier|sooner|"
    r"later|move|postpone|push|put (?:it|this|that) (?:off|back)|bump|shift|delay|another (?:day|week|month|time|few|couple)|one more week|week after|no good|reschedul\w+|came up|better|works|suits|can'?t (?:do|make)|doesn'?t work|won'?t work|no puedo|no llego|nao posso|nao da|nao consigo|ne peux pas|kann (?:doch )?nicht|"
    r"mejor|podemos|puede ser|pasar(?:lo)? a|cambiar(?:lo)?|mover(?:lo)?|aplaz\w+|adelant\w+|surgio|"
    r"pode ser|da pra|remarc\w+|adi\w+|mudar|antecip\w+|surgiu|melhor|plutot|decaler|reporter|avancer|lieber|verschieb\w+|besser)\b"
)
_PUT_OFF = re.compile(
    r"\b(?:push (?:it|this|that|the \w+) (?:back|out)|postpon\w+|reschedul\w+|put (?:it|this|that) (?:off|back)|move (?:it|this|the (?:call|date|chat))|"
    r"another (?:day|time|date)|different (?:day|time|date)|delay (?:it|this)|aplaz\w+|pospon\w+|otro dia|otra fecha|adiar|remarcar|outro dia|outra data|"
    r"reporter|decaler|un autre jour|verschieben|einen anderen tag)\b"
)
_ACCEPTS = re.compile(
    r"\b(?:yes|yep|sure|book|confirm|reserve|si|sim|oui|ja|reserv\w+|confirm\w+|marca\w*|agend\w+|haan)\b"
)
_PROPOSED = re.compile(
    r"\?|\b(?:shall|should|can|may|could) (?:i|we)\b|\bhow about\b|\bi(?:'ll| will)\b|\bwe(?:'ll| will)\b|\bwould\b"
)


@dataclass(frozen=True)
class Wishes:
    later: bool
    now: bool
    pending: str  # none, keep, move, merge, cancel
    certain: bool  # rules and heads say the same about `later`
    unread: bool = False  # they seem to name another time, and the grammar did not read it


def settled_by(events: Sequence[Mapping[str, Any]]) -> str:
    """The note of an event that settles the matter (paid, ordered, solved), or nothing."""
    for event in reversed(events):
        note = f"{event.get('kind') or ''} {event.get('note') or ''}".strip()
        folded = fold(note).text
        if _SOLVED_NOTE.search(folded) and not _NOT_SOLVED.search(folded):
            return str(event.get("note") or event.get("kind") or "")
    return ""


def called_first(events: Sequence[Mapping[str, Any]], follow_up: Mapping[str, Any]) -> str:
    """The note of a call that took place, where what is planned is a call itself; or nothing."""
    planned = fold(f"{follow_up.get('purpose') or ''} {follow_up.get('quote') or ''}").text
    if not _CALLING.search(planned):
        return ""
    for event in reversed(events):
        note = str(event.get("note") or "")
        if event.get("kind") == "call" and not _NOT_REACHED.search(fold(note).text):
            return note or "call"
    return ""


def complaint_in(events: Sequence[Mapping[str, Any]]) -> str:
    """The note of an event that tells of a complaint or an open ticket, or nothing."""
    for event in reversed(events):
        note = f"{event.get('kind') or ''} {event.get('note') or ''}".strip()
        if _COMPLAINT_NOTE.search(fold(note).text):
            return str(event.get("note") or event.get("kind") or "")
    return ""


def refers_elsewhere(cues: Cues) -> bool:
    """ "As I told your colleague on the phone": the wish stands in an event's note."""
    return bool(_REFERS.search(cues.folded.text))


def proposed_time(recent: Sequence[Mapping[str, Any]]) -> str:
    """Our last message, where it proposed something that a short yes accepts."""
    if not recent or recent[-1].get("from") != "us":
        return ""
    text = _QUOTED.sub(" ", str(recent[-1].get("text") or ""))  # their own words, said back, are no proposal of ours
    plain = fold(text).text
    return text if _PROPOSED.search(plain) and not _NOW_ASKED.search(plain) else ""


def asked_us_back(recent: Sequence[Mapping[str, Any]]) -> bool:
    """Whether our last message asked something."""
    return bool(recent) and recent[-1].get("from") == "us" and "?" in str(recent[-1].get("text") or "")


def wishes(
    cues: Cues,
    stance: str,
    times: Sequence[Mapping[str, Any]],
    flags: Mapping[str, float] | None,
    *,
    pending: Mapping[str, Any] | None,
    courtesy: bool,
    settled: bool,
    borrowed: bool = False,
    doubted: bool = False,
) -> Wishes:
    """What they want to happen.

    `times`: the expressions of time of the burst; `flags`: the heads' chances; `settled`: an event settled the matter;
    `borrowed`: the times are those of our proposal or of an event, which the burst accepts or points to; `doubted`: they
    may have asked for no more messages, so that nothing is planned until a person has looked.
    """
    coming = [t for t in times if t.get("role", "contact_after") in FUTURE_ROLES and t.get("kind") != "none"]
    if stance in REFUSALS:
        now = stance == "angry" or ("question" in cues and stance != "opt_out")
        return Wishes(False, now, "none" if pending is None else "cancel", True)
    if doubted:
        return Wishes(False, False, "none" if pending is None else "keep", True)
    if courtesy:
        verdict = "none" if pending is None else "cancel" if settled else "keep"
        return Wishes(verdict == "keep", False, verdict, True)
    over = not coming and any(t.get("role") == "past_fact" for t in times)
    by_rule = _later_by_rule(cues, bool(coming), any(_from_then_on(time) for time in coming), over)
    head = flags["wants_followup"] if flags else by_rule
    moves = (
        pending is not None and bool(coming) and bool(_RESCHEDULES.search(cues.folded.text)) and not _is_today(coming)
    )
    not_before = any(_from_then_on(t) and t.get("kind") == "holiday" for t in coming) and not cues.any(
        "now", "question"
    )
    waits = borrowed or moves or not_before or _waits_for(coming, cues)
    later = waits or (1 - HEAD_WEIGHT) * by_rule + HEAD_WEIGHT * head >= 0.5
    certain = borrowed or (by_rule >= 0.5) == (head >= 0.5)
    now = _now(cues, later, flags, coming)
    if pending is None:
        return Wishes(later, now or (not later and stance == "interested"), "none", certain)
    if settled and not coming:
        return Wishes(False, now, "cancel", certain)
    at_once = _asks_for_what_is_planned(cues, pending, flags, coming)
    if (
        at_once
        or _wants_it_now(cues, later)
        or (_is_today(coming) and cues.any("question", "request") and _reschedules(cues))
    ):
        return Wishes(False, True, "cancel", certain)
    if _TOGETHER.search(cues.folded.text) or (
        _ALSO.search(cues.folded.text) and "?" not in cues.folded.text and cues.any("request", "positive")
    ):
        return Wishes(True, now, "merge", certain)
    if _ALSO.search(cues.folded.text) and _same_day(coming, pending) and cues.any("request", "question", "positive"):
        return Wishes(True, now and "now" in cues, "merge", certain)
    if coming and later and not _restates(coming, pending, cues):
        return Wishes(True, now, "move", certain)
    unread = not coming and (
        bool(_PUT_OFF.search(cues.folded.text))
        or (_reschedules(cues) and bool("time" in cues or _NUMBER.search(cues.folded.text)))
    )
    return Wishes(True, now or cues.any("question", "request"), "keep", certain, unread)


def _from_then_on(time: Mapping[str, Any]) -> bool:
    """ "After the holidays we go on": not before, in so many words."""
    named = time.get("kind") not in ("event_without_date", "vague")
    return named and time.get("role", "contact_after") == "contact_after" and time.get("relation") in ("after", "from")


def _waits_for(coming: Sequence[Mapping[str, Any]], cues: Cues) -> bool:
    """ "Once my claim pays out I'm coming in for that truck": nothing else is named, and nothing is asked now."""
    events = [
        time.get("kind") == "event_without_date"
        and time.get("role", "contact_after") == "contact_after"
        and time.get("relation", "after") == "after"
        for time in coming
    ]
    return bool(events) and all(events) and not cues.any("now", "question", "complaint", "anger", "they_write")


def _later_by_rule(cues: Cues, coming: bool, from_then_on: bool = False, over: bool = False) -> float:
    """0 to 1: how clearly the cues ask for a message later. `over`: "was sick since Friday" is busy no more."""
    busy = "busy" in cues and not over
    score = 0.15 + 0.45 * coming + 0.4 * ("come_back" in cues) + 0.25 * ("not_now" in cues) + 0.25 * busy
    score += 0.2 * from_then_on + 0.3 * cues.any("undecided", "ask_other") + 0.15 * ("condition" in cues)
    if "now" in cues:
        score -= 0.6
    if "question" in cues and "come_back" not in cues and not busy:
        score -= 0.4
    if "go_ahead" in cues and not busy and not cues.any("come_back", "not_now"):
        score -= 0.15 if coming and not _ACCEPTS.search(cues.folded.text) else 0.3
    if "request" in cues and not coming:
        score -= 0.15
    if "they_write" in cues and not coming:
        score -= 0.4
    return max(0.0, min(score, 1.0))


def _now(cues: Cues, later: bool, flags: Mapping[str, float] | None, coming: Sequence[Mapping[str, Any]] = ()) -> bool:
    if later and "now" not in cues and ("question" not in cues or _asks_for_then(cues, coming)):
        return False
    return cues.any("question", "request", "go_ahead", "now", "human") or bool(
        flags and flags["answer_now"] >= ANSWER_NOW
    )


def _asks_for_then(cues: Cues, coming: Sequence[Mapping[str, Any]]) -> bool:
    """ "Shall we talk the week after?": every question only proposes the time, so a date answers it."""
    text = cues.folded.text
    quotes = [fold(str(time.get("quote") or "")).text for time in coming]
    asked = [piece for piece in re.split(r"(?<=[?])|[.!\n]", text) if piece.rstrip().endswith("?")]
    names_it = [any(quote and quote in piece for quote in quotes) for piece in asked]
    return "come_back" in cues and bool(asked) and all(names_it)


def _wants_it_now(cues: Cues, later: bool) -> bool:
    if "now" in cues and cues.any("request", "go_ahead", "positive", "question", "done_here"):
        return True
    return ("now" in cues and not later) or ("go_ahead" in cues and not later and "question" not in cues)


def _asks_for_what_is_planned(
    cues: Cues,
    pending: Mapping[str, Any],
    flags: Mapping[str, float] | None,
    coming: Sequence[Mapping[str, Any]],
) -> bool:
    """ "My boss is asking already, share the quotation": the very thing that was to be sent later. Today at the latest."""
    today = bool(coming) and all(map(is_today, coming))
    if (
        flags is None
        or flags["answer_now"] < ANSWER_NOW
        or (coming and not today)
        or ("question" in cues and not today)
    ):
        return False
    return (today or flags["wants_followup"] < 0.5) and speaks_of(str(pending.get("purpose") or ""), cues.folded.text)


def _reschedules(cues: Cues) -> bool:
    return bool(_RESCHEDULES.search(cues.folded.text))


def _is_today(coming: Sequence[Mapping[str, Any]]) -> bool:
    return any(map(is_today, coming))


def _same_day(coming: Sequence[Mapping[str, Any]], pending: Mapping[str, Any]) -> bool:
    """Whether every day named is the one that is planned."""
    try:
        planned = datetime.fromisoformat(str(pending.get("earliest") or ""))
    except ValueError:
        return False
    named = [time for time in coming if time.get("day") or time.get("weekday") is not None]
    return bool(named) and all(
        time.get("day", planned.day) == planned.day and time.get("weekday", planned.weekday()) == planned.weekday()
        for time in named
    )


def _restates(coming: Sequence[Mapping[str, Any]], pending: Mapping[str, Any], cues: Cues) -> bool:
    """ "Thanks, until the 24th!": the day that is planned, said again."""
    return (
        _same_day(coming, pending) and ("thanks" in cues or not cues.any("not_now", "busy")) and not _reschedules(cues)
    )


def speaks_of(purpose: str, note: str) -> bool:
    """Whether a note and a purpose share a word that means something: the same matter."""
    stop = {
        "the",
        "and",
        "for",
        "with",
        "ask",
        "whether",
        "they",
        "want",
        "about",
        "their",
        "this",
        "that",
        "has",
        "was",
        "were",
    }
    first, second = ({w[:6] for w in re.findall(r"\w{4,}", fold(text).text)} - stop for text in (purpose, note))
    return bool(first & second)


def last_customer_cues(recent: Sequence[Mapping[str, Any]]) -> Cues | None:
    for said in reversed(recent):
        if said.get("from") == "customer":
            return cues_of(str(said.get("text") or ""))
    return None
