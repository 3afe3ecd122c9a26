"""The customer's own words for a claim: verbatim, from one message, as short as still says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.llm.embedded.cues import Cues, cues_of
from crm.llm.embedded.lexicon import PATTERNS
from crm.llm.embedded.text import clauses

LONGEST = 140  # characters of a quote

# What opens a clause without saying why: greetings, "sorry", "I'm", "because".
_LEAD = re.compile(
    r"^(?:(?:sorry|hi|hello|hey|yes|yeah|ok|okay|so|well|but|because|cause|cos|since|as|and|just|right now|atm|honestly|look|"
    r"thanks|no|unfortunately|currently|at the moment|today|hola|buenas|perdon|disculpa|si|pero|porque|es que|ahora|ahora mismo|"
    r"oi|ola|desculpa|sim|mas|agora|e que|que|bonjour|desole\w*|oui|je|hallo|leider|ja|denn|abhi)\b[,.!]?\s+)*"
    r"(?:(?:i'm|im|i am|we're|we are|it's|it is|things are|everything is|i've been|we've been|estoy|estamos|ando|andamos|me pillas|"
    r"estou|estamos|to|tamo|ta|ando|je suis|on est|nous sommes|ich bin|wir sind|bin|main|hum)\b\s+)?"
    r"(?:(?:just|so|really|a bit|still|super|kind of|completely|totally|very|muy|bem|muito|tres|gerade|sehr)\b\s+)*"
)
# What follows the reason in the same clause: the wish itself.
_WISH_AFTER = re.compile(
    r"\s+(?:so (?:please |can |could |let|call|text|write)|please|can you|could you|call me|text me|write (?:me|to)|message me|ping me|"
    r"por favor|me (?:llama|escrib|chama|liga)|get back|talk|contact me|vous pouvez|bitte)\b.*$"
)
REASONS = ("busy", "ask_other", "hardship", "elsewhere", "price", "condition", "undecided", "when_ready", "not_now")
_EVENT = re.compile(
    r"\b(?:when|once|as soon as|until|after|cuando|en cuanto|hasta que|quando|assim que|depois que|quand|des que|une fois|wenn|sobald|"
    r"nachdem|bis)\s+(?:my|our|the|we|i|he|she|they|mi|nuestr\w+|el|la|meu|minha|nosso|nossa|o|a|mon|ma|notre|le|mein\w*|unser\w*|"
    r"die|der|das|ich|wir)\s+[^,.!?;\n]{3,60}"
)


@dataclass(frozen=True)
class Spoken:
    """One message of the burst with its cues."""

    id: str
    text: str
    cues: Cues


def spoken(burst: Sequence[dict[str, str]]) -> list[Spoken]:
    return [
        Spoken(str(said.get("id") or ""), str(said.get("text") or ""), cues_of(str(said.get("text") or "")))
        for said in burst
    ]


def clause_with(said: Spoken, start: int, end: int) -> tuple[int, int]:
    """The clause around a span, in folded places."""
    for left, right in clauses(said.cues.folded):
        if left <= start < right:
            return left, max(right, min(end, right + LONGEST))
    return start, end


def quote_of(messages: Sequence[Spoken], cue: str, *, whole_clause: bool = True) -> str:
    """The latest words behind a cue, or nothing."""
    for said in reversed(messages):
        if cue in said.cues:
            start, end = said.cues.spans[cue]
            if whole_clause:
                start, end = clause_with(said, start, end)
            return _cut(said, start, end)
    return ""


def first_words(messages: Sequence[Spoken]) -> str:
    """The last message's first clause with letters in it: the quote where no cue spoke."""
    for said in reversed(messages):
        for start, end in clauses(said.cues.folded):
            if any(character.isalpha() for character in said.cues.folded.text[start:end]):
                return _cut(said, start, end)
    return messages[-1].text.strip()[:LONGEST] if messages else ""


def reason_of(messages: Sequence[Spoken], names: Sequence[str] = REASONS) -> tuple[str, str]:
    """The cue and the words that say why: "swamped with a product launch" out of "sorry, I'm swamped with …"."""
    for cue in names:
        for said in messages:
            if cue in said.cues:
                words = _reason_words(said, *said.cues.spans[cue])
                if words:
                    return cue, words
    for said in messages:
        event = _EVENT.search(said.cues.folded.text)
        if event:
            return "event", _cut(said, *event.span())
    return "", ""


# Words at the end of a clause that carry no reason.
_TRAILING = re.compile(
    r"[\s,]+(?:though|tho|tbh|right now|rn|just now|at the moment|atm|ahora mismo|ahora|agora|no momento)\W*$"
)


