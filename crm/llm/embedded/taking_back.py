"""A day taken back in words that no single message shows: "Wednesday" … "sorry, Wed there's a puja at home. Thursday pls".

The grammar sees a correction where a word for it stands right before the new day. Here the day given up is named again, or
only pointed at ("that's my long shift"), and the new one follows behind the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.llm.embedded.placing import DATED, Said
from crm.llm.embedded.quotes import Spoken

# What opens a message, or a sentence, that takes something back.
_SORRY = re.compile(
    r"(?:^|[.!?\n,] ?)(?:(?:oh|ah|ay|uy|ui|ai|arre|aiyo|eh|hmm|wait|no|hey|ok) ?,? ?)*(?:sorry(?:,? sorry)*|so sorry|apologies|oops|oopsie|whoops|ops|opa|my bad|my mistake|scratch that|correction|typo|wait,? no|no,? wait|actually|hang on|hold on|forget that|change of plans?|"
    r"on second thoughts?|perdon|perdona|disculpa|uy no|ay no|mejor|me equivoque|desculpa|foi mal|perai|pera|espera|na verdade|errata|pardon|desole|mince|entschuldigung|sorry|doch|ach nein|maaf|eita|ih|vish|putz|hijole|caramba|(?:oh )?shoot|oh no|nvm|never ?mind|jk|ignore (?:that|me)|सॉरी|माफ|סליחה|בעצם|اسف|عفوا|لحظه)(?!\w)"
)
_TAKEN = re.compile(
    r"\W*(?:is|'?s|has|have|there|i|we|im|i'm|no|not|can'?t|won'?t|es|tengo|hay|estoy|e|tem|tenho|nao|to|estou|ist|habe|geht|est|j'ai|ko|hai)(?!\w)"
)
_FREE = re.compile(
    r"\W*(?:is |works?|suits?|would be |es |seria |e |esta |ist )?(?:good|fine|ok|okay|best|better|perfect|great|works?|bien|mejor|perfecto|bom|melhor|gut|besser|bien mieux)(?!\w)"
)


def taken_back(messages: Sequence[Spoken], said: Sequence[Said]) -> None:
    """Mark the days given up as unavailable and the new one as a correction."""
    for number, message in enumerate(messages):
        text = message.cues.folded.text
        apology = _SORRY.search(text)
        opening = apology or re.match("", text)
        if opening is None or not (apology or number):
            continue
        earlier = [
            one for one in said if (one.message, one.end) <= (number, opening.start()) and one.end and _asked(one)
        ]
        later = [one for one in said if one.message == number and one.start >= opening.end() and _asked(one)]
        if not earlier or not later:
            continue
        again = [one for one in later if any(_same(one, each) for each in earlier)]
        new = [one for one in later if one not in again]
        if (
            not new
            or not (apology or any(_TAKEN.match(text[one.end :]) for one in again))
            or any(_FREE.match(text[one.end :]) for one in again)
        ):
            continue
        for one in again:
            one.time["role"] = "unavailable"
            one.time.pop("corrects", None)
        if again or _close(text, opening, new[0]):
            new[0].time["corrects"] = True


def _asked(one: Said) -> bool:
    plain = one.time.get("role", "contact_after") == "contact_after" and not one.time.get("negated")
    return plain and one.time["kind"] in DATED


def _same(one: Said, other: Said) -> bool:
    keys = ("kind", "day", "month", "weekday", "which")
    return all(one.time.get(key) == other.time.get(key) for key in keys)


def _close(text: str, opening: re.Match[str], new: Said) -> bool:
    """The new day stands in the same breath, or the last of the message: "oops that's my long shift, Tuesday pls"."""
    return len(re.findall(r"\w+", text[opening.end() : new.start])) <= 8
