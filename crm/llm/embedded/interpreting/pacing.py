"""Effects on when we write of our own accord: hold, stop, cap, gap, quiet hours."""

from __future__ import annotations

import re

from crm.llm.embedded.interpreting.amounts import NUMBER, clock, durations, number, time_of, validity, weekdays, written
from crm.llm.embedded.interpreting.found import Found, Sentence

WRITE = (
    r"(?:follow(?:ing|ed)?[- ]?ups?|nudg\w+|remind(?:ers?|ing)?\b|chas(?:e|es|ing)\b|check(?:ing)?[- ]ins?|ping\w*|messag\w+|writ(?:e|ing)\b|contact(?:ing|ed)?\b|"
    r"text(?:ing|ed|s)?\b|reach(?:ing)? out|bother\w*|disturb\w*|pester\w*|outreach|get(?:ting)? in touch|anything proactive|send(?:ing)?\b|push(?:ing)?\b|touch(?:es)?\b|pursu\w+|hear from us|"
    r"seguimientos?|recordatorios?|insist\w+|escrib\w+|contact\w+|mensajes?|molest\w+|persegu\w+|envi\w+|mand\w+|"
    r"acompanhamentos?|lembretes?|escrev\w+|contat\w+|mensag\w+|incomod\w+|perturb\w+|cobr\w+|toques?)"
)
_PROACTIVE = re.compile(
    r"follow|nudg|remind|chas|check|ping|reach|bother|disturb|pester|outreach|seguimiento|recordatorio|insist|acompanha|lembrete|pursu"
)
NEVER = (
    r"(?:don'?t|do not|never|no more|no further|stop|avoid|without|shouldn'?t|should not|must not|mustn'?t|cannot|can'?t|won'?t|nobody|not|no|nothing|hold off(?: on)?|refrain from|"
    r"nunca|jamas|nada|nao|evit\w+|deja\w* de|pare\w* de|parar de|sin|sem)"
)
_THEM = r"(?:they|he|she|the (?:customer|client|lead|contact|person|other side|prospect)s?|that person|ellos|ellas|(?:el|la|los|las) (?:cliente|contacto|persona)s?|(?:o|a|os|as) (?:cliente|contato|pessoa)s?|eles|elas|ele|ela|el|nos|we)"
_ACT = (
    r"(?:writ\w+|wrote|reach\w*|contact\w*|repl\w+|answer\w*|respond\w*|come back|comes back|get back|gets back|messag\w+|get in touch|gets in touch|make the first|speak|spoke|say something|hear|are ready|ping|text us|"
    r"escrib\w+|contest\w+|respond\w+|contact\w+|vuelv\w+|habl\w+|escrev\w+|contat\w+|volt\w+|retorn\w+|fal[ae]m?\b|procur\w+|mand\w+|chamem?)"
)
_UNTIL_THEM = re.compile(
    rf"\b(?:until|till|til|unless|before|hasta|ate|antes|a menos|a nao ser|salvo|enquanto|mientras)\b(?: que| de que)?[^.,;]{{0,20}}?\b{_THEM}\b[^.;]{{0,25}}?\b{_ACT}|"
    rf"\b(?:until|till|unless|hasta que|ate que|hasta|ate)\b(?: que)?\s+(?:no\s+|nos\s+|(?:we|you) hear |(?:a|an|their|the) (?:answer|reply|message|sign)|{_ACT})"
)
_LET_THEM = re.compile(
    rf"\b(?:wait for (?:them|him|her|the customer|the lead|their)|(?:wait|hold) until {_THEM}|let them (?:come|write|make|reach|contact|get)|leave it to them|it'?s up to them|"
    r"the ball is in their|they (?:will |should |have to |must )?(?:make|take) the (?:first|next) (?:step|move)|esper\w+ (?:a |hasta )?que (?:ell?os|el cliente|nos|escrib\w+|contest\w+)|que ellos (?:escriban|den)|"
    r"(?:esper|aguard)\w+ (?:que )?(?:eles|o cliente|ele|ela|escrev\w+|respond\w+)|deix\w+ que (?:eles|o cliente))"
)
_FIRST = r"(?:follow[- ]?ups?|nudges?|reminders?|messages?|texts?|check[- ]ins?|attempts?|tries|touches|times|seguimientos?|recordatorios?|mensajes?|intentos?|veces|lembretes?|mensagens|mensagem|tentativas?|vezes|acompanhamentos?)"
_NEGATED_WRITING = re.compile(rf"\b{NEVER}\b(?:[\s\w']{{0,28}}?)\b{WRITE}")
_LEAVE = re.compile(
    r"\b(?:leave (?:them|him|her|those|these|it|such people|the lead|the customer) (?:alone|be|in peace)|left (?:alone|in peace|be)\b|stay quiet|stay silent|keep quiet|pause (?:all |the |any |every )*follow[- ]?ups?|(?:hold|freeze|suspend) (?:all |the |any |every |back |their )*(?:follow[- ]?ups?|reminders|messages)|"
    r"hold off|back off|give them (?:room|space|peace)|(?:dej\w+los|deja\w*) en paz|paus\w+ (?:los |todos los |os )?(?:seguimientos|acompanhamentos|lembretes|recordatorios)|deix\w+ (?:eles )?em paz|dar espacio|da(?:r|les) espacio)"
)
_FOR = re.compile(
    r"\b(?:for|during|durante|por|next|proximos?|proximas?)\s+(?:the |at least |los |as |os |las |next |the next )*$"
)
_STOP_FOR_GOOD = re.compile(
    r"\b(?:any ?more|again|ever|at all|for good|further|cancel|drop|end|nunca mas|nunca mais|mas\b|de nuevo|mais\b|never)\b"
)


