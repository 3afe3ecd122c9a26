"""English words of time."""

from __future__ import annotations

from crm.llm.embedded.time_grammar.languages.english_clock import (
    HOUR,
    HOURS,
    PARTS_OF_PARTS,
    half_past,
    military,
    minutes_of,
    named_hour,
    with_a_point,
)
from crm.llm.embedded.time_grammar.languages.english_holidays import HOLIDAYS
from crm.llm.embedded.time_grammar.languages.english_turns import LENGTHS, NO_TIME
from crm.llm.embedded.time_grammar.numerals import ENGLISH, number_words
from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    clock_value,
    day_number,
    number_value,
    quarter_number,
    short_duration,
    week_number,
    words,
)

_MONTHS = {
    1: "january|jan", 2: "february|feb", 4: "april|apr", 6: "june|jun", 7: "july|jul", 8: "august|aug",
    9: "september|sept|sep", 10: "october|oct", 11: "november|nov", 12: "december|dec",
}  # fmt: skip
_WEEKDAYS = {
    0: "mondays?|mon", 1: "tuesdays?|tues|tue", 2: "wednesdays?|weds|wed", 3: "thursdays?|thurs|thur|thu",
    4: "fridays?|fri", 5: "saturdays?", 6: "sundays?",
}  # fmt: skip
_ONE = r"one(?! (?:moment|more|thing|question|day\b|of\b))"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty\\Wfirst twenty\\Wsecond twenty\\Wthird "
    "twenty\\Wfourth twenty\\Wfifth twenty\\Wsixth twenty\\Wseventh twenty\\Weighth twenty\\Wninth thirtieth "
    "thirty\\Wfirst"
).split()
# "sat", "sun", "may" and "march" are ordinary words too: they count as time only beside other words of time.
_AFTER_CUE = "|".join(
    rf"(?<=\b{w}[ -])"
    for w in (
        "in on by until till til since after before early mid late of next this from end around for and or to last "
        "through about maybe starting per come say"
    ).split()
)
_SUBJECTS = r"(?! (?:i|we|you|he|she|it|they|be|have|not|take|need|want|also|as|on|in with|into))"
_SEASONS = {"spring": "spring(?:time)?", "summer": "summer(?:time)?", "autumn": "autumn|fall", "winter": "winter"}
_SEASON_CUE = "|".join(
    rf"(?<=\b{w} )"
    for w in "in this next after before until till til by over during for late early mid the of last come through".split()
)
_SEASON_THING = (
    r"(?! (?:break|collection|dress|dresses|jackets?|coats?|sale|line|menu|tires|tyres|clothes|catalog(?:ue)?|edition|camp|"
    r"house|job|rolls?|water|onions?|short|behind|for|apart|through))"
)
_UNITS = {
    "minute": "minutes?|mins?",
    "hour": "hours?|hrs?|hr",
    "business_day": r"(?:business|working|work) ?days?|(?<=\\d )week ?days?",
    "day": "days?",
    "week": "weeks?'?|wks?|wk",
    "fortnight": "fortnights?",
    "month": "months?|mths?|mos?(?=\\W|$)",
    "quarter": "quarters?|qtrs?",
    "year": "years?|yrs?",
}

