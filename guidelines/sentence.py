"""A guideline said back in one plain sentence, from its typed parts alone: what the author reads before activating."""

from __future__ import annotations

from collections.abc import Sequence

from guidelines import schema as s
from guidelines.vocabulary import COMPARED, FACTS, SIGNALS, TESTS, WEEKDAYS


def sentence_of(what: s.Interpretation) -> str:
    if what.outcome == "refuse":
        return what.refuse_words or "This is not something the assistant may do."
    done = joined([effect_words(effect) for effect in what.effects], "; ", "; ")
    if what.outcome == "amend":
        done = _amended(what, done)
    if not done:
        return "Not clear yet: " + (what.questions[0] if what.questions else "what should change?")
    when = when_words(what.when)
    whole = f"{when}: {done}" if when else done
    return f"{whole[0].upper()}{whole[1:]}{_validity(what)}."


def _amended(what: s.Interpretation, done: str) -> str:
    change = what.amend or s.Amendment()
    named = KINDS.get(change.target_kind or "", "an earlier guideline")
    if change.act == "end":
        return f"end the earlier guideline on {named}"
    return f"change the earlier guideline on {named} to: {done}" if done else ""


def when_words(when: s.When) -> str:
    """ "When they ask for time and they are a lead", or nothing for always."""
    groups = [joined([condition_words(each) for each in group.any], ", ", " or ") for group in when.all]
    return f"when {joined(groups, ', ', ' and ')}" if groups else ""


def condition_words(condition: s.Fact | s.Signal | s.Custom | s.AgentSide) -> str:
    words = _plain(condition)
    return f"not ({words})" if condition.negated else words


def _plain(condition: s.Fact | s.Signal | s.Custom | s.AgentSide) -> str:
    if isinstance(condition, s.Signal):
        return SIGNALS[condition.signal].who
    if isinstance(condition, s.Custom):
        return f"“{condition.question}” is true"
    if isinstance(condition, s.AgentSide):
        return TESTS[condition.test].format(words=quoted(condition.words))
    value = condition.value.replace("_", " ")
    if condition.fact == "weekday" and value.isdigit() and int(value) < len(WEEKDAYS):
        value = WEEKDAYS[int(value)]
    compared = COMPARED[condition.op].format(value=value)
    if condition.op == "is_not" and "{value}" in FACTS[condition.fact]:
        value = f"not {value}"
    return FACTS[condition.fact].format(value=value, compared=compared)


def effect_words(effect: s.AnyEffect) -> str:
    """One effect as an order: "hold every follow-up until they write". Where an amount is missing it says “…”."""
    return _WORDS[effect.kind](effect)


def _hold(effect: s.Hold) -> str:
    until = {
        "contact_writes": "until they write",
        "duration": f"for {duration(effect.hours)}",
        "date": f"until {effect.day:%-d %B %Y}" if effect.day else "until …",
        "person": "until a person releases it",
    }
    return f"hold every follow-up {until.get(effect.until or '', 'until …')}"


def _cap(effect: s.Cap) -> str:
    most = "…" if effect.max is None else str(effect.max)
    span = {"silence": "in a row without an answer", "conversation": "in a conversation"}.get(
        effect.per, f"a {effect.per}"
    )
    if effect.max == 0:
        return "send no follow-up"
    ending = "; the count starts again when they write" if effect.per == "silence" else ""
    return f"send at most {most} follow-up{'' if effect.max == 1 else 's'} {span}{ending}"


def _min_gap(effect: s.MinGap) -> str:
    between = "between two follow-ups" if effect.after == "last_follow_up" else "after their last message"
    return f"leave at least {duration(effect.hours)} {between}"


def _quiet_hours(effect: s.QuietHours) -> str:
    zone = "in their time zone" if effect.tz == "contact" else "in our time zone"
    days = f" on {joined([WEEKDAYS[day % 7] for day in effect.days], ', ', ' and ')}" if effect.days else ""
    if effect.from_ == "00:00" and effect.to == "24:00":
        return f"send nothing proactive{days or ' at any time'}, {zone}"
    return f"send nothing proactive from {effect.from_ or '…'} to {effect.to or '…'}{days}, {zone}"


def _handoff(effect: s.HandoffNow) -> str:
    return f"hand the thread to {effect.assignee or effect.team or 'a person'} at once"


def _require_first(effect: s.RequireFirst) -> str:
    if effect.person:
        return "a person looks first; the agent says nothing on it until they hand the thread back"
    asked = joined(effect.collect, ", ", " and ") or "…"
    tries = "one try" if effect.give_up_after <= 1 else "two tries"
    return f"before handing over, ask for {asked} (give up after {tries}; who is angry goes to a person at once)"