def pacing(sentence: Sentence, today: object) -> list[Found]:
    """What the sentence says about pacing; several at once where it says several."""
    found = [*_quiet(sentence), *_cap(sentence), *_gap(sentence)]
    kinds = {each.kind for each in found}
    if not kinds & {"followup.cap", "followup.min_gap", "send.quiet_hours"}:
        found += _hold_or_stop(sentence, today)
    return found


def _hold_or_stop(sentence: Sentence, today: object) -> list[Found]:
    text = sentence.text
    theirs = _UNTIL_THEM.search(text) or _LET_THEM.search(text)
    order = _NEGATED_WRITING.search(text) or _LEAVE.search(text)
    if not order and not (_LET_THEM.search(text) and theirs):
        return []
    hides = tuple(match.span() for match in (theirs, order) if match)
    if theirs:
        return [Found("followup.hold", {"until": "contact_writes"}, hides)]
    assert order
    for span in durations(text):
        if _FOR.search(text[: span.start]) or re.search(r"\b(?:pause|hold|wait|freeze|paus\w+|suspend\w*)\b", text):
            known = {"until": "duration"} | ({"hours": span.hours} if span.hours else {})
            return [Found("followup.hold", known, (*hides, (span.start, span.end)))]
    _, until, places = validity(text, today)  # type: ignore[arg-type]
    if until and re.search(r"\b(?:until|till|before|hasta|ate|antes)\b", text[: places[0][0]][-25:]):
        return [Found("followup.hold", {"until": "date", "day": until.isoformat()}, (*hides, *places))]
    if re.search(r"\b(?:for (?:a|some) (?:while|time)|un tiempo|um tempo|too soon|right away|immediately|enseguida|for now|por ahora|por enquanto|hasta|until|till|ate que)\b", text):  # fmt: skip
        return [Found("followup.hold", {}, hides)]
    if not _PROACTIVE.search(text) and not re.search(
        r"\b(?:contact|writ|messag|escrib|escrev|contat|leave them|en paz|em paz)", text
    ):
        return []
    if _LEAVE.search(text) and not _STOP_FOR_GOOD.search(text):
        return [Found("followup.hold", {}, hides)]
    return [Found("followup.stop", {}, hides)]


