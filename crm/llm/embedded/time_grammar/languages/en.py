"""English words of time."""

from __future__ import annotations

from crm.llm.embedded.time_grammar.tokens import (
    Entry,
    Lexicon,
    Value,
    clock_value,
    day_number,
    number_value,
    numbers,
    quarter_number,
    short_duration,
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
_NUMBERS = {
    1: "one(?! (?:moment|more|thing|question|day\\b|of\\b))", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six",
    7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 14: "fourteen", 15: "fifteen",
    20: "twenty", 30: "thirty", 45: "forty[- ]five", 60: "sixty", 90: "ninety",
}  # fmt: skip
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
_HOLIDAYS = {
    "christmas_eve": r"(?:christmas|xmas) eve",
    "christmas": r"christmas(?: day| break| holidays?)?|x-?mas",
    "new_year": r"new year'?s?(?: day| eve)?|nye",
    "the_holidays": r"(?:the )?(?:holidays|holiday season|festive (?:season|period)|holiday break)",
    "good_friday": "good friday",
    "easter": r"easter(?: (?:sunday|monday|weekend|break|holidays?))?",
    "holy_week": "holy week|semana santa",
    "carnival": "carnival|carnaval|mardi gras",
    "ramadan": r"ramadh?an|ramzan",
    "eid_al_adha": r"eid[- ](?:el|al|ul)[- ]?(?:adha|azha)|bakrid|bakra eid|big eid",
    "eid_al_fitr": r"eid(?:[- ](?:el|al|ul)[- ]?fitr)?",
    "diwali": "diwali|deepavali",
    "holi": "holi",
    "thanksgiving": "thanksgiving",
    "black_friday": "black friday",
    "labor_day": "labou?r day",
    "memorial_day": "memorial day",
    "independence_day": r"(?:the )?(?:fourth|4th) of july|july 4th|independence day",
    "halloween": "halloween",
    "valentines": r"valentine'?s?(?: day)?",
    "mothers_day": r"mother'?s day",
    "passover": "passover|pesach",
    "rosh_hashanah": "rosh ha-?shanah?",
    "yom_kippur": "yom kippur",
    "sukkot": "sukkot|sukkos",
    "hanukkah": r"(?:ch|h)anuk+ah?",
    "chagim": r"(?:the )?(?:chagim|high holidays|jewish holidays)",
    "chinese_new_year": r"(?:chinese|lunar) new year|cny",
    "summer_holidays": r"(?:the )?(?:summer|school) (?:holidays|break|vacation)",
}
_SEASONS = {"spring": "spring(?:time)?", "summer": "summer(?:time)?", "autumn": "autumn|fall", "winter": "winter"}
_SEASON_CUE = "|".join(
    rf"(?<=\b{w} )"
    for w in "in this next after before until till by over during for late early mid the of last come through".split()
)
_SEASON_THING = (
    r"(?! (?:collection|dress|dresses|jackets?|coats?|sale|line|menu|tires|tyres|clothes|catalog(?:ue)?|edition|camp|"
    r"house|job|rolls?|water|onions?|short|behind|for|apart|through))"
)
_UNITS = {
    "minute": "minutes?|mins?",
    "hour": "hours?|hrs?|hr",
    "business_day": r"(?:business|working|work|week) ?days?",
    "day": "days?",
    "week": "weeks?|wks?|wk",
    "fortnight": "fortnights?",
    "month": "months?|mths?|mos?(?=\\W|$)",
    "quarter": "quarters?|qtrs?",
    "year": "years?|yrs?",
}

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _half_past(text: str) -> Value | None:
    """'half past three', 'half 3' -> 3:30, as the British say it."""
    last = text.split()[-1]
    hour = _HOURS.index(last) + 1 if last in _HOURS else int(last)
    return {"kind": "clock", "hour": hour, "minute": 30} if 1 <= hour <= 24 else None


ENTRIES: list[Entry] = [
    # Fixed turns of phrase that look like time and are not.
    (
        ".",
        None,
        r"\d{1,2}(?:st|nd|rd|th) (?:floor|street|st|ave(?:nue)?|order|birthday|anniversary|grade|time|edition|attempt|message|email|place)|(?:get|feel) (?:well|better) soon|r?hope to (?:hear|see|talk)[\w ]{0,20} soon|"
        r"second (?:opinion|hand|thoughts?|thought|time|question|one|floor|home|child|to none)|first (?:of all|time|"
        r"thing first|name|class|floor)|third (?:party|time)|one (?:moment|sec(?:ond)?|day|min(?:ute)?)|(?:a|just a|hold on a|wait a) "
        r"(?:moment|sec(?:ond)?)|(?:give me|hang on) (?:a|one) sec(?:ond)?|day to day|day[- ]by[- ]day|these days|"
        r"nowadays|back[- ]to[- ]back|once (?:again|more|a (?:week|month|year|day))|at once|24 hours a day|all day|the other day|day job|"
        r"full[- ]time|part[- ]time|time to time|at the moment|right now|for now|by now|until now|so far|up to now|"
        r"end of the (?:road|line|world)|end to end|on second thoughts?|good (?:morning|afternoon|evening|night|day)|"
        r"have a (?:nice|good|great) (?:day|evening|weekend|week|one|night|morning|afternoon)|happy (?:new year|easter|eid|"
        r"diwali|holidays|christmas|monday|friday|thanksgiving|hanukkah|passover)|merry christmas|eid mubarak|"
        r"(?:see|talk to|speak to|catch|message|text|call) you (?:later|soon)|see you|ttyl|sooner or later|no later|this time|"
        r"next (?:step|steps|time|one|door|level|to)|last (?:time|one|minute|thing|name|chance)|one[- ]year old|\d+ ?years? old|"
        r"a (?:day|week|month|year) (?:each|per)|per (?:day|week|month|year|night|hour)|(?:an?|per|each|every) (?:hour|night)",
    ),
    ("g", None, r"ago|earlier|back then|beforehand"),
    ("V", None, "every|each"),
    ("D", {"kind": "day", "which": "after_next"}, r"(?:the )?day after tomorrow|overmorrow"),
    (
        "D",
        {"kind": "day", "which": "next"},
        r"tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tmw|tomo|2moro|2morrow|2mrw",
    ),
    ("D", {"kind": "day", "which": "this", "part_of_day": "evening"}, r"tonight|tonite|2nite"),
    ("D", {"kind": "day", "which": "this"}, r"today|2day|tdy"),
    ("D", {"kind": "day", "which": "last"}, r"(?:day before )?yesterday|last night"),
    ("E", {"unit": "day"}, r"(?:by )?(?:eod|cob|end of (?:the )?(?:day|play|business)|close of business)"),
    ("E", {"unit": "week"}, "eow"),
    ("E", {"unit": "month"}, r"eom|month[- ]end"),
    ("E", {"unit": "quarter"}, r"eoq|quarter[- ]end"),
    ("E", {"unit": "year"}, r"eoy|year[- ]end"),
    ("R", {"n": 0.5, "unit": "hour"}, r"half an hour|half hour|a half[- ]hour|30 min"),
    ("R", {"n": 1.5, "unit": "hour"}, r"(?:an|one) hour and a half|one and a half hours?|1\.5 hours?|hour and a half"),
    ("R", {"n": 0.25, "unit": "hour"}, r"(?:a )?quarter of an hour"),
    ("R", {"n": 6.0, "unit": "month"}, r"half a year"),
    ("R", {"n": 18.0, "unit": "month"}, r"a year and a half|one and a half years?"),
    ("R", {"n": 6.0, "unit": "week"}, r"a month and a half|one and a half months?"),
    ("R", {"n": 10.0, "unit": "day", "fuzzy": True}, r"a week and a half|one and a half weeks?"),
    (
        "v",
        {"kind": "vague", "vague": "in_a_bit"},
        r"in (?:a |abit|a little )?(?:bit|while|moment|sec|second|minute|min)|in abit|shortly|momentarily|later (?:on )?today|later on|bit later",
    ),
    (
        "v",
        {"kind": "vague", "vague": "soon"},
        r"soon(?:ish|er)?|before long|any day now|in the (?:near future|coming days)|(?:the )?(?:next|coming) few days|one of these days|in the next few days",
    ),
    (
        "v",
        {"kind": "vague", "vague": "some_day"},
        r"some ?day|eventually|at some (?:point|stage)|some ?time(?: in the future)?(?! (?:in|on|next|this|after|before|around|early|mid|late|tomorrow|during|between|over|the))|down the (?:road|line|track)|in the (?:distant )?future|(?:much|way) later|further down the line|one day",
    ),
    (
        "v",
        {"kind": "vague", "vague": "later"},
        r"(?:some other|another) (?:time|day)|later(?! than| that| in | this| next| part)",
    ),
    (">", None, r"from (?:now|today)|hence|later(?! than| this| next| in the| the| part)|out from now"),
    (
        "L",
        None,
        r"later(?: in)?(?= (?:this|next|the (?:week|month|year|day)|part)\b)|late(?:r)? part|late|latter (?:half|part)|back end|tail end|second half",
    ),
    ("e", None, r"early(?: on)?(?: in)?|earlier in|first half|first part|first thing"),
    ("m", None, r"mid|middle|halfway through"),
    ("E", None, r"end|ends|close|very end"),
    ("B", None, r"start|beginning|beginnings|turn|top|outset"),
    ("X", None, r"after next"),
    ("z", None, r"this(?: coming)?|current|same"),
    ("x", None, r"next|nxt|following|coming|upcoming|the one after"),
    ("l", None, r"last|past|previous|final"),
    ("w", {"kind": "weekend"}, r"week-?ends?|wknd|w/e"),
    *[("h", {"kind": "holiday", "holiday": key}, pattern) for key, pattern in _HOLIDAYS.items()],
    ("Q", quarter_number, r"q[1-4]"),
    ("J", {"kind": "half_year", "n": 1.0}, r"h1|1h|first half of (?:the )?year"),
    ("J", {"kind": "half_year", "n": 2.0}, r"h2|2h(?= \d{4})|second half of (?:the )?year|back half of (?:the )?year"),
    *words("W", "weekday", _WEEKDAYS),
    ("W", {"weekday": 5}, rf"(?:{_AFTER_CUE})sat|sat(?= (?:morning|afternoon|evening|or|and|at|\d))|sat(?=\W*$)"),
    ("W", {"weekday": 6}, rf"(?:{_AFTER_CUE})sun|sun(?= (?:morning|afternoon|evening|or|and|at|\d))|sun(?=\W*$)"),
    *words("M", "month", _MONTHS),
    (
        "M",
        {"month": 5},
        rf"(?:{_AFTER_CUE}|(?<=\d )|(?<=\d)|(?<=st )|(?<=nd )|(?<=rd )|(?<=th )|(?<=the month of ))may{_SUBJECTS}|may(?= (?:the )?\d)(?! \d+ (?:people|of))|may(?= 20\d\d)",
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
            rf"(?:{_SEASON_CUE})(?:{pattern}){_SEASON_THING}|(?:{pattern})(?=\W*$| (?:is|works|would)\b)",
        )
        for season, pattern in _SEASONS.items()
    ],
    ("P", {"part_of_day": "noon"}, r"noon|midday|mid-day"),
    ("P", {"part_of_day": "lunch"}, r"lunch ?-?time|lunch(?: break| hour)?"),
    ("P", {"part_of_day": "morning", "hour": 9, "minute": 0}, r"first thing(?: in the morning)?"),
    ("P", {"part_of_day": "morning"}, r"mornings?|morn|am(?=\W*$)|forenoon|breakfast"),
    ("P", {"part_of_day": "afternoon"}, r"afternoons?|arvo|pm(?=\W*$)|aft"),
    ("P", {"part_of_day": "evening"}, r"evenings?|eve|dinner ?time|after (?:work|hours|dinner)|supper"),
    ("P", {"part_of_day": "night"}, r"nights?|midnight|bedtime"),
    (
        "t",
        _half_past,
        r"half (?:past |)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?! (?:days?|weeks?|hours?|months?))",
    ),
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
    ("N", {"n": 3.0, "n_max": 5.0, "fuzzy": True}, r"(?:a )?(?:good )?(?:few|handful of)(?: more)?|some more"),
    ("N", {"n": 4.0, "n_max": 7.0, "fuzzy": True}, r"several"),
    *numbers(_NUMBERS),
    (
        "N",
        {"n": 1.0},
        r"an?(?: full| whole| good| solid)?(?= (?:minute|hour|day|week|fortnight|month|quarter|year|business|working|wk|yr|mo)\b)|another(?= (?:week|day|month|hour|year|quarter|fortnight))",
    ),
    ("N", number_value, r"\d{1,3}(?= ?-? ?(?:minutes?|mins?|hours?|days?|business|working))"),
    *words("U", "unit", _UNITS),
    (
        "G",
        None,
        r"give (?:me|us|it)|gimme|needs?|allow|wait(?: for)?|want|leave it|leave me|take|taking|let me have|got to have|at least|another",
    ),
    (
        "i",
        None,
        r"in(?:side)?(?: about| around| roughly| approximately| like| just| maybe| another| the next| say)?|within(?: the next)?",
    ),
    ("a", None, r"after(?:wards)?|past|once we'?re past|following"),
    ("b", None, r"before|ahead of|prior to|earlier than|sooner than"),
    ("u", None, r"'?till?|until|untill|til|thru|up to|no (?:free|time) (?:before|until)"),
    ("y", None, r"by(?: the)?(?: latest)?|no later than|not later than|latest|at the latest"),
    ("s", None, r"since"),
    ("f", None, r"from|as of|starting|onwards? from|beginning"),
    (":", None, r"(?:how|what) about"),
    (
        "~",
        None,
        r"around|about|roughly|approx(?:imately)?|circa|like|maybe|perhaps|sometime|some time|say|probably|ish|towards?|or so|more or less",
    ),
    (
        "n",
        None,
        r"on|during|for the|over(?= (?:the|easter|christmas|xmas|summer|winter|spring|ramadan|lunch|next|eid|diwali|new))|come",
    ),
    ("@", None, r"at|@"),
    ("j", None, r"between|anywhere between|anytime between"),
    ("r", None, r"to|through"),
    ("k", None, r"and|&|plus|\+"),
    ("/", None, r"or"),
    ("F", None, r"for(?: about| around| the| the next)?"),
    ("_", None, r"the|of|my|our|your|his|her|that"),
    (
        ":",
        None,
        r"please|pls|plz|thanks|thx|thank you|ok|okay|works?|is|would|be|best|better|good|great|fine|then|if|works for me|suits|my time|your time|local time|instead|again|when|for me|sharp|onwards?|on wards|anytime|any time",
    ),
]

LEXICON = Lexicon("en", ENTRIES)
