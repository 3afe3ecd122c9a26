"""Their own words for a template that quotes them: right in every language, and about nobody else."""

from __future__ import annotations

import re
from typing import Any

from crm.llm.embedded.composing.reason_rules import TIME_ONLY
from crm.llm.embedded.composing.sensitive import is_grave, is_sensitive
from crm.llm.embedded.composing.voice import customer_texts
from crm.llm.embedded.quotes import only_courtesy, spoken

LONGEST = 160  # a quote that people still read
_SENTENCE = re.compile(r"(?<=[.!?؟।…])\s+|\n+")
_MARKS = re.compile(r"[“”\"«»]")
_ONLY_GREETING = re.compile(
    r"(?:hi|hello|hey|yo|hiya|hola|buenas|ol[aá]|oi|bonjour|salut|hallo|hi there|hey there)\W*|\W*", re.I
)
_GREETING = re.compile(r"^(?:hi|hello|hey|hola|buenas|ol[aá]|oi|bonjour|salut|hallo|guten tag|ciao|שלום|היי|مرحبا|नमस्ते)[!,. ]+(?=\S{2})", re.I)  # fmt: skip

# A label of the channel, and words that were spoken: with their hesitations they are not quoted back.
_LABEL = re.compile(r"^\s*\[[^\]]{3,30}\]\s*")
_HESITATES = re.compile(r"\b(?:u+h+m?|u+m+|e+r+m?|e+hm+|e+h+|e+m|hmm+)\b,?", re.I)
_CLAUSE = re.compile(r"(?<=[.!?;؟।…])\s+|\n+| [-–—] |,\s+|\.{2,}\s*|\s+(?=(?:so|but|pero|mas|así que|então)\s)", re.I)
_LED_IN = re.compile(
    r"^(?:(?:yes|yep|yeah|no|ok|okay|but|and|so|sorry|argh|oops|ah|oh|ai|ag|btw|just|well|hi|hey|po|sir|sí|si|pero|y|mas|sim|e|oi|hola|holaa*|good (?:morning|afternoon|evening)(?: (?:sir|madam|ma'?am|ma))?|(?:pls|please)(?= (?:we|i|our|my)\b))\b[\s,!.]*)+",
    re.I,
)
# A clause that asks to be written to or says that they will, takes back what was said before, or only refers to it:
# that is not why it was to be later.
_NO_REASON = re.compile(
    r"\b(?:(?:write|text|call|ring|ping|message|msg|email|mail|contact|remind|nudge|poke|buzz|bug|phone|reach) (?:to )?(?:me|us|back|again|\w+day)|(?:hit|look) (?:me|us) up|(?:get|come|reach|circle) (?:back|out|ahold|hold)|"
    r"(?:try|ask|catch|check|chase|find|tell) (?:with |in with |in w )?(?:me|us)|(?:drop|give|gimme|shoot|send) (?:me |us )?(?:a|an) (?:line|bell|ring|call|shout|nudge|buzz|message|text|hello)|talk (?:to|then|that|soon|later)|speak (?:to|then|again|soon)|"
    r"let'?s (?:talk|speak|say|do|pick|touch|chat)|let me (?:think|sleep|have|know)|need \w+ (?:\w+ )?to (?:think|mull)|(?:u|you) can (?:message|call|text|write)|chat (?:soon|then|later)|catch up (?:soon|then|later|again|some)|make it|suits?|works? (?:for|better|best)|"
    r"is (?:fine|good|ok|best|better)|(?:can|could) (?:do|u|you|we)|all yours|free (?:after|then|na)|come to me|bring (?:it|this) up|pick (?:it|this) up|keep it for|can discuss|sort it|scratch that|hang on|meant|as i|like i|already went over|all discussed|(?:when|after|what) (?:she|he|they|i|you|we) (?:rang|called|phoned|wrote|said)|i told (?:you|your)|my e-?mail|"
    r"any ?time|which\w* day|whenever|the one after|(?:the )?\w+day (?:after|following)|rather \w+|no sooner|"
    r"(?:he|she|they)(?:['’]s| must| will)? (?:to )?(?:tells?|decides?|rules?|votes?|confirms?|answers?)|lo vemos|lo miramos|lo hablamos|lo platicamos|conversamos|hablamos|hablemos|escr[ií]b[ea]me|ll[aá]m[ea]me|av[ií]s[ea]me|retomamos|arreglamos|"
    r"(?:vuelvo|regreso|bajo|volvemos) (?:el|al|en)|falamos|me chama|me escreve|me liga|a gente combina|pode ser|volto|fal[ae] comigo|me lembr\w+|te (?:digo|aviso|cuento)|recu[eé]rdame|check (?:back|in)|best to)\b|^see (?:my|the|your)\b|^(?:\w+ )?(?:sounds?|looks?) \w+\W*$|^(?:pls|please|kindly|send|share|raise|shoot|(?:do|does|is|are|can|could) (?:you|u|it|there))\b|\bpls$|\?|"
    r"נדבר|תכתב|תחזור|תחזרי|כשא?נ?חזור|خبر|كلمون|راسل|نتكلم",
    re.I,
)
_NO_WORD = re.compile(r"(?:\W|\d|_)*")
# Alone these say no reason that is worth a quotation mark.
_THIN = frozenset("cant can't cannot now today today's sorry here this that week wk right mad gone busy day just not next atm soon before long very much really nice love loved same time from onwards after until til till quick one only back "
    "mon tue tues wed weds thu thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday tomorrow tmrw morning afternoon evening".split())  # fmt: skip