_MOST = r"(?:at most|no more than|not more than|more than|maximum(?: of)?|max(?: of)?|up to|limit(?:ed)? (?:of |to |them to |it to |follow[- ]?ups to )?|only|just|cap(?:ped)?(?: \w+){0,2} (?:at|to)|como (?:mucho|maximo)|maximo(?: de)?|mas de|no mas de|hasta|solo|solamente|apenas|no maximo|mais (?:de|que|do que)|ate|so|limite de|stop after|give up after|after)"
_CAP = re.compile(
    rf"\b(?P<most>{_MOST})\s+(?:the |los |as |os |a total of |total of )?(?P<n>{NUMBER})(?P<unit>\s+(?:unanswered |ignored |more |unread |sin respuesta )?{_FIRST})?\b(?P<rest>[^.;]*)"
)
_ENOUGH = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:unanswered )?{_FIRST}\s+(?:(?:is|are|will be|per \w+|a \w+|es|son|e|sao)\s+)?(?:enough|plenty|at most|maximum|max|tops|the limit|suficientes?|bastan?|no maximo|como maximo|como mucho|al maximo|basta|bastam)\b"
)
_SPARE = re.compile(
    r"\b(?:too (?:often|many|much)|(?:less|not so|not that|so) often|too many|fewer|less (?:follow|remind|nudg)\w*|a few|several|some limit|demasiad\w+|menos seguido|muitas vezes|demais|con menos frecuencia|com menos frequencia)\b"
)
_EVERY = re.compile(
    r"\s*(?:per|a|each|every|por|al|ao|por cada|a cada|cada|in a|within a|any)\s+(?P<n>\d+\s+)?(?P<unit>day|week|month|conversation|dia|semana|mes|conversacion|conversa)\b"
)
_PER = {"day": "day", "dia": "day", "week": "week", "semana": "week", "month": "month", "mes": "month", "conversation": "conversation", "conversacion": "conversation", "conversa": "conversation"}  # fmt: skip


def _cap(sentence: Sentence) -> list[Found]:
    text = sentence.text
    if not re.search(WRITE, text):
        return []
    for match in [*_CAP.finditer(text), *_ENOUGH.finditer(text)]:
        amount, rest = number(match["n"]), text[match.end("n") : match.end("n") + 70]
        counted = ("unit" in match.groupdict() and bool(match["unit"])) or "unit" not in match.groupdict()
        ahead = text[max(0, match.start() - 60) : match.start()]
        if re.match(
            r"\s*(?:%|percent|per cent|por ciento|por cento|am\b|pm\b|h\b|:\d|o'clock|sentences?|words?|characters?|lines?|frases?|palabras|palavras|oraciones|emoji\w*|questions?|preguntas?|perguntas?)",
            rest,
        ):
            continue
        if durations(match["n"] + rest[:20]) and not counted:
            continue
        if (
            not counted
            and not re.search(r"\b(?:limit|cap|limite|maxim\w+)\b[^.]{0,40}$", ahead)
            and not re.search(rf"{WRITE}[^.]{{0,40}}$", ahead)
        ):
            continue
        if match.groupdict().get("most") == "after" and not re.search(
            r"\b(?:stop|give up|no more|quit|leave|end|let go|dej\w+|par\w+|enough)\b", text
        ):
            continue
        if amount is None or amount != int(amount):
            continue
        if _gap_in(rest):
            continue
        every = _EVERY.search(rest)
        per = _PER[every["unit"]] if every and not every["n"] else "silence"
        params = {"max": int(amount), "per": per, "counter_resets_on": "contact_writes"}
        return [Found("followup.cap", params, (match.span(),))]
    if spare := _SPARE.search(text):
        return [Found("followup.cap", {}, (spare.span(),), "How many follow-ups at most before they answer?")]
    return []


