"""Acts on a guideline: activate, pause, resume, retire. Each is one transaction: status, what it holds, who did it and why.

Activation is one set-based pass over what is planned, by stored readings: no turn runs, no model is asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from conversations.models import Conversation, NextKind
from conversations.signals import hold_follow_ups, release_follow_ups, stop_follow_ups
from conversations.turns.turn import Applied, Held
from crm import clock
from crm.access import is_lead
from crm.models import Activity, User
from guidelines.enforce import HOLDING, applied, held_by
from guidelines.known import of_many
from guidelines.models import Application, Guideline, Revision
from guidelines.models.guideline import today
from guidelines.models.revision import write_revision
from guidelines.rules import Rule, rule_of, rules_with
from guidelines.schema import Interpretation, sentence

Status = Guideline.Status
CHUNK = 500


class NotAllowed(ValueError):
    """The act cannot be done, or not by this person; the message says why and what to do, in words for them."""


@transaction.atomic
def activate(guideline: Guideline, user: User) -> int:
    """Put its latest revision in force. Returns how many follow-ups are held by it from now on.

    An amendment changes the guideline that it is about, which must be this one or another: the old one gets the new
    revision, and this sentence is retired into it.
    """
    row, revision = ready(guideline, user)
    meaning = revision.meaning
    if meaning.outcome == "amend" and meaning.amend and meaning.amend.target_id != str(row.pk):
        return amend(row, revision, user)
    return put_in_force(row, revision, user)


def ready(guideline: Guideline, user: User) -> tuple[Guideline, Revision]:
    row, revision = locked(guideline, user), guideline.latest
    if revision is None or " ".join(revision.text.split()) != " ".join(row.text.split()):
        raise NotAllowed("Its words are still being read. Look at how they are understood first.")
    meaning = revision.meaning
    if not meaning.is_ready:
        raise NotAllowed(
            meaning.refuse_words
            or (meaning.questions[0] if meaning.questions else "It is not clear yet. Change the words.")
        )
    if meaning.amend and meaning.amend.loosens and not user.is_superuser:
        raise NotAllowed("It allows what was refused before. Only an administrator may activate that.")
    if row.valid_until and row.valid_until < today():
        raise NotAllowed("Its last day is over. Give it another one first.")
    return row, revision


def put_in_force(row: Guideline, revision: Revision, user: User) -> int:
    before = row.active_revision
    if before and before.pk != revision.pk:
        release(row, before, "A new revision of the guideline is in force.")
    meaning = revision.meaning
    row.active_revision, row.status = revision, Status.ACTIVE
    row.activated_at, row.problem, row.scope = clock.now(), "", list(meaning.scope)
    row.valid_from = row.valid_from or meaning.valid_from
    row.valid_until = row.valid_until or meaning.valid_until
    row.save()
    held = hold_what_matches(rule_of(row, revision))
    words = f"{user} activated the guideline “{row.name}”." + (f" {count(held)} held at once." if held else "")
    note(row, "guideline-activated", words, user)
    return held


def amend(row: Guideline, revision: Revision, user: User) -> int:
    meaning = revision.meaning
    assert meaning.amend is not None
    target = Guideline.objects.select_for_update().filter(pk=number(meaning.amend.target_id)).first()
    if target is None or target.active_revision is None:
        raise NotAllowed("The guideline that it changes is not in force any more. Write it as a new one.")
    if meaning.amend.act == "end":
        end(target, user, Status.RETIRED, "guideline-retired", f"{user} ended it by: “{row.text}”")
        held = 0
    else:
        merged = merge(target.active_revision.meaning, meaning)
        text = f"{target.text.rstrip()} {row.text.strip()}"
        new = write_revision(target, merged, text=text, model=revision.model, author=user)
        target.text = text
        held = put_in_force(target, new, user)
    row.status = Status.RETIRED
    row.save()
    note(
        row, "guideline-retired", f"“{row.name}” was merged into the guideline that it changes: “{target.name}”.", user
    )
    return held


def merge(old: Interpretation, new: Interpretation) -> Interpretation:
    """The old guideline with the new effects in the place of those of the same kind."""
    kinds = {effect.kind for effect in new.effects}
    effects = [*(effect for effect in old.effects if effect.kind not in kinds), *new.effects]
    merged = old.model_copy(update={"effects": effects, "when": new.when if new.when.all else old.when, "amend": None})
    return merged.model_copy(update={"outcome": "accept", "restatement": sentence(merged)})


@transaction.atomic
def pause(guideline: Guideline, user: User) -> int:
    """Take it out of force for the time being. Returns how many follow-ups it lets go."""
    row = locked(guideline, user)
    if row.status != Status.ACTIVE:
        raise NotAllowed("It is not active.")
    return end(row, user, Status.PAUSED, "guideline-paused", f"{user} paused the guideline “{row.name}”.")


@transaction.atomic
def resume(guideline: Guideline, user: User) -> int:
    """Put the same revision in force again. Returns how many follow-ups it holds."""
    row = locked(guideline, user)
    if row.status != Status.PAUSED or row.active_revision is None:
        raise NotAllowed("It is not paused.")
    row.status, row.activated_at = Status.ACTIVE, clock.now()
    row.save()
    held = hold_what_matches(rule_of(row, row.active_revision))
    words = f"{user} resumed the guideline “{row.name}”." + (f" {count(held)} held at once." if held else "")
    note(row, "guideline-resumed", words, user)
    return held


@transaction.atomic
def retire(guideline: Guideline, user: User) -> int:
    """For good. Its history stays. Returns how many follow-ups it lets go."""
    row = locked(guideline, user)
    if row.status == Status.RETIRED:
        raise NotAllowed("It is retired already.")
    return end(row, user, Status.RETIRED, "guideline-retired", f"{user} retired the guideline “{row.name}”.")


def expire() -> int:
    """Scheduled: what has passed its last day is retired and lets go what it held; a hold of so many hours ends too."""
    with transaction.atomic():
        over = Guideline.objects.select_for_update(skip_locked=True).filter(
            status=Status.ACTIVE, valid_until__lt=today()
        )
        for row in over:
            end(row, None, Status.RETIRED, "guideline-expired", f"The guideline “{row.name}” ended with its last day.")
    return let_go_what_is_over()


@transaction.atomic
def let_go_what_is_over() -> int:
    """Holds of active guidelines that no longer match by time alone."""
    freed = 0
    for rule in rules_with(*HOLDING):
        timed = [e for e in rule.meaning.effects if e.kind == "followup.hold" and e.until in ("duration", "date")]
        if not timed:
            continue
        held = Application.objects.filter(revision_id=rule.revision_id, outcome="prevented", kind="followup.hold")
        waiting = Conversation.objects.open().filter(
            pk__in=held.values("conversation_id"), next_kind=NextKind.INTERNAL_REVIEW
        )
        still = set(matching(rule, waiting))
        over = [row.pk for row in waiting if row.pk not in still]
        if over:
            freed += len(let_go(rule.ref, f"Guideline “{rule.name}”: its time is over.", over))
    return freed


# --- holds -----------------------------------------------------------------------------------------------------------


def hold_what_matches(rule: Rule, only: Iterable[int] | None = None) -> int:
    """One pass over the conversations with something planned. Returns how many are held."""
    if not rule.kinds & set(HOLDING) or not rule.is_valid(today()):
        return 0
    planned = Conversation.objects.open().filter(next_kind=NextKind.FOLLOW_UP)
    if any(effect.kind == "followup.stop" for effect in rule.meaning.effects):  # also what another guideline holds back
        planned = Conversation.objects.open().filter(next_kind__in=[NextKind.FOLLOW_UP, NextKind.INTERNAL_REVIEW])
    if only is not None:
        planned = planned.filter(pk__in=list(only))
    found = matching(rule, planned)
    if not found:
        return 0
    holds = {pk: (held.words, held.quote) for pk, (held, _) in found.items() if not held.final}
    stops = {pk: (held.words, held.quote) for pk, (held, _) in found.items() if held.final}
    answers = [
        *hold_follow_ups.send(sender=Guideline, ref=rule.ref, holds=holds),
        *stop_follow_ups.send(sender=Guideline, stops=stops),
    ]
    done = {pk: follow_up for _, answer in answers for pk, follow_up in answers_of(answer).items()}
    now, rows = clock.now(), []
    for pk, follow_up in done.items():
        held, about = found[pk]
        rows.append(
            Application(
                conversation_id=pk,
                revision_id=rule.revision_id,
                kind=about.kind,
                outcome=Application.Outcome.PREVENTED,
                words=held.words[:500],
                quote=held.quote[:500],
                verified=about.verified,
                said_in_id=about.message_id,
                follow_up=follow_up,
                at=now,
            )
        )
    Application.objects.bulk_create(rows, batch_size=CHUNK)
    return len(rows)


def matching(rule: Rule, conversations: QuerySet[Conversation]) -> dict[int, tuple[Held, Applied]]:
    """Conversation id to (what holds it, the Applied that tells why)."""
    rows = list(conversations.select_related("contact__company", "team"))
    effects = [effect for effect in rule.meaning.effects if effect.kind in HOLDING]
    found: dict[int, tuple[Held, Applied]] = {}
    for known in of_many(rows, clock.now()):
        if not rule.is_for(known.conversation):
            continue
        for effect in effects:
            held = held_by(rule, effect, known)
            if held and (held[0].final or known.conversation.pk not in found):
                found[known.conversation.pk] = held[0], applied(rule, effect, held[1])
    return found


def release(row: Guideline, revision: Revision, words: str) -> int:
    """Exactly what this revision holds; what another guideline wants held as well passes into its hands."""
    freed = let_go(revision.ref, f"Guideline “{row.name}”: {words}")
    for rule in rules_with(*HOLDING):
        if rule.guideline_id != row.pk and freed:
            hold_what_matches(rule, freed)
    return len(freed)


def let_go(ref: str, words: str, conversation_ids: list[int] | None = None) -> list[int]:
    answers = release_follow_ups.send(sender=Guideline, ref=ref, words=words[:300], conversation_ids=conversation_ids)
    return [pk for _, answer in answers for pk in answers_of(answer)]


def answers_of(answer: object) -> dict[int, int]:
    """What a receiver returned: conversation to follow-up. Signals are typed for anything."""
    return answer if isinstance(answer, dict) else {}


# --- small parts -------------------------------------------------------------------------------------------------------


def end(row: Guideline, user: User | None, status: str, action: str, words: str) -> int:
    was_active, row.status = row.status == Status.ACTIVE, status
    row.save()
    freed = 0
    if was_active and row.active_revision:
        freed = release(row, row.active_revision, words)
    note(row, action, words + (f" {count(freed)} let go." if freed else ""), user)
    return freed


def locked(guideline: Guideline, user: User) -> Guideline:
    if not is_lead(user):
        raise NotAllowed("Only team leads decide about guidelines.")
    return Guideline.objects.select_for_update(of=("self",)).select_related("active_revision").get(pk=guideline.pk)


def note(row: Guideline, action: str, words: str, user: User | None) -> None:
    Activity.record(action, words, user=user, guideline=row.pk)


def count(follow_ups: int) -> str:
    return f"{follow_ups} follow-up{' is' if follow_ups == 1 else 's are'}"


def number(text: str) -> int:
    """The id in "12" or "G12"; 0 where there is none."""
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits else 0
