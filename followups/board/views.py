"""The board of follow-ups: its columns side by side, or one of them as a list; what a breaker holds, and how it is let go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from conversations.inbox.lists import COUNT_LIMIT
from conversations.inbox.parts import Part, answer, fingerprint, part
from crm.access import is_lead, people_only
from crm.face import business_of, now_of
from crm.models import User
from followups import bursts, dry_run
from followups.board.buckets import BUCKETS, DRY, NAMES, PAGE, TEACH, counts, page
from followups.board.cards import Card, card
from followups.board.choice import Choice, choices_of, scope_of
from followups.models import Breaker

IN_COLUMN = 6
UNDER = "later"  # stands under what is due this week
MOST = PAGE * 10
NOTES = {
    "today": "by our clock",
    "late": "a person looks",
    "week": "the next seven days",
    "later": "after these seven days",
    "waiting": "we look again",
    "holds": "no message goes out",
    DRY: "held by the dry run",
}


@dataclass(frozen=True)
class Column:
    """One bucket as it is drawn. `more`: how many are not shown; `older`: the address of the rest."""

    name: str
    words: str
    note: str
    count: str
    cards: list[Card]
    more: str
    older: str
    url: str
    teach: tuple[str, str]

    @property
    def version(self) -> str:
        return fingerprint([each.version for each in self.cards], self.count, self.more, self.older)


@dataclass(frozen=True)
class Board:
    choice: Choice
    columns: list[Column]
    tabs: list[tuple[str, str, str, str, bool]]  # name, words, count, address, chosen
    total: str  # how many threads are open, in words
    breaker: Breaker | None
    held_by_breaker: int
    may_let_go: bool
    dry_run: bool
    would_have_gone: int

    @property
    def cursor(self) -> str:
        fallen = self.breaker.pk if self.breaker else None
        return fingerprint(
            [column.version for column in self.columns],
            self.tabs,
            fallen,
            self.held_by_breaker,
            self.dry_run,
            self.would_have_gone,
        )


@people_only
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    shown = of(request, Choice.of(request))
    drawn = {each.name: each for each in parts(request, shown)}
    context = {
        "board": shown,
        "choice": shown.choice,
        "people": choices_of(request, shown.choice),
        "parts": drawn,
        "columns": stacked(shown, drawn),
    }
    return render(request, "followups/board.html", context)


@people_only
@require_safe
def older_cards(request: HttpRequest) -> HttpResponse:
    """The cards of one bucket beyond the cursor, to be put after those that are there."""
    choice = Choice.of(request)
    if not choice.show:
        return HttpResponse(status=404)
    return render(request, "followups/cards.html", {"column": column(request, choice, choice.show, {}), "wide": True})


@people_only
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """204 while the board looks as it did at `after`; else its parts. `size`: how many cards are shown in a list."""
    size = request.GET.get("size", "")
    choice = replace(Choice.of(request), after="")
    shown = of(request, choice, min(MOST, int(size)) if size.isdecimal() and len(size) < 6 else 0)
    if request.GET.get("after") == shown.cursor:
        return HttpResponse(status=204)
    return answer(parts(request, shown), cursor=shown.cursor)


@people_only
@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """The breaker's own act. It sets many messages going at once, so it is a team lead's."""
    if not is_lead(request.user):
        messages.error(request, "A team lead lets them go. Each single one can be released in its own thread.")
    elif done := bursts.let_go(cast(User, request.user)):
        messages.success(request, f"Let go: {done}. They leave one a minute, each inside the customer's hours.")
    else:
        messages.success(request, "Nothing is held by it any more.")
    return back(request)


@people_only
@require_POST
def set_dry_run(request: HttpRequest) -> HttpResponse:
    """A team lead begins it, ends it, or lets go what it held; `act` says which."""
    user, act = cast(User, request.user), request.POST.get("act", "")
    if not is_lead(user):
        messages.error(request, "A team lead begins and ends a dry run.")
    elif act == "begin":
        dry_run.begin(user)
        messages.success(request, "Dry run: nothing leaves unasked. Answers go on.")
    elif act == "end":
        dry_run.end(user)
        messages.success(request, "The agent writes unasked again. What was held stays held until you let it go.")
    elif act == "let-go" and (done := dry_run.let_go(user)):
        messages.success(request, f"Let go: {done}. They leave one a minute, each inside the customer’s hours.")
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    """To where the person came from, if that is one of our pages; else to the board."""
    given = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(given if safe else reverse("followups"))


# --- what is shown ---------------------------------------------------------------------------------------------------


def of(request: HttpRequest, choice: Choice, size: int = 0) -> Board:
    """Counts in one query; each column in one, and one for its follow-ups."""
    numbers = counts(
        cast(User, request.user), scope_of(request, choice), now_of(request), business_of(request).timezone
    )
    names = [choice.show] if choice.show else list(BUCKETS)
    tabs = [
        (name, words, counted(numbers[name]), choice.address(show=name), name == choice.show)
        for name, words in BUCKETS.items()
    ]
    fallen = Breaker.objects.filter(state="open").first()
    would = numbers[DRY] = dry_run.would_have_gone()
    return Board(
        choice,
        [column(request, choice, name, numbers, size) for name in names],
        tabs,
        total(numbers),
        fallen,
        bursts.waiting_for_a_yes() if fallen else 0,
        is_lead(request.user),
        business_of(request).dry_run,
        would,
    )


def total(numbers: dict[str, int]) -> str:
    """`61 open, none without an owner and a date`: each open thread is in one bucket, and once more where it is held."""
    once = [number for name, number in numbers.items() if name not in ("holds", DRY)]
    capped = any(number >= COUNT_LIMIT for number in once)
    return f"{'more than ' if capped else ''}{sum(once):,} open, none without an owner and a date"


def column(request: HttpRequest, choice: Choice, name: str, numbers: dict[str, int], size: int = 0) -> Column:
    user, now, home = cast(User, request.user), now_of(request), business_of(request).timezone
    alone = choice.show == name
    wanted = max(PAGE, size) if alone else IN_COLUMN // 2 if name in ("week", UNDER) else IN_COLUMN
    found = page(user, name, scope_of(request, choice), now, home, choice.after if alone else "", wanted)
    cards = [card(row, user, now, home) for row in found.rows]
    count = numbers.get(name, 0)
    rest = count - len(cards)
    return Column(
        name,
        NAMES[name],
        NOTES[name],
        counted(count),
        cards,
        (f"and {counted(rest)} more" if count < COUNT_LIMIT else "and more") if not alone and found.after else "",
        choice.address(after=found.after) if alone and found.after else "",
        choice.address(show=name),
        TEACH[name],
    )


def stacked(shown: Board, drawn: dict[str, Part]) -> list[list[tuple[Column, Part, Part]]]:
    """What stands side by side; each of them one or two columns, one under the other."""
    found: list[list[tuple[Column, Part, Part]]] = []
    for each in shown.columns:
        entry = (each, drawn[f"head_{each.name}"], drawn[f"cards_{each.name}"])
        if each.name == UNDER and found:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def counted(number: int) -> str:
    return "999+" if number >= COUNT_LIMIT else str(number)


def parts(request: HttpRequest, shown: Board) -> list[Part]:
    """Everything of the board that is renewed by itself."""
    alone = bool(shown.choice.show)
    context: dict[str, Any] = {"board": shown, "choice": shown.choice, "wide": alone}
    found = [
        part(request, "board_tabs", "followups/tabs.html", context, tag="nav", css="board-tabs"),
        part(request, "board_total", "followups/total.html", context, tag="p"),
        part(request, "breaker", "followups/breaker.html", context),
    ]
    for each in shown.columns:
        more = context | {"column": each}
        found.append(part(request, f"head_{each.name}", "followups/column_head.html", more, css="column-head"))
        css = "cards wide rows" if alone else "cards"
        found.append(
            part(
                request,
                f"cards_{each.name}",
                "followups/cards.html",
                more,
                version=each.version,
                tag="ol",
                css=css,
                keyed=True,
            )
        )
    return found