def _gap_in(rest: str) -> bool:
    """ "one message every three days": a gap, not a count."""
    return bool(
        re.search(
            rf"\b(?:every|each|cada|a cada|in|within|en|em)\s+(?:{NUMBER})\s*(?:hours?|h|days?|weeks?|horas?|dias?|semanas?)\b",
            rest,
        )
    )


_LONG = r"(?:at least|must be|should be|there (?:is|are)|debe haber|deben pasar|haya|deve haver|a minimum of|minimum(?: of)?|min\.?|wait(?:ing)?|leav\w+|no (?:sooner|earlier|less) than|not before|space\w*|keep|allow|give|let|after|every|for|al menos|por lo menos|como minimo|minimo de|esper\w+|dej\w+|cada|pelo menos|no minimo|aguard\w+|deix\w+|a cada|despues de|depois de|pas\w+)"
_BETWEEN = re.compile(
    r"\b(?:between|apart|before|after (?:the |their |our )?(?:last|previous|first)|since|again|every|in between|gap|pause between|pass|wait\w*|at the earliest|sooner|follow[- ]?up|entre|antes de|cada|despues|desde|depois|a cada|intervalo|esper\w+|aguard\w+|once)\b"
)
_VAGUE_WAIT = re.compile(
    r"\b(?:wait|leave|give|let|space|esper\w+|aguard\w+|dej\w+|deix\w+|allow|put)\b[^.;]{0,40}\b(?:a while|some time|a bit|a little|longer|long enough|a few|several|enough|reasonable|decent|some days|un tiempo|un rato|un poco|algunos|unos|um tempo|um pouco|alguns)\b|"
    r"\b(?:not|don'?t|no|nao)\b[^.;]{0,40}\b(?:too (?:soon|quickly|fast|early)|right away|tan rapido|tan pronto|demasiado pronto|muito cedo|cedo demais|rapido demais)\b"
)


def _gap(sentence: Sentence) -> list[Found]:
    text = sentence.text
    if not re.search(WRITE, text):
        return []
    for span in durations(text):
        before, after = text[: span.start], text[span.end :]
        led = re.search(rf"\b{_LONG}\b(?:\s+\w+){{0,3}}\s*$", before) or re.search(r"^\s*(?:\w+\s+){0,2}apart\b", after)
        once_a = re.search(
            r"\b(?:no more|at most|only|max\w*|never|not)\b[^.;]{0,50}\b(?:once|one \w+|una vez|um\w* \w+|un \w+) (?:per|every|in|within|a|cada|por|a cada|en|em)\s+(?:the )?$",
            before,
        )
        if not (once_a or (led and _BETWEEN.search(text))):
            continue
        if re.search(r"\b(?:for|during|durante)\s+(?:the )?(?:next )?$", before) and re.search(NEVER, before):
            continue
        two = (
            re.search(r"\b(?:between|apart|entre|intervalo|in between|every|cada|since (?:the|our) last)\b", text)
            or once_a
        )
        params: dict[str, object] = {"after": "last_follow_up" if two else "last_message"}
        if span.hours:
            params["hours"] = span.hours
        question = "" if span.hours else "How many hours or calendar days should lie between?"
        return [Found("followup.min_gap", params, ((span.start, span.end),), question)]
    if (vague := _VAGUE_WAIT.search(text)) and (_PROACTIVE.search(text) or re.search(r"\b(?:writ|messag|contact|escrib|escrev|contat)", text)):  # fmt: skip
        return [Found("followup.min_gap", {}, (vague.span(),), "How many hours or days should we wait?")]
    return []


