"""Effects that give the thread to people: at once, and what to ask before."""

from __future__ import annotations

import re

from crm.llm.embedded.interpreting.found import Found, Sentence

_PERSON = r"(?:a |an |the |our |one of (?:the|our) |some |al |a un[ao]? |a una |un[ao]? |um[a]? |el |la |los |o |os )*(?:real |live |human )*(?:humans?|persons?|people|colleagues?|agents?|staff|team|somebody|someone|manager|supervisor|specialist|boss|engineers?|lead|us|support|sales|billing|office|accounting|logistics|management|persona|humano|equipo|companer[oa]|agente|encargad[oa]|responsable|gerente|supervisora?|alguien|pessoa|equipe|o time|nosso time|atendente|colega|alguem|gente|suporte|soporte|ventas|vendas|facturacion|financeiro|[a-z]+ (?:team|department|desk)|equipo de [a-z]+|equipe de [a-z]+)"
_MOVE = (
    r"(?:hand(?:ing|ed|s)?\b(?: (?:it|them|this|that|the \w+|those|him|her|over|off|out))*|pass(?:es|ed|ing)?\b(?: (?:it|them|this|the \w+|those|him|her|someone|somebody|people|on|along))*|escalat\w+(?: (?:it|them|this|the \w+))?|transfer\w*(?: (?:it|them|this|the \w+|someone|people|somebody))?|forward\w*(?: (?:it|them|this))?|"
    r"rout\w+(?: (?:it|them|this))?|rel(?:ay|ays)(?: (?:it|them))?|direct(?:ed)?(?: (?:it|them))?|send(?:s|ing)? (?:it|them|those|these|the (?:thread|chat|conversation|customer))|give (?:it|them|the (?:thread|chat|conversation))|goes|go|must go|belongs?|talks?|speaks?|connect(?: (?:them|him|her|people|someone))?|put (?:them|him|her) through|bring in|get|call in|assign(?: (?:it|them))?|refer(?: (?:it|them))?|leave (?:it|them|those|that)|"
    r"deriv\w+(?:l[oae]s?)?|pas(?:a|ar|e|en|arl[oa]s?|al[oa]s?)\b|transfier\w+|transferir|transfir\w+|escal\w+|reenvi\w+|encaminh\w+|pass(?:e|ar|a|em)\b|mand\w+|va(?:n|i|o)?\b|envi\w+|habl\w+|fal[ae]\w*|conect\w+)"
)
_MOVED = re.compile(
    rf"\b{_MOVE}\s+(?:straight |directly |right |immediately |at once |over |off |siempre |directamente |direto |logo )*(?:to|with|into|for|on to|a|al|con|para|ao|a la|pro|por|com)?\s*(?P<who>{_PERSON})\b"
)
_TAKES = re.compile(
    rf"\b(?P<who>{_PERSON})\s+(?:should |must |has to |have to |needs? to |always |will |deb\w+ |tiene\w* que |dev\w+ |precis\w+ )*(?:take\w*|handle\w*|answer\w*|repl\w+|step\w* in|deal\w*|look\w*|decide\w*|see\w*|respond\w*|jump\w*|contest\w+|se (?:ocup|encarg)\w+|atiend\w+|atend\w+|assum\w+|cuid\w+|resolv\w+)\b"
)
_PASSIVE = re.compile(
    rf"\b(?:(?:is|are|gets?|be) (?:always )?(?:handled|answered|taken over|escalated|dealt with|decided)(?: only)? by|(?:lo|la|los|las) (?:ve|atiende|lleva|contesta)|need(?:s)?|requires?)\s+(?P<who>{_PERSON})\b"
)
_BARE = re.compile(
    r"\b(?:escalat\w+|hand (?:it |them |the \w+ |over |off )+|hand ?(?:over|off)|take over|human takeover|(?:deriv|escal|transfir|transfier|encaminh)\w+)\b"
)
_NAMED = r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?)"
_TO_NAME = re.compile(
    rf"(?:\b(?:to|with|for|by|a|al|con|para|com|ao|à|pra|por)\s+(?:the\s+)?{_NAMED}|\b{_NAMED.replace('name', 'name2')}\s+(?:should |must |always |will )?(?:takes?|handles?|answers?|decides?|looks?|deals?|se ocupa|atiende|atende|cuida|assume)\b)"
)
_NOT_NAMES = frozenset(
    "I We They The If When A An In On For English Spanish Portuguese German French WhatsApp Monday Tuesday Wednesday Thursday Friday Saturday Sunday Always Never Please Cuando Si Quando Se Anyone Anybody".split()
)
_BEFORE = re.compile(
    r"\b(?:before|prior to|antes de|antes que|antes d\w+)\b[^,.;]{0,12}?\b(?:you |we |it |the assistant |a |al |o )?(?:hand\w*|pass\w*|transfer\w*|escalat\w+|forward\w*|rout\w+|giv\w+|connect\w*|send\w*|involv\w+|deriv\w+|pas\w+|transf\w+|escal\w+|encaminh\w+|mand\w+)\b[^,.;:]*"
)
_ASK = re.compile(
    r"\b(?:ask(?: them| him| her| people| the customer)?(?: for| about)?|get|collect|request|obtain|find out|take(?: down)?|make sure (?:you have|we have|to get|to have)|have|note(?: down)?|gather|learn|know|check|pid\w+(?:les?)?|solicit\w+|pregunt\w+|consig\w+|recoge\w*|anot\w+|pec\w+|pergunt\w+|colet\w+|peg\w+|anote)\s+(?P<what>[^.;]+)"
)
_THEY_WISH = re.compile(
    r"\b(?:wants?|asks?|asking|wish\w*|insists?|demands?|prefers?|likes?|they|quier\w+|pid\w+|quer\w*|quis\w+|ped\w+|prefier\w+|prefer\w*)(?: to| para| a| hablar| falar)?\s+$"
)
_STRONG = r"(?:hand|pass|escalat|transfer|forward|rout|refer|assign)"  # "goes to us" says nothing; "hand it to us" does


