"""Hindi words around a time, in both scripts. The verb stands at the end, so most cues are on the right."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_AWAY = r"(?:chhutti|chutti|chutti|busy|bahar|travel|meeting|beemar|vyast|out of|छुट्टी|व्यस्त|बिज़ी|बाहर|बीमार|मीटिंग|यात्रा|nahi(?:n)? (?:hoon|hu|rahunga|milunga|kar paunga|ho payega)|time nahi)"
_THEIRS = r"(?:(?:bhej|bata|de|kar|likh|call kar|confirm kar|phone kar|pay kar) ?(?:dunga|dungi|unga|ungi|denge|enge|doonga|doongi)|bataunga|bataungi|karunga|karungi|batata|bhejta|karta|भेज(?:ूंगा|ूँगा|ूंगी)|बता(?:ऊंगा|ऊँगा|ऊंगी)|करूंगा|करूँगा|करूंगी|दूंगा|दूँगा|दूंगी|बताता हूं|karte hain hum)"
_CONTACT = r"(?:call|phone|msg|message|baat|yaad|contact|ping) (?:kar(?:na|o|iye|ein|e|te|na ji)|kijiye|karenge|karte)|(?:कॉल|फोन|मैसेज|बात|संपर्क|याद) (?:कर(?:ना|ो|ें|ेंगे|ते|िए)|कीजिए|दिला\w*)|batana|bataiye|bolna"

CUES = Cues(
    function_words=frozenset(
        "hai hain hoon hu ka ki ke ko se mein me main mujhe hum aap ap tum nahi nahin haan ji kya kar karo karna karenge baat abhi baad tak par aur ya bhi "
        "toh thoda thodi kal aaj agle hafte mahine shaam subah baje raha rahi liye है हैं का की के को से में मैं मुझे हम आप नहीं हां जी".split()
    ),
    left={
        "unavailable": any_of(_AWAY),
        "back": ending(r"(?:wapas|vapas|वापस)"),
        "their_commitment": any_of(_THEIRS),
        "our_commitment": any_of(r"aapne (?:kaha|bola|promise)|आपने (?:कहा|बोला)"),
        "event": ending(r"(?:shaadi|wedding|launch|exam|meeting|शादी|परीक्षा|लॉन्च)(?: (?:hai|है))?"),
        "past_fact": any_of(r"(?:kharida|order kiya|baat hui|mila tha|खरीदा|बात हुई)"),
        "contact": any_of(_CONTACT),
    },
    right={
        "unavailable": starting(rf"(?:\S+ ){{0,4}}?{_AWAY}"),
        "back": starting(r"(?:\S+ ){0,2}?(?:wapas|vapas|lautunga|lautungi|aaunga|वापस|लौट)"),
        "their_commitment": starting(rf"(?:\S+ ){{0,4}}?{_THEIRS}"),
        "past_fact": starting(r"(?:\S+ ){0,3}?(?:kharida|kiya tha|hui thi|mila tha|खरीदा|किया था|हुई थी|order kiya)"),
        "contact": starting(rf"(?:\S+ ){{0,3}}?(?:{_CONTACT})|theek|thik|ठीक"),
    },
    negation_left=ending(r"(?:siwaye|except|mat|मत)"),
    negation_right=starting(r"(?:ko |को )?(?:nahi(?:n)?|mat|नहीं|मत|chhod ?kar|ke alawa|को छोड़कर|के अलावा)(?! (?:hoon|hu|rahunga|milunga|kar paunga))"),
    correction=any_of(r"nahin?,? nahin?|nahin?(?= )|नहीं(?= )|matlab|sorry|actually|balki|नहीं नहीं|मतलब|बल्कि"),
    clause_break=re.compile(r"(?<!\w)(?:lekin|par(?= (?:main|hum))|magar|isliye|kyunki|लेकिन|मगर|क्योंकि|toh|तो)(?!\w)"),
    condition=re.compile(r"(?<!\w)(?P<said>(?:agar|अगर|yadi|यदि) [^,.;!?\n]{3,80}?)(?=[,.;!?\n]|$| (?:toh|to|तो)(?!\w))"),
    event=re.compile(r"(?<!\w)(?P<how>jab|जब|jaise hi|जैसे ही) {1,3}(?P<event>\S+(?: \S+){0,7}?)(?=[,.;!?\n:)(]|$| (?:tab|toh|to|तब|तो)(?!\w))"),
    event_relation={},
    idle_event=re.compile(r"(?:aap|ap|आप|chahe|mann|time mile)"),
    question=re.compile(r"(?:khula|open|timing|kitne baje|खुला|कितने बजे)[^.!\n]*\?"),
    zone=re.compile(
        r"\s*\(?(?P<zone>(?!same|isi|usi|lunch|free|us|is|kis)[a-z]{2,}(?: (?:york|kong|angeles))?) (?:time|ke time|samay)\b|\s*\(?(?P<short>(?:utc|gmt)(?:\s?[+-]\s?\d{1,2})?|ist|est|pst|gst|bst)\b\)?"
    ),
    postpositions=True,
    until_is_by=True,
)  # fmt: skip