_AFTER = re.compile(
    rf"\b(?:after|later than|past|from|beyond|despues de|a partir d\w+|pasad[ao]s?|depois d\w+|apos|desde)\s+(?:las? |l[ao]s |the |as? |o )?{clock(1)}"
)
_BEFORE = re.compile(
    rf"\b(?:before|earlier than|until|till|prior to|antes d\w+|hasta|ate)\s+(?:las? |l[ao]s |the |as? |o )?{clock(2)}"
)
_SPAN = re.compile(
    rf"\b(?:between|from|entre|de|desde|das|quiet hours(?: are)?|hours?:?)\s+(?:las? |l[ao]s |as? |o )?{clock(3)}\s*(?:and|to|until|till|-|y|a|e|hasta|ate)\s*(?:las? |l[ao]s |as? |o )?{clock(4)}"
)
_ONLY = re.compile(r"\b(?:only|just|solo|solamente|unicamente|apenas|somente|so)\b")
_NIGHT = re.compile(
    r"\b(?:at night|late at night|in the evenings?|late|early in the morning|too early|office hours|business hours|working hours|outside hours|por la noche|de noche|a noite|horario (?:comercial|laboral|de oficina)|horas de oficina)\b"
)
_OURS = re.compile(
    r"\b(?:our (?:own )?(?:time|zone|hours)|business'?s? time|nuestra hora|nuestro horario|nosso horario)\b"
)


def _quiet(sentence: Sentence) -> list[Found]:
    text = sentence.text
    never = re.search(rf"\b{NEVER}\b", text)
    quiet = re.search(r"\bquiet(?: hours)?\b|\bsilenc\w+", text)
    if not (never or quiet or _ONLY.search(text)) or not (re.search(WRITE, text) or never or quiet):
        return []
    zone = {"tz": "business" if _OURS.search(text) else "contact"}
    days = weekdays(text)
    if match := _SPAN.search(text):
        first, last = time_of(match, 3), time_of(match, 4)
        if first and last and re.search(rf"{WRITE}|quiet|silenc|nothing|nada", text):
            start, end, sure = _halves(match, first, last)
            if _ONLY.search(text[: match.start()]) and not quiet:
                start, end = end, start
            return [_quiet_found(start, end, zone, days, sure, match.span())]
    late, early = _AFTER.search(text), _BEFORE.search(text)
    if late and (moment := time_of(late, 1)) and never:
        if early and (morning := time_of(early, 2)):
            sure = moment[1] and morning[1]
            return [_quiet_found(moment[0], morning[0], zone, days, sure, late.span(), early.span())]
        if moment[1]:
            return [_quiet_found(moment[0], 1440, zone, days, True, late.span())]
        return []
    if early and (morning := time_of(early, 2)) and never and morning[1]:
        return [_quiet_found(0, morning[0], zone, days, True, early.span())]
    if days and never and re.search(rf"{WRITE}|nothing|nada", text) and not durations(text):
        named = re.search(r"\b(?:on|at|over|during|los|las|el|en|aos?|nos?|nas?|the)\b", text)
        spans = tuple(
            match.span()
            for match in re.finditer(
                r"\b\w*(?:day|days|weekends?|lunes|martes|jueves|viernes|sabados?|domingos?|feiras?|semana)\b", text
            )
        )
        return (
            [Found("send.quiet_hours", {"from": "00:00", "to": "24:00", "days": days, **zone}, spans)] if named else []
        )
    if (night := _NIGHT.search(text)) and (never or quiet) and re.search(WRITE, text):
        return [
            Found("send.quiet_hours", zone, (night.span(),), "From what time until what time should nothing be sent?")
        ]
    return []


def _halves(match: re.Match[str], first: tuple[int, bool], last: tuple[int, bool]) -> tuple[int, int, bool]:
    """ "between 9 and 6pm": the first one takes no half of the day from the second. "22 to 8" is sure by itself."""
    (start, one), (end, other) = first, last
    return start, end, (one or other) and start != end


def _quiet_found(
    start: int, end: int, zone: dict[str, str], days: list[int], sure: bool, *spans: tuple[int, int]
) -> Found:
    params: dict[str, object] = {**zone} | ({"days": days} if days else {})
    if not sure:
        return Found(
            "send.quiet_hours",
            params,
            spans,
            "Do you mean hours of the morning or of the evening? From when until when?",
        )
    return Found("send.quiet_hours", {"from": written(start), "to": written(end), **params}, spans)