def _never_say(effect: s.NeverSay) -> str:
    kinds = {"card": "card number", "phone": "phone number", "email": "e-mail address", "url": "link"}
    parts = [quoted(effect.phrases)] if effect.phrases else []
    parts += [f"a {kinds.get(each, each)}" for each in effect.detectors]
    if not parts and effect.claim:
        return f"never do this: “{effect.claim}”"
    return f"never say {joined(parts, ', ', ' or ') or '…'}"


def _must_say(effect: s.MustSay) -> str:
    what = f"“{effect.text}”, word for word" if effect.text else f"in fitting words, “{effect.claim or '…'}”"
    return f"say {'once' if effect.once else 'always'}: {what}"


def _max_length(effect: s.MaxLength) -> str:
    limits = [
        f"{value} {unit if value != 1 else unit[:-1]}"
        for unit, value in (
            ("sentences", effect.sentences),
            ("words", effect.words),
            ("characters", effect.characters),
        )
        if value is not None
    ]
    return f"write at most {joined(limits, ', ', ' and ') or '…'}"


def _format(effect: s.Format) -> str:
    named = {
        "emoji": "emojis",
        "exclamation_marks": "exclamation marks",
        "lists": "lists",
        "links": "links",
        "capitals": "words in capitals",
    }
    parts = [
        f"{'use' if allowed else 'use no'} {words}"
        for name, words in named.items()
        if (allowed := getattr(effect, name)) is not None
    ]
    if effect.questions is not None:
        parts.append(f"ask at most {effect.questions} question{'' if effect.questions == 1 else 's'} in a message")
    return joined(parts, ", ", " and ") or "format: …"


def _language(effect: s.Language) -> str:
    if effect.mode == "mirror":
        return "write in the customer's language"
    names = joined(effect.languages, ", ", " or ") or "…"
    return f"write only in {names}" if effect.mode != "allowed" else f"write in their language if it is {names}"


def _offer_limit(effect: s.OfferLimit) -> str:
    limits = []
    if effect.max_discount_percent is not None:
        limits.append(f"a discount above {number(effect.max_discount_percent)} %")
    if effect.max_amount is not None:
        limits.append(f"more than {number(effect.max_amount)} {effect.currency}".strip())
    return f"never offer {joined(limits, ', ', ' or ') or '…'}"


def _fact(effect: s.FactOverride) -> str:
    old = f" instead of “{effect.replaces}”" if effect.replaces else ""
    return f"for {effect.topic.replace('_', ' ') or '…'}, say “{effect.value or '…'}”{old}"


_WORDS = {
    "followup.hold": _hold,
    "followup.stop": lambda effect: "cancel what is planned and send no follow-up",
    "followup.cap": _cap,
    "followup.min_gap": _min_gap,
    "send.quiet_hours": _quiet_hours,
    "handoff.now": _handoff,
    "handoff.require_first": _require_first,
    "reply.never_say": _never_say,
    "reply.must_say": _must_say,
    "reply.max_length": _max_length,
    "reply.format": _format,
    "reply.language": _language,
    "offer.limit": _offer_limit,
    "fact.override": _fact,
    "reply.style": lambda effect: f"write in this manner: {effect.instruction or '…'}",
    "reply.guide": lambda effect: f"keep in mind: “{effect.instruction or '…'}”",
}
KINDS: dict[str, str] = {
    "followup.hold": "holding follow-ups",
    "followup.stop": "stopping follow-ups",
    "followup.cap": "the number of follow-ups",
    "followup.min_gap": "the time between follow-ups",
    "send.quiet_hours": "quiet hours",
    "handoff.now": "handing over to a person",
    "handoff.require_first": "what to ask before handing over",
    "reply.never_say": "what is never said",
    "reply.must_say": "what is always said",
    "reply.max_length": "the length of answers",
    "reply.format": "the form of messages",
    "reply.language": "the language of messages",
    "offer.limit": "the limit of offers",
    "fact.override": "a corrected fact",
    "reply.style": "the manner of writing",
    "reply.guide": "a note to the writer",
}


def _validity(what: s.Interpretation) -> str:
    since = f"from {what.valid_from:%-d %B %Y}" if what.valid_from else ""
    until = f"until {what.valid_until:%-d %B %Y}" if what.valid_until else ""
    return f" ({joined([part for part in (since, until) if part], ' ', ' ')})" if since or until else ""


def duration(hours: float | None) -> str:
    if hours is None:
        return "…"
    for unit, size in (("week", 168), ("day", 24)):
        if hours >= size and hours % size == 0:
            return f"{number(hours / size)} {unit}{'' if hours == size else 's'}"
    return f"{number(hours)} hour{'' if hours == 1 else 's'}"


def number(value: float) -> str:
    return f"{value:g}"


def quoted(words: Sequence[str]) -> str:
    return joined([f"“{each}”" for each in words], ", ", " or ")


def joined(parts: Sequence[str], comma: str, last: str) -> str:
    return comma.join(parts[:-1]) + last + parts[-1] if len(parts) > 1 else "".join(parts)
