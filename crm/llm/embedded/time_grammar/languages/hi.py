"""Hindi words of time, in Devanagari and as people type them in Latin letters. 'After' and 'until' stand behind."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    day_number,
    numbers,
    quarter_number,
    words,
)

_MONTHS = {
    1: "january|jan|जनवरी", 2: "february|feb|फरवरी", 3: "march|मार्च", 4: "april|अप्रैल", 5: "मई|may(?= (?:mein|me|ke|tak|se)\\b)", 6: "june|जून", 7: "july|जुलाई", 8: "august|अगस्त",
    9: "september|sept|सितंबर|सितम्बर", 10: "october|अक्टूबर|अक्तूबर", 11: "november|नवंबर|नवम्बर", 12: "december|दिसंबर|दिसम्बर",
}  # fmt: skip
_WEEKDAYS = {
    0: "somvaa?r|monday|सोमवार", 1: "mangalvaa?r|mangal|tuesday|मंगलवार|मंगल", 2: "budhvaa?r|budh|wednesday|बुधवार|बुध", 3: "guruvaa?r|brihaspativar|thursday|गुरुवार|बृहस्पतिवार|गुरूवार",
    4: "shukravaa?r|shukrawar|friday|शुक्रवार", 5: "shanivaa?r|shaniwar|saturday|शनिवार", 6: "ravivaa?r|itvaa?r|itwaar|sunday|रविवार|इतवार",
}  # fmt: skip
_NUMBERS = {
    1: "ek(?= (?:ghanta|ghante|din|hafta|hafte|mahina|mahine|saal|minute|week|month))|एक(?= (?:घंट|दिन|हफ्त|हफ़्त|सप्ताह|महीन|साल|मिनट))", 2: "do|दो", 3: "teen|तीन", 4: "chaar|char|चार", 5: "paanch|panch|पांच|पाँच",
    6: "chhe|chah|छह|छः", 7: "saat|सात", 8: "aath|आठ", 10: "das|दस", 15: "pandrah|पंद्रह", 20: "bees|बीस", 30: "tees|तीस",
}  # fmt: skip
_HOLIDAYS = {
    "diwali": "diwali|deepavali|dipawali|दिवाली|दीवाली|दीपावली", "holi": "holi|होली", "dussehra": "dussehra|dasara|दशहरा", "eid_al_adha": "bakrid|bakra eid|बकरीद", "eid_al_fitr": "eid|ईद",
    "ramadan": "ramzan|ramadan|रमज़ान|रमजान", "christmas": "christmas|क्रिसमस", "new_year": "naye saal|new year|नए साल", "summer_holidays": "garmi ki chhutti(?:yon)?|गर्मी की छुट्टियों",
    "republic_day": "republic day|26 january|गणतंत्र दिवस", "independence_day": "15 august|independence day|स्वतंत्रता दिवस",
}  # fmt: skip
_UNITS = {
    "minute": "minutes?|min|मिनट", "hour": "ghant[ae]|hours?|घंटे|घंटा|घण्टे", "day": "dinon|din|days?|दिनों|दिन", "week": "haft[ae]|hafton|weeks?|saptah|हफ्ते|हफ़्ते|हफ्ता|हफ्तों|सप्ताह",
    "month": "mahin[ae]|mahinon|months?|महीने|महीना|महीनों|माह", "year": "saal|years?|साल|वर्ष", "quarter": "quarters?|तिमाही",
}  # fmt: skip


def _hindi_clock(text: str) -> Value | None:
    """'3 baje', 'शाम 5 बजे', 'saadhe 3 baje' is 3:30 -> clock."""
    found = re.search(r"(\d{1,2})(?::(\d{2}))?", text)
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        return None
    minute = 30 if text.startswith(("sa", "साढ")) else int(found[2] or 0)
    value: Value = {"kind": "clock", "hour": int(found[1]), **({"minute": minute} if minute else {})}
    if "meridiem" not in value and int(found[1]) <= 12:
        if re.search(r"shaam|sham|dopahar|raat|शाम|दोपहर|रात", text):
            value["meridiem"] = "pm"
        elif re.search(r"subah|सुबह", text):
            value["meridiem"] = "am"
    return value


ENTRIES: list[Entry] = [
    (".", None, r"shubh \w+|good (?:morning|evening|night|afternoon)|abhi|अभी|आजकल|aajkal|har (?:din|hafte)? ?baar|pehli baar|ek (?:baar|minute ruk\w*)|एक बार|happy diwali"),
    ("V", None, "har|roz|हर|रोज़|रोज"),
    ("D", {"kind": "day", "which": "after_next"}, "parson?|परसों"), ("D", {"kind": "day", "which": "next"}, "kal|कल|tomorrow"), ("D", {"kind": "day", "which": "this"}, "aaj|आज|today"),
    ("R", {"n": 0.5, "unit": "hour"}, "aadh[ae] ghant[ae]|आधे घंटे|आधा घंटा"), ("R", {"n": 1.5, "unit": "hour"}, "dedh ghant[ae]|डेढ़ घंटे"), ("R", {"n": 2.0, "n_max": 3.0, "unit": "day"}, "(?:do[- ]teen|2-3) din|दो[- ]तीन दिन"), ("R", {"n": 2.0, "n_max": 4.0, "unit": "day"}, "(?:do[- ]chaa?r) din|दो[- ]चार दिन"), ("R", {"n": 2.0, "n_max": 3.0, "unit": "week"}, "do[- ]teen hafte|दो[- ]तीन हफ्ते"),
    ("v", {"kind": "vague", "vague": "in_a_bit"}, "thodi der (?:mein|me|baad)|थोड़ी देर (?:में|बाद)"), ("v", {"kind": "vague", "vague": "soon"}, "jald(?:i)?(?: hi)?|जल्दी|जल्द(?: ही)?|kuch dino(?:n)? (?:mein|me)"),
    ("v", {"kind": "vague", "vague": "some_day"}, "kabhi(?: na kabhi)?|kisi din|कभी|किसी दिन|future (?:mein|me)"), ("v", {"kind": "vague", "vague": "later"}, r"baad (?:mein|me)|बाद में|phir kabhi|फिर कभी"),
    ("w", {"kind": "weekend"}, "weekend|वीकेंड|hafte ke ant"), *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, "q[1-4]"),
    ("x", None, "agl[aei]|aane ?wal[aei]|next|अगले|अगला|अगली|आने वाले"), ("l", None, "pichhl[aei]|pichl[aei]|last|पिछले|पिछला|पिछली"), ("z", None, "is(?= (?:hafte|mahine|saal|week|month|weekend))|isi|इस"),
    ("B", None, "shuru(?:aat)?|starting|शुरू|शुरुआत"), ("E", None, "ant|aakhir|end|आखिर|अंत"),
    *words("W", "weekday", _WEEKDAYS), *words("M", "month", _MONTHS),
    *[("S", {"kind": "season", "season": season}, pattern) for season, pattern in (("summer", "garmiyon|गर्मियों"), ("winter", "sardiyon|सर्दियों"))],
    ("t", _hindi_clock, r"(?:(?:subah|shaam|sham|dopahar|raat|सुबह|शाम|दोपहर|रात)(?: ko| ke| को| के)? )?(?:saadhe |sade |साढ़े )?\d{1,2}(?::\d{2})? ?(?:baje|bje|बजे)"),
    ("P", {"part_of_day": "morning"}, "subah|सुबह|morning"), ("P", {"part_of_day": "afternoon"}, "dopahar|दोपहर|afternoon"), ("P", {"part_of_day": "evening"}, "shaam|sham|शाम|evening"), ("P", {"part_of_day": "night"}, "raat|रात"),
    ("O", day_number, r"\d{1,2} ?(?:tarikh|taarikh|तारीख)"), ("N", {"n": 3.0, "fuzzy": True}, "kuch|kuchh|kai|कुछ|कई"), ("N", {"n": 2.0, "fuzzy": True}, "ek[- ]do|1-2|एक[- ]दो"), *numbers(_NUMBERS),
    *words("U", "unit", _UNITS),
    ("g", None, "pehle(?! se)|पहले(?! से)"), ("b", None, "(?:se )?pehle|(?:से )?पहले"), ("a", None, "baad|bad(?= (?:mein|me|baat|call))|बाद"), ("u", None, "tak|तक"), ("f", None, "se(?= )|से"),
    ("n", None, "mein|me|ko|par|में|को|पर"), ("~", None, "lagbhag|kareeb|shayad|around|लगभग|करीब|शायद"), ("k", None, "aur|और"), ("/", None, "ya|या"), ("_", None, "ke|ki|ka|के|की|का|wale|hi|ही"),
]  # fmt: skip

LEXICON = Lexicon("hi", ENTRIES)