_CHECKS = r"(?:check|approv|look|review|confirm|agree|sign|seen?\b|okay|ok\b|verif|decid|revis|aprueb|aprob|mir|visto|aprov|confer|conferid)\w*"
_LOOKS_FIRST = re.compile(
    rf"\b(?:before|until|till|unless|without)\s+(?P<who>{_PERSON})\s+(?:has |have |had |first |can |could |{_CHECKS} ?|and )*{_CHECKS}[^,.;]*"
    rf"|\bwithout\s+(?:the )?(?:approval|consent|okay|ok|review|check|sign-?off)\b[^,.;]*"
    rf"|\b(?P<who2>{_PERSON})\s+(?:must|should|has to|have to|needs? to)\s+(?:first )?{_CHECKS}[^,.;]*\b(?:before|first)\b[^,.;]*"
    rf"|\b(?:antes de que|hasta que|sin que|antes que|ate que|sem que)\s+(?:lo |la |los |las |o |a )?(?:{_PERSON}\s+(?:lo |la |o |a )?{_CHECKS}|{_CHECKS}\s+{_PERSON})[^,.;]*"
)
_SPEAKS_OF = re.compile(
    r"\b(?:discuss\w*|talk\w* about|speak\w* (?:of|about)|mention\w*|promis\w+|offer\w*|answer\w* (?:questions )?(?:about|on)|say\w* anything (?:about|on)|"
    r"habl\w+ (?:de|sobre)|mencion\w+|promet\w+|ofre\w+|fal\w+ (?:de|sobre)|discut\w+)\s+(?:about |the |any |an? |de |los |las |el |la |o |os |as )*(?P<what>[\w-]+(?:\s+[\w-]+)?)\s*$"
)


def person_first(sentence: Sentence) -> list[Found]:
    """ "Never discuss refunds before a person has checked": nothing is said on it until somebody has looked."""
    match = _LOOKS_FIRST.search(sentence.text)
    if not match:
        return []
    words = []
    if spoken := _SPEAKS_OF.search(sentence.text[: match.start()].rstrip(" ,")):
        what = sentence.folded.quote(spoken.start("what"), spoken.end("what")).strip().lower()
        words = list(dict.fromkeys([what, what[:-1] if what.endswith("s") and len(what) > 4 else f"{what}s"]))
    return [Found("handoff.require_first", {"person": True}, (match.span(),), speaks_of=tuple(words))]


def handing(sentence: Sentence) -> list[Found]:
    if looks := person_first(sentence):
        return looks
    first = _require_first(sentence)
    text, hidden = sentence.text, [span for each in first for span in each.hides]
    open_text = text
    for start, end in hidden:
        open_text = open_text[:start] + " " * (end - start) + open_text[end:]
    return [*first, *_now(sentence, open_text)]