ENTRIES: list[Entry] = [
    *NO_TIME,
    ("g", None, r"ago|earlier|back then"),
    ("V", None, "every|each"),
    ("D", {"kind": "day", "which": "after_next"}, r"(?:the )?day after tomorrow|overmorrow"),
    (
        "D",
        {"kind": "day", "which": "next"},
        r"tomorrow|tomorow|tommorow|tommorrow|tomorro|tmrrw|tmrw|tmr|tmw|tomo[zs]*|tmoz|2moro|2morrow|2mrw",
    ),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"tonight|tonite|2nite"),
    ("D", {"kind": "day", "which": "this"}, r"today|2day|tdy"),
    ("D", {"kind": "day", "which": "last"}, r"(?:day before )?yesterday|last night"),
    ("E", {"unit": "day"}, r"eod|cob|cop|end of (?:the )?(?:day|play|business)(?! after)|close of (?:business|play)"),
    ("E", {"unit": "week"}, "eow"),
    ("E", {"unit": "month"}, r"eom|month[- ]end(?:ing)?"),
    ("E", {"unit": "quarter"}, r"eoq|quarter[- ]end"),
    ("E", {"unit": "year"}, r"eoy|year[- ]end"),
    *LENGTHS,
    (
        "v",
        {"kind": "vague", "vague": "in_a_bit"},
        r"(?:give (?:me|us)|gimme) a (?:(?:little )?bit|(?:little )?while)|in (?:a |abit|a little )?(?:bit|while|moment|sec|second|minute|min)|in abit|momentarily|later (?:on )?today|later on|bit later",
    ),
    (
        "v",
        {"kind": "vague", "vague": "soon"},
        r"(?:very )?shortly|(?:(?:some ?time|very|real|pretty|quite) )?soon(?:ish|er)?(?! as\b)|(?:in |over )?the next (?:little |wee )?while|before (?:too |very |so )?long|any day now|in the near future|one of these days|in due course",
    ),
    (
        "v",
        {"kind": "vague", "vague": "some_day"},
        r"some ?day|eventually|at some (?:point|stage)|some ?time(?: in the future)?(?! (?:in|on|next|this|after|before|around|early|mid|late|tomorrow|during|between|over|the|soon))|down the (?:road|line|track)|in the (?:distant )?future|(?:much|way) later|further down the line|one day",
    ),
    (
        "v",
        {"kind": "vague", "vague": "later"},
        r"(?:some other|another) (?:time|day)|later(?! than| that| in | this| next| part)",
    ),
    (">", None, r"from (?:now|today)|hence|later(?! than| this| next| in the| the| part)|out from now"),
    ("Q", quarter_number, r"q ?[1-4]|[1-4]q"),
    *[
        ("Q", {"kind": "quarter", "n": float(n)}, rf"{word} quarter(?! of an| past| to)")
        for n, word in ((1, "(?:first|1st)"), (2, "(?:second|2nd)"), (3, "(?:third|3rd)"), (4, "(?:fourth|4th)"))
    ],
    ("J", {"kind": "half_year", "n": 1.0}, r"h1|1h|first half of (?:the |this |next )?year"),
    ("J", {"kind": "half_year", "n": 2.0}, r"h2|2h(?= \d{4})|(?:second|back|latter|last) half of (?:the |this )?year"),
    (
        "P",
        {"part_of_day": "morning", "hour": 9, "minute": 0},
        r"first thing(?: in the morning)?(?! (?:next|in (?:the )?(?:new|next)) (?:week|month|quarter|qtr|year))",
    ),
    (
        "L",
        None,
        r"later(?: in)?(?= (?:this|next|the (?:week|month|year|day)|part)\b)|late(?:r)? part|late|latter (?:half|part)|back end|tail end|second half",
    ),
    ("e", None, r"early(?: on)?(?: in)?|earlier in|first half|first part|first few days"),
    ("C", None, r"w/?c|week (?:commencing|beginning|starting|of)(?= (?:the |mon(?:day)?,? )?(?:\d|[a-z]+ \d))"),
    (
        "C",
        week_number,
        r"(?:calendar |cal )?(?:week|wk)(?: number| no\.?)? \d{1,2}(?!\d)(?! (?:of|days|units))|cw ?\d{1,2}",
    ),
    ("K", {"kind": "week", "part": "mid"}, r"mid-?week"),
    ("m", None, r"mid|middle|halfway through|around the middle"),
    ("E", None, r"end|ends(?=\W*$|[,.!?;])|close|very end"),
    (
        "B",
        None,
        r"start|beginning|beginnings|turn|top|outset|starting(?= of )|(?:the )?(?:first|opening)(?: couple of)? days(?= (?:of|in) )|first thing(?= (?:next|in) )|(?:opening|first) (?:few |couple of )?weeks(?= (?:of|in) (?:the )?(?:new |next |this )?(?:q|quarter|year))",
    ),
    ("A", None, r"the one (?:after(?: that)?|following)|the (?:next|following) one"),
    ("X", None, r"after next"),
    ("z", None, r"this(?: coming)?|current|same|dis"),
    ("c", None, r"coming|upcoming"),
    ("x", None, r"next|nxt|following|the one after|new(?= (?:quarter|qtr|month|week)\b)"),
    ("l", None, r"last|past|previous|final"),
    ("w", {"kind": "weekend"}, r"(?:week|wk)-? ?ends?|we?e?knd|wkd|w/e"),
    (
        "K",
        {"kind": "start_of", "unit": "year", "which": "next"},
        r"(?:early )?in the new year(?! holiday)|early in the new year|new year(?=,? then)",
    ),
    (
        "h",
        {"kind": "holiday", "holiday": "summer_holidays", "relation": "after"},
        r"(?:when |once |after )?(?:school is back|schools? (?:starts?|goes|go) (?:back|again)|(?:the )?kids are back (?:at|in) school)|(?:after )?back[- ]to[- ]school",
    ),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in HOLIDAYS.items()],
    *words("W", "weekday", _WEEKDAYS),
    (
        "W",
        {"weekday": 5},
        rf"(?:{_AFTER_CUE})sat|sat(?= (?:morning|afternoon|evening|or|and|at|\d|n sun|\+|& ?sun|sun\b))|sat(?= ?[-/&+] ?sun)|sat(?= (?:instead|then|is (?:good|fine|ok|better|best)|works|suits|afternoon|am\b|pm\b))|sat(?=\W*$)",
    ),
    (
        "W",
        {"weekday": 6},
        rf"(?:{_AFTER_CUE}|(?<=sat )|(?<=sat[-/&+])|(?<=sat - )|(?<=sat / )|(?<=[&+] )|(?<=sat n ))sun|sun(?= (?:morning|afternoon|evening|or|and|at|\d))|sun(?=\W*$)",
    ),
    *words("M", "month", _MONTHS),
    (
        "M",
        {"month": 5},
        rf"(?:{_AFTER_CUE}|(?<=\d )|(?<=\d)|(?<=st )|(?<=nd )|(?<=rd )|(?<=th )|(?<=the month of ))may{_SUBJECTS}|(?<=\w-)may(?=\W|$)|may(?=-\w)|may(?= or (?:june|april))|may(?= (?:the )?\d)(?! \d+ (?:people|of))|may(?= 20\d\d)",
    ),
    (
        "M",
        {"month": 3},
        rf"(?:{_AFTER_CUE}|(?<=\d )|(?<=st )|(?<=nd )|(?<=rd )|(?<=th ))(?:march|mar){_SUBJECTS}|(?:march|mar)(?= (?:the )?\d)|march(?=\W*$)|march(?= (?:works|is|would|20\d\d))",
    ),
    *[
        (
            "S",
            {"kind": "season", "season": season},
            rf"(?:{_SEASON_CUE})(?:{pattern}){_SEASON_THING}|(?:{pattern})(?=\W*$| (?:is|works|would|maybe|perhaps|probably|then|or|better|sounds|sometime|suits)\b)",
        )
        for season, pattern in _SEASONS.items()
    ],
    *PARTS_OF_PARTS,
    ("P", {"part_of_day": "noon"}, r"noon|midday|mid-day"),
    ("P", {"part_of_day": "lunch"}, r"lunch ?-?time|lunch(?: break| hour)?"),
    ("P", {"part_of_day": "morning"}, r"mornings?|morn|am(?=\W*$)|forenoon|breakfast"),
    ("P", {"part_of_day": "afternoon"}, r"afternoons?|arvo|pm(?=\W*$)|aft|end of (?:the )?day(?= tomorrow)"),
    (
        "P",
        {"part_of_day": "evening"},
        r"evenings?|evng|eve|dinner ?time|after (?:work|hours|office hours|dinner)|supper",
    ),
    ("P", {"part_of_day": "night"}, r"nights?|midnight|bedtime"),
    (
        "t",
        half_past,
        r"half (?:past |)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?! (?:days?|weeks?|hours?|months?))",
    ),
    (
        "t",
        minutes_of,
        rf"(?:a )?(?:quarter|five|ten|twenty|twenty[- ]five|5|10|15|20|25)(?: minutes?)? (?:past|to|after|before|of) {HOUR}(?! (?:days?|weeks?|hours?|months?))",
    ),
    (
        "t",
        named_hour,
        rf"(?:at |by |after |around |till |until |before )?(?:{'|'.join(HOURS)}) ?(?:o'?clock|[ap]\.?m\b\.?)|(?<=at )(?:{'|'.join(HOURS)})(?: (?:thirty|fifteen|forty[- ]five))(?=\W|$)",
    ),
    (
        "t",
        with_a_point,
        r"(?:(?<=tmrw )|(?<=tmr )|(?<=day )|(?<=day at )|(?<=morrow )|(?<=morrow at )|(?<=\btill )|(?<=\btil )|(?<=until )|(?<=from )|(?<=after )|(?<=before )|(?<=around )|(?<=about )|(?<=\bby ))"
        r"(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d%]|\.\d| ?(?:million|percent|hours?|days?|weeks?|months?|years?|kg|km))",
    ),
    (
        "t",
        military,
        r"(?<=at )(?:[01]\d|2[0-3])[0-5]\d(?!\d)(?! (?:people|euros|dollars|pounds|units))|(?:[01]\d|2[0-3])[0-5]\d ?h(?:rs|ours)",
    ),
    ("t", clock_value, r"12 ?(?:nn|noon)|\d{1,2}(?= (?:in the (?:morning|afternoon|evening|arvo)|at night))"),
    ("t", clock_value, r"\d{1,2} ?-?ish(?! (?:people|units|days|weeks))"),
    (
        "t",
        clock_value,
        r"\d{1,2}\s?(?:o'?clock|oclock)|\d{1,2}\.\d{2}(?=\s?[ap]m)\s?[ap]m|(?<=at )\d{1,2}[.h]\d{2}|\d{1,2}h\d{2}",
    ),
    ("R", short_duration, r"\d{1,2}\s?(?:d|hrs?|h|wks?|w)(?=\W*$|\W+(?:pls|please|ok|from|and|before|after))"),
    (
        "O",
        day_number,
        r"\d{1,2}\s?(?:st|nd|rd|th)|(?<=on the )\d{1,2}(?![:.]?\d)(?! (?:days?|weeks?|months?|hours?|am|pm))|(?<=of the )\d{1,2}(?=\W*$)",
    ),
    *[
        ("O", {"day": number}, rf"{word}(?! (?:of all|time|one\b))")
        for number, word in reversed(list(enumerate(_ORDINALS, start=1)))
    ],
    ("N", {"n": 2.0, "fuzzy": True}, r"(?:a )?(?:couple|cpl|cple|pair)(?: of| more)?"),
    (
        "N",
        {"n": 3.0, "n_max": 5.0, "fuzzy": True},
        r"(?:a )?(?:good )?(?:few|handful of)(?: more)?|some more|some(?= (?:days|weeks|months)\b)",
    ),
    ("N", {"n": 4.0, "n_max": 7.0, "fuzzy": True}, r"several"),
    number_words(ENGLISH),
    ("N", {"n": 1.0}, _ONE),
    (
        "N",
        {"n": 1.0},
        r"an?(?: full| whole| good| solid)?(?= (?:minute|min|hour|hr|day|week|fortnight|month|quarter|year|business|working|wk|yr|mo)\b)|another(?= (?:week|day|month|hour|year|quarter|fortnight))",
    ),
    ("N", number_value, r"\d{1,3}(?= ?-? ?(?:minutes?|mins?|hours?|days?|business|working))"),
    *words("U", "unit", _UNITS),
    (
        "G",
        None,
        r"give (?:me|us|it)|takes?(?=[^?\n]{3,60}\b(?:after that|afterwards|then)\b)|give (?!you|u\b)[\w']+(?: [\w']+){0,2}?(?= (?:at least |about |around |another )?(?:an?|one|two|three|four|five|six|seven|ten|few|couple|\d+)(?: [\w-]+){0,2}? (?:days?|weeks?|hours?|months?|wks?)\b)|give(?= (?:few|some|a few|a couple|one|two|three|\d))|gimme|needs?|allow|wait(?= (?:for|until|till|a|another|\d))(?: for)?|want|leave it|leave me|take|taking|let me have|got to have|at least|another",
    ),
    (
        "b",
        None,
        r"in advance(?: of(?: that| it)?)?|leading up to(?: it| that)?|(?<=days )out(?: from (?:it|that|then))?(?=\W*$|[,.;!?])|in the run[- ]up(?: to (?:it|that))?",
    ),
    (
        "i",
        {"relation": "by"},
        r"(?:within|in(?:side)?|over|during)(?: the)? next(?= (?:\d|a |couple|few|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|ninety|several))|within|inside of|in (?:less than|under)",
    ),
    (
        "i",
        None,
        r"in(?:side)?(?: about| around| roughly| approximately| like| just| maybe| another| say)?",
    ),
    ("a", None, r"after(?:wards)?|aftr|past|once we'?re past|following"),
    (
        "b",
        None,
        r"before(?:hand)?|b4|ahead(?: of(?: that| it| time)?)?|prior(?: to)?(?: that| it)?|(?<=days )back(?=,? (?:remind|ping|call|msg|message|inform|tell))|earlier than|sooner than",
    ),
    (
        "u",
        None,
        r"(?:'?till?|until|untill|til|up ?to|thru|through)(?: and including| & including| and incl\.?| incl(?:uding|usive of)?)|'?till?|until|untill|til|up ?to(?! (?:\d+ (?:people|guests|pax)|date|now|you|me|speed|him|her|us|them))|no (?:free|time) (?:before|until)",
    ),
    ("y", None, r"by(?: the)?(?: latest)?|b4(?= the end)|no later than|not later than|latest|at the latest"),
    ("s", None, r"since"),
    (
        "f",
        None,
        r"from|as of|starting|any ?time past|onwards? from|beginning|(?:no|not) (?:earlier|sooner) than|earliest(?= (?:on |the |monday|tuesday|wednesday|thursday|friday|\d|next))|not (?:un)?till?(?= (?:after )?(?:q[1-4]|next (?:month|year|quarter)))",
    ),
    (":", None, r"(?:how|what) about"),
    (
        "~",
        None,
        r"around|about|roughly|approx(?:imately)?|circa|like|sometime|some time|ish|towards?|or so|more or less",
    ),
    (
        "n",
        None,
        r"on|during|for the|over(?= (?:the|easter|christmas|xmas|summer|winter|spring|ramadan|lunch|next|eid|diwali|new))|come",
    ),
    ("@", None, r"at|@"),
    ("j", None, r"between|anywhere between|anytime between"),
    ("r", None, r"to|through|thru"),
    ("k", None, r"and|&|plus|\+"),
    ("/", None, r"or"),
    ("F", None, r"for(?: about| around| the| the next)?"),
    (
        "_",
        None,
        r"more(?= (?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?)\b)|(?<=days )time|(?<=weeks )time|(?<=weeks' )time|(?<=months )time|(?<=month's )time|(?<=week's )time|(?<=year's )time|maybe|perhaps|say|probably|possibly|prob|probs|the|of|my|our|your|his|her|that",
    ),
    (
        ":",
        None,
        r"tops|max|please|pls|plz|thanks|thx|thank you|ok|okay|works?|is|would|be|best|better|good|great|fine|then|if|works for me|suits|my time|your time|local time|instead|again|when|for me|sharp|onwards?|on wards|anytime|any time",
    ),
]

LEXICON = Lexicon("en", ENTRIES)