def _reason_words(said: Spoken, start: int, end: int) -> str:
    text = said.cues.folded.text
    left, right = clause_with(said, start, end)
    lead = _LEAD.match(text[left:right])
    if lead and left + lead.end() <= max(start, left + 1) + 6 and lead.end() < right - left:
        left += min(lead.end(), max(start - left, 0)) if start >= left else 0
    wish = _WISH_AFTER.search(text[left:right])
    if wish and left + wish.start() >= end:
        right = left + wish.start()
    trailing = _TRAILING.search(text[left:right])
    if trailing and left + trailing.start() >= end:
        right = left + trailing.start()
    return _cut(said, left, right)


def _cut(said: Spoken, start: int, end: int) -> str:
    text = said.cues.folded.text
    if end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        end = space if space > start else start + LONGEST
    return said.cues.folded.quote(start, end).strip(" ,;:-")


_PLAIN_WORDS = re.compile(r"\w+")
_COURTESY = ("greeting", "thanks", "ok")  # "good afternoon" before the "good" that agrees
_ALSO_COURTESY = re.compile(
    # whom they thank: "thanks doctor"
    r"\b(?:doctor|doctora|doutora?|doc|dr|dra|drs?|nurse|teacher|professor|professora|profesora?|prof|profe|coach|boss|chief|captain|bro|brother|bhai|sahab|ji|man|dear|love|pal|"
    r"buddy|friend|my friend|darling|amig[oa]|jefe|jefa|maestro|maestra|senor|senora|senorita|joven|chefe|moc[oa]|querid[oa]|docteur|herr|frau|doktor|chef|monsieur|madame)\b|"
    r"\b(?:so much|very much|a lot|you too|to you|again|talk (?:then|soon|later)|see you|speak (?:soon|then)|have a (?:nice|good|great) \w+|"
    r"will do|bcp|beaucoup|then|sir|madam|team|guys|mate|all|very|that|is|it|for your (?:help|time|message|reply|info)|for (?:the )?(?:info|help|update|"
    r"letting me know)|you|u|for|the|hasta (?:luego|entonces|pronto)|por (?:la|tu|su|todo|avisar)\w*|muy|a ti|a usted(?:es)?|igualmente|"
    r"(?:very |so |really |most |too |how )*(?:kind|good|nice|sweet|lovely|thoughtful)(?: of (?:you|u))?|appreciate\w*|means a lot|(?:you'?re|you are) (?:the best|an angel|a star)|"
    r"(?:que |muy |tan )*(?:amable\w*|atent[oa]|majo|maja|un sol|un amor)|eres|sos|es usted|de nada|(?:muito |que |tao )*(?:gentil|gentileza|atencios[oa]|querid[oa])|voces? (?:e|sao)|"
    r"(?:c'est |tres |trop |bien |si )*(?:gentil\w*|aimable\w*|adorable)|(?:das ist |sehr |total |wirklich )*(?:nett|lieb|freundlich)(?: von (?:ihnen|dir|euch))?|meherbani|"
    r"que tengas? \w+ \w+|pela|pelo|por|tudo|ate (?:la|mais|logo|breve)|abs|abraco|bis dann|bis bald|a bientot|bonne journee)\b"
)


def only_courtesy(messages: Sequence[Spoken]) -> bool:
    """Nothing but thanks, ok, a greeting or an emoji in the whole burst."""
    for said in messages:
        rest = said.cues.folded.text
        if "?" in rest:
            return False
        for name in _COURTESY:
            rest = PATTERNS[name].sub(" ", rest)
        if _PLAIN_WORDS.search(_ALSO_COURTESY.sub(" ", rest)):
            return False
    return bool(messages)


_KIND = frozenset(("thanks", "ok", "greeting", "formal", "warm", "positive"))
_ON_THE_OTHER_HAND = re.compile(
    r"(?<!\w)(?:but|however|no|not|never|already|instead|if|n't|[a-z]+n'?t|pero|ya|nunca|si|mas|porem|nao|ja|se|mais|ne|pas|deja|aber|nicht|kein\w*|schon|nahi|lekin|לא|אבל|כבר|لا|ما|لكن|بس)(?!\w)|\d|\?|؟|नहीं|लेकिन"
)
_FEW_WORDS = 12


def only_kind(messages: Sequence[Spoken], cues: Cues) -> bool:
    """Thanks in more words than a list can hold: few, friendly, nothing asked, refused or told beside."""
    text = cues.folded.text
    few = len(_PLAIN_WORDS.findall(text)) <= _FEW_WORDS
    return (
        bool(messages) and "thanks" in cues and few and set(cues.spans) <= _KIND and not _ON_THE_OTHER_HAND.search(text)
    )