_SHORTEST, _EXCLAIMED, _LONGEST_WHY = 2, 5, 110  # words; words; characters


def spoken_aloud(text: str) -> bool:
    """Whether it reads as the transcript of a voice message."""
    hesitates = len(_HESITATES.findall(text))
    return hesitates > 2 or (hesitates > 0 and bool(_LABEL.match(text)))


def unhesitating(text: str) -> str:
    """What was spoken without its hesitations: "about the, um, the solar estimate" is "about the solar estimate"."""
    if not spoken_aloud(text):
        return text
    text = re.sub(r"(?:,\s*)?" + _HESITATES.pattern, "", _LABEL.sub("", text), flags=re.I)
    return " ".join(re.sub(r"\b(\w+),? \1\b", r"\1", text, flags=re.I).split())


def why_words(data: dict[str, Any], language: str, own: frozenset[str], about: str = "") -> str:
    """The clauses of theirs, side by side and verbatim, that say why it was to be later: without the wish to be written to,
    without the time alone, and nothing of what is private; what only repeats `about` where nothing else says why. "" where
    no clause is left."""
    quote = str((data.get("follow_up") or {}).get("quote") or "").strip().lower()
    burst = [plain(text) for text in _told(data, quote)]
    if any(is_grave(text) or spoken_aloud(text) for text in burst):
        return ""
    matter = _stems(about)
    for apart in [matter, set()] if matter else [set()]:
        found = next((said for text in burst if (said := _why_in(text, language, own, apart))), "")
        if found:
            return found
    return ""


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.lower())} - {"your", "with", "para", "about", "sobre"}


def _why_in(text: str, language: str, own: frozenset[str], apart: set[str]) -> str:
    """The first sentence's worth of such clauses; an exclamation ("we love them!!") only where there is nothing else."""
    first = last = -1
    start = 0
    exclaimed = ""
    for cut in (*_CLAUSE.finditer(text), None):
        end = cut.start() if cut else len(text)
        clause = text[start:end]
        lead = _LED_IN.match(clause)
        begin = start + (lead.end() if lead else 0)
        repeats = bool(apart) and apart <= _stems(text[begin:end])
        if not repeats and _says_why(text[begin:end], language, own) and (first < 0 or end - first <= _LONGEST_WHY):
            first, last = (begin, end) if first < 0 else (first, end)
        if first >= 0 and (last != end or re.search(r"[.!?;…]$", clause)):
            found = text[first:last]
            if not (found.endswith("!") and len(found.split()) <= _EXCLAIMED):
                break
            exclaimed, first = exclaimed or found, -1
        start = cut.end() if cut else end
    found = (text[first:last] if first >= 0 else exclaimed).strip(" ,;:-–—.")
    return found if len(found) <= _LONGEST_WHY else ""