def _require_first(sentence: Sentence) -> list[Found]:
    text = sentence.text
    before = _BEFORE.search(text)
    if not before:
        return []
    spans = [before.span()]
    rest = text[: before.start()] + " " * (before.end() - before.start()) + text[before.end() :]
    asked = next((found for found in _ASK.finditer(rest) if found["what"].strip()), None)
    if not asked:
        return [Found("handoff.require_first", {}, tuple(spans), "What should be asked before handing over?")]
    spans.append(asked.span())
    end = before.start() if asked.start("what") < before.start() else asked.end("what")
    return [Found("handoff.require_first", {"collect": _things(sentence, asked.start("what"), end)}, tuple(spans))]


def _things(sentence: Sentence, start: int, end: int) -> list[str]:
    """The things asked for, in the author's words, without articles."""
    words = sentence.folded.quote(start, end)
    parts = re.split(r"\s*,\s*(?:and |y |e )?|\s+(?:and|y|e|plus|&)\s+", words)
    bare = (
        re.sub(
            r"(?i)^(?:for|their|the|his|her|an?|your|at least|both|su|sus|el|la|los|las|un|una|o|a|os|as|seu|sua|um|uma|always|what)\s+(?:the\s+|el\s+|la\s+|o\s+|a\s+)?",
            "",
            part.strip(),
        )
        for part in parts
    )
    return [each.rstrip("!?:) ") for each in bare if len(each) > 1][:6]


def _now(sentence: Sentence, text: str) -> list[Found]:
    if re.search(
        r"\b(?:don'?t|do not|never|no|nao|nunca)\s+(?:\w+\s+)?(?:hand|escalat|transfer|pass|deriv|escal|transf|encaminh)",
        text,
    ):
        return []
    match = next(
        (found for pattern in (_MOVED, _TAKES, _PASSIVE) for found in pattern.finditer(text) if _is_order(text, found)),
        None,
    )
    named = _name(sentence, text)
    if not match and not named:
        match = _BARE.search(text)
    if not match and not named:
        return []
    if named:
        kind, name, span = named
        spans = (span, match.span()) if match else (span,)
        return [Found("handoff.now", {kind: name}, spans)]
    assert match
    team = next((team for team in sentence.teams if _has(text, team)), "")
    return [Found("handoff.now", {"team": team} if team else {}, (match.span(),))]


def _is_order(text: str, match: re.Match[str]) -> bool:
    """Not what they wish ("asks to speak with a manager") or do ("until they write to us")."""
    if _THEY_WISH.search(text[: match.start()]):
        return False
    weak = re.fullmatch(r"us|lead|office|people|somebody|someone|alguien|alguem", match["who"])
    return not weak or bool(re.match(_STRONG, match[0]))


def _name(sentence: Sentence, text: str) -> tuple[str, str, tuple[int, int]] | None:
    """A team or person of ours, or another capitalised name, to whom something is given."""
    for kind, names in (("team", sentence.teams), ("assignee", sentence.people)):
        for name in names:
            for known in dict.fromkeys((name, name.split()[0] if kind == "assignee" and name else name)):
                found = re.search(rf"\b{re.escape(known.lower())}\b", text)
                if found and re.search(
                    rf"\b(?:{_MOVE})\b[^.;]{{0,30}}$|^\W*$|[,.;:]\s*(?:the )?$", text[: found.start()]
                ):
                    return kind, name, found.span()
    for match in _TO_NAME.finditer(sentence.folded.source):
        name = match["name"] or match["name2"]
        place = match.start("name") if match["name"] else match.start("name2")
        if name.split()[0] in _NOT_NAMES:
            continue
        opens = not sentence.folded.source[:place].strip() or sentence.folded.source[:place].rstrip()[-1] in ".!?:\n"
        if match["name2"] and opens:  # the first word of a sentence is written large anyway: "Make answers short"
            continue
        start = next((at for at, origin in enumerate(sentence.folded.origin) if origin >= place), 0)
        if not text[start : start + 2].strip():
            continue
        given = re.search(rf"\b{_MOVE}\b[^.;]{{0,45}}$", text[:start])
        if given or match["name2"]:
            return "assignee", name, (start, start + len(name))
    return None


def _has(text: str, name: str) -> bool:
    return bool(name) and bool(re.search(rf"\b{re.escape(name.lower())}\b", text))
