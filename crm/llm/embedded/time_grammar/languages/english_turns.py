"""English turns of phrase: what looks like time and is none, and lengths said in one breath ("half an hour")."""

from __future__ import annotations

from crm.llm.embedded.time_grammar.tokens import Entry

NO_TIME: list[Entry] = [
    (
        ".",
        None,
        r"(?:april|june|may)(?= (?:from|at|on) (?:the )?(?:reception|front desk|desk|accounts|hr|sales|shop|office|team|phone|finance|legal|switchboard|counter)\b)",
    ),  # a name
    (
        ".",
        None,
        r"(?:christmas|xmas|easter|diwali|eid|halloween|valentine'?s|thanksgiving|mother'?s day|father'?s day|new year'?s?|ramadan) (?:cards?|calendars?|part(?:y|ies)|trees?|gifts?|presents?|hampers?|menus?|sales?|orders?|stock|lights|collections?|bonus(?:es)?|dinners?|do\b|jumpers?|boxes|decorations?|range|catalogues?|catalogs?|promo\w*|offers?|shopping|rush|baking|market|cakes?|eggs?)",
    ),
    # Fixed turns of phrase that look like time and are not.
    (
        ".",
        None,
        r"(?:at )?(?:the )?end of the day,? (?:it'?s|it is|you|they|that'?s|everyone|money|price|what matters)\b|day and night|night and day|morning,? noon and night|(?:morning|afternoon|evening|night) (?:groups?|class(?:es)?|courses?|lessons?|shifts?|team|crew|market|school|tea|dress|gown|train|flight|bus|cream)\b|on (?:nights|earlies|lates)|(?:night|late|early|day) shifts?|(?:a |three )?quarters? of (?:the|a|all|my|our|it)(?! (?:an )?hour)|\d{1,2}(?:st|nd|rd|th) (?:one|class|option|choice|photo|pic|picture|column|row|room|bedroom|version|draft|question|item|half|gen|dose|child|baby|kid|page|line|floor|street|st|ave(?:nue)?|order|birthday|anniversary|grade|time|edition|attempt|message|email|place)|(?:get|feel) (?:well|better) soon|r?hope to (?:hear|see|talk)[\w ]{0,20} soon|"
        r"second (?:opinion|hand|thoughts?|thought|time|question|one|floor|home|child|to none)|first (?:of all|time|"
        r"thing first|name|class|floor)|third (?:party|time)|one (?:moment|sec(?:ond)?|day|min(?:ute)?)|(?:a|just a|hold on a|wait a) "
        r"(?:moment|sec(?:ond)?)|(?:give me|hang on) (?:a|one) sec(?:ond)?|day to day|day[- ]by[- ]day|these days|"
        r"nowadays|back[- ]to[- ]back|once (?:again|more|a (?:week|month|year|day))|at once|24 hours a day|all day|the other day|day job|"
        r"full[- ]time|part[- ]time|time to time|at the moment|right now|for now|by now|until now|so far|up to now|"
        r"end of the (?:road|line|world)|end to end|on second thoughts?|good (?:morning|afternoon|evening|night|day)|"
        r"have a (?:nice|good|great) (?:day|evening|weekend|week|one|night|morning|afternoon)|happy (?:new year|easter|eid|"
        r"diwali|holidays|christmas|monday|friday|thanksgiving|hanukkah|passover)|merry christmas|eid mubarak|"
        r"(?:see|talk to|speak to|catch|message|text|call) you (?:later|soon)|see you|ttyl|sooner or later|no later(?! than)|this time(?! (?:next|tomorrow|on))|"
        r"next (?:step|steps|time|one|door|level|to)|last (?:time|one|minute|thing|name|chance)|one[- ]year old|\d+ ?years? old|"
        r"a (?:day|week|month|year) (?:each|per)|per (?:day|week|month|year|night|hour)|(?:per|each|every) (?:hour|night)|(?<=\d )an? (?:hour|night|day|week|month)",
    ),
]

_ALONE = r"(?=[ .,!]*(?:$|\n|please|pls|plz|por favor|porfa|svp|bitte))"
LENGTHS: list[Entry] = [
    *[
        (
            "R",
            {"n": float(n), "unit": "minute"},
            rf"(?:(?<=\bgive me )|(?<=\bgimme )|(?<=\bwait )|(?<=\bjust ))(?:{n}|{word}){_ALONE}",
        )
        for n, word in ((5, "five"), (10, "ten"), (15, "fifteen"), (20, "twenty"), (30, "thirty"))
    ],
    ("R", {"n": 7.0, "unit": "day"}, r"(?:this|same) time next week"),
    ("R", {"n": 1.0, "unit": "month"}, r"(?:this|same) time next month"),
    ("R", {"n": 1.0, "unit": "year"}, r"(?:this|same) time next year"),
    (
        "R",
        {"n": 1.0, "n_max": 5.0, "unit": "day"},
        r"(?:in |over |during |within )?(?:the )?(?:next|coming) (?:few |couple of )?days",
    ),
    (
        "R",
        {"n": 1.0, "n_max": 4.0, "unit": "week"},
        r"(?:in |over |during |within )?(?:the )?(?:next|coming) (?:few )?weeks",
    ),
    (
        "R",
        {"n": 1.0, "n_max": 3.0, "unit": "month"},
        r"(?:in |over |during |within )?(?:the )?(?:next|coming) (?:few )?months",
    ),
    ("R", {"n": 3.0, "n_max": 5.0, "unit": "hour", "fuzzy": True}, r"(?:in |over |within )?(?:the )?next few hours"),
    ("R", {"n": 0.75, "unit": "hour"}, r"three[- ]quarters of an hour"),
    ("R", {"n": 2.5, "unit": "hour"}, r"two and a half hours?|2\.5 hours?"),
    ("R", {"n": 0.5, "unit": "hour"}, r"half an hour|half hour|a half[- ]hour|30 min"),
    (
        "R",
        {"n": 1.5, "unit": "hour"},
        r"(?:an|one) hour and a half|one and a half hours?|1\.5 hours?|(?:hour|hr) and a half",
    ),
    ("R", {"n": 0.25, "unit": "hour"}, r"(?:a )?quarter of an hour|(?:a )?quarter hour"),
    ("R", {"n": 6.0, "unit": "month"}, r"half a year|half[- ]year"),
    ("R", {"n": 18.0, "unit": "month"}, r"a year and a half|one and a half years?"),
    ("R", {"n": 6.0, "unit": "week"}, r"a month and a half|one and a half months?"),
    ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"a week and a half|one and a half weeks?"),
]