def plain(text: str) -> str:
    """On one line and without quotation marks, so that it can stand between ours; the mark inside a Hebrew word is its own."""
    text = re.sub(r'(?<=[\u0590-\u05ff])"(?=[\u0590-\u05ff])', "״", " ".join(text.split()))
    return _MARKS.sub("", text)


def says_why(reason: str) -> bool:
    """Whether the words of a reason say one, in whatever language."""
    thin = all(len(word) < 4 or word.lower().strip("!.,") in _THIN or word[0].isdigit() for word in reason.split())
    return not (thin or _NO_REASON.search(reason)) and not any(t.fullmatch(reason) for t in TIME_ONLY.values())


def _says_why(clause: str, language: str, own: frozenset[str]) -> bool:
    clause = clause.strip(" ,;:-–—.")
    words = clause.split()
    if len(words) < _SHORTEST or _NO_WORD.fullmatch(clause) or _ONLY_GREETING.fullmatch(clause):
        return False
    timed = TIME_ONLY.get(language)
    if timed is not None and timed.fullmatch(clause):
        return False
    return says_why(clause) and not is_sensitive(clause, own) and _worth_quoting(clause)


def _told(data: dict[str, Any], quote: str) -> list[str]:
    """The messages in one breath among which the planned quote stands; else the last ones they wrote."""
    run: list[str] = []
    runs: list[list[str]] = [run]
    for said in data.get("recent") or []:
        if said.get("from") == "customer":
            run.append(str(said.get("text") or ""))
        elif run:
            run = []
            runs.append(run)
    runs = [each for each in runs if each]
    return next(
        (each for each in reversed(runs) if quote and any(quote in t.lower() for t in each)), runs[-1] if runs else []
    )


def _burst(data: dict[str, Any], quote: str) -> str:
    """Short messages that came in one breath, as one: "not today" alone says nothing. "" where it was one message."""
    run: list[str] = []
    runs: list[list[str]] = [run]
    for said in data.get("recent") or []:
        if said.get("from") == "customer":
            run.append(plain(str(said.get("text") or "")))
        elif run:
            run = []
            runs.append(run)
    told = next((texts for texts in reversed(runs) if quote and any(quote in text.lower() for text in texts)), [])
    told = [text for text in told if not _ONLY_GREETING.fullmatch(text)]
    joined = " … ".join(told)
    return joined if len(told) > 1 and len(joined) <= LONGEST else ""


def _worth_quoting(text: str) -> bool:
    """Says something: "thanks doctor" quoted back would fit anybody."""
    return (len(text.split()) > 1 or len(text) > 6) and not only_courtesy(spoken([{"id": "", "text": text}]))


def own_words(data: dict[str, Any], own: frozenset[str] = frozenset()) -> str:
    """The message, or as much of it around the planned quote as can be read; "" where they said nothing, spoke aloud, or
    where nothing is left beside what is private."""
    quote = str((data.get("follow_up") or {}).get("quote") or "").strip().lower()
    said = [" ".join(text.split()) for text in customer_texts(data) if _worth_quoting(text)]
    burst = _burst(data, quote)
    if burst:
        return burst
    message = next((text for text in said if quote and quote in text.lower()), said[0] if said else "")
    if spoken_aloud(message):
        return ""
    message = _GREETING.sub("", _LABEL.sub("", plain(message))).strip()
    if len(message) <= LONGEST and not is_sensitive(message, own):
        return message
    sentences = [s for s in _SENTENCE.split(message) if is_grave(message) or not is_sensitive(s, own)] or [message]
    at = next((i for i, sentence in enumerate(sentences) if quote and quote in sentence.lower()), 0)
    around = " ".join(sentences[max(0, at - 1) : at + 1])
    for candidate in (around, sentences[at]):
        if len(candidate) <= LONGEST:
            return candidate
    return sentences[at][: LONGEST - 1].rsplit(" ", 1)[0] + "…"
