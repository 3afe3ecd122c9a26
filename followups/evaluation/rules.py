"""The opponent: what most tools in use do. A keyword puts a label on the thread, the label waits a fixed time, a template
goes out; any reply cancels it; a whole message that says STOP opts out.

Not a straw man: it keeps office hours of its own zone, knows its keywords in eight languages and merges nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from conversations.whatsapp.opt_out import wish_of
from followups.evaluation.cases import Case, read_cases
from followups.evaluation.play import Played
from followups.evaluation.score import judge, predicted, totals

DELAY = timedelta(days=14)
HOME = ZoneInfo("Europe/Madrid")
FROM, UNTIL = time(9), time(20)
LATER = re.compile(
    r"\b(?:later|busy|swamped|slammed|buried|next (?:week|month|quarter|year)|tomorrow|in (?:about )?\w+ (?:days|weeks|months)|after|until|"
    r"travell?ing|on leave|vacation|holidays?|end of|follow up|get back to me|ask me again|write to me|remind me|"
    r"luego|m[aá]s tarde|ocupad[oa]|liad[oa]|semanas|(?:semana|mes) que viene|pr[oó]xim[oa] (?:semana|mes)|final? de mes|ma[ñn]ana|despu[eé]s|hasta|vacaciones|escr[ií]beme|hablamos|"
    r"mais tarde|depois|amanh[aã]|(?:semana|m[eê]s) que vem|fim do m[eê]s|at[eé]|f[eé]rias|me escreve|falamos|retomar|"
    r"plus tard|semaines|(?:semaine|mois) prochaine?|apr[eè]s|jusqu|d[eé]bord[eé]|écrivez-moi|"
    r"sp[aä]ter|wochen|n[aä]chsten? (?:woche|monat)|danach|bis zum|urlaub|melden sie sich)\b|بعد|القادم|مشغول|בעוד|הבא|עמוס|बाद|अगले|व्यस्त",
    re.IGNORECASE,
)
TEMPLATES = {
    "en": "Hi! Just following up on our conversation. Are you still interested?",
    "es": "¡Hola! Retomamos nuestra conversación. ¿Sigues interesado?",
    "pt": "Olá! Estamos retomando a nossa conversa. Ainda tem interesse?",
    "fr": "Bonjour ! Nous revenons vers vous. Êtes-vous toujours intéressé ?",
    "de": "Hallo! Wir melden uns noch einmal. Haben Sie noch Interesse?",
}


def wants_later(text: str) -> bool:
    """Whether the keyword list puts the label "later" on this message."""
    return LATER.search(text) is not None


def opts_out(text: str) -> bool:
    """Whether the whole message is STOP in some language: the list is the product's own, to be fair."""
    wish = wish_of(text)
    return wish is not None and wish[0] == "stop"


def due_after(said_at: datetime) -> datetime:
    """The fixed delay, then the next moment of our own office hours."""
    local = (said_at + DELAY).astimezone(HOME)
    if local.time() < FROM:
        return local.replace(hour=FROM.hour, minute=0, second=0, microsecond=0)
    if local.time() >= UNTIL:
        return (local + timedelta(days=1)).replace(hour=FROM.hour, minute=0, second=0, microsecond=0)
    return local


def template(language: str) -> str:
    return TEMPLATES.get(language, TEMPLATES["en"])


def play(case: Case) -> Played:
    """The same case by rules: the last burst labels or cancels, an event elsewhere is not seen."""
    inbound = bool(case.messages) and case.messages[-1].sender == "customer"
    text = case.messages[-1].text if inbound else ""
    played = Played(stance="undecided", pending_action="none")
    later = inbound and wants_later(text) and not opts_out(text)
    if opts_out(text):
        played.stance = "opt_out"
    elif later:
        played.stance = "interested"
    if case.pending_followup:
        played.pending_action = ("move" if later else "cancel") if inbound else "keep"
    if later:
        moment = due_after(case.messages[-1].at)
        played.wants_followup, played.planned_for = True, moment
        played.window = {"earliest": moment, "best": moment, "latest": moment, "precision": "day"}
    elif played.pending_action == "keep" and case.pending_followup:
        day = datetime.combine(case.pending_followup.earliest, time(10), ZoneInfo(case.contact_tz))
        played.wants_followup, played.planned_for = True, day
        played.window = {"earliest": day, "best": day, "latest": day, "precision": "day"}
    if played.wants_followup:
        played.draft = template(case.lang)
    return played


def evaluate(cases_file: Path, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """The same report as the suite's own. Needs no database. Raises CaseFileError."""
    report: list[dict[str, Any]] = []
    judged: list[dict[str, float | None]] = []
    cases = read_cases(cases_file)
    for number, case in enumerate(cases, 1):
        played = play(case)
        verdict = judge(case, played)
        judged.append(verdict)
        report.append({"id": case.id, "passed": verdict, "predicted": predicted(played, case), "seconds": 0.0})
        if progress:
            progress(number, len(cases))
    return {
        "suite": "followups",
        "model": f"rules: keyword, {DELAY.days} days, template",
        "n": len(cases),
        "metrics": totals(judged),
        "harmful": [entry["id"] for entry in report if entry["passed"]["harmful"]],
        "cases": report,
    }
