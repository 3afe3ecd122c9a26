# one topic a line, as it is read and corrected
"""The next question that fits a matter, in English: (words of the matter, ((question, what shows it is answered), …))."""

from __future__ import annotations

_PEOPLE = r"\d+ (?:people|persons|guests|pupils|students|employees|participants|users|seats|of us|pax)|\b(?:two|three|four|five|six|ten|twelve|twenty) (?:people|guests|of us)|\bmy (?:wife|husband|partner) and (?:i|me)\b"
_DATE = r"\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[/.]\d{1,2}|\b(?:in|on|of|next|early|late|mid) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)|\d (?:january|february|march|april|may|june|july|august|september|october|november|december)|next (?:spring|summer|autumn|winter|year)"
_COUNT = r"\d+ (?:[\w-]+ )?(?:pieces|units|pcs|shirts|boxes|pallets|parcels|shipments|items|bottles|cards|samples|copies|cars|vans|bikes)"
_SIZE = r"\d+ ?(?:m2|m²|sqm|square|metres|meters|ft|feet|rooms?|bedrooms?)"
_MONEY = r"[€$£]\s?\d|\d+ ?(?:k\b|euros?|dollars|pounds|eur|usd|gbp)|budget (?:is|of)"

QUESTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (r"phone plan|mobile plan|tariff|broadband|internet|electricity|energy supplier|provider", (("Which provider are you with at the moment?", r"\b(?:we're|i'm|currently) with \w"), ("What would you like to be better than it is now?", r"$^"))),
    (r"shirt|uniform|cloth|hoodie|merch|garment", (("How many people are they for?", _PEOPLE + "|" + _COUNT), ("Which sizes and colours do you have in mind?", r"\b(?:size|colou?r)"), ("By when would you need them?", _DATE))),
    (r"parcel|\bship|courier|freight|pallet|cargo", (("Roughly how many parcels a month would it be?", _COUNT + r"|\d+ (?:a|per) (?:week|month)"), ("Where would the shipments start from?", r"\bfrom (?!the\b|our\b|my\b|your\b)\w"))),
    (r"deliver|distribut", (("How many deliveries a week would it be, roughly?", _COUNT + r"|\d+ (?:a|per) (?:week|month)"), ("From when would you need it?", _DATE))),
    (r"wedding|party|event|venue|barn|cater|banquet|team day|offsite|dj\b|photograph|birthday", (("For roughly how many people would it be?", _PEOPLE), ("Do you already have a date in mind?", _DATE), ("Do you have a place for it yet?", r"\b(?:barn|venue|hall|garden|hotel|restaurant)\b"))),
    (r"renew|subscription|contract|policy renewal", (("Would you like to keep everything as it is, or is there something to change?", r"\b(?:as it is|same|upgrade|downgrade|more seats)\b"),)),
    (r"software|\bapp\b|\bcrm\b|tool\b|licen[cs]e|seats?\b|demo|platform|accounting|package\b|annual plan|system|integration|migrat", (("How many people would be using it?", _PEOPLE), ("What do you use for it today?", r"\b(?:we use|currently use|using|moving from|migrate from|spreadsheet|excel)\b"))),
    (r"kitchen|bath(?:room)?|window|roof|floor|renovat|paint|solar|fence|garden|patio|conservatory|insulat|boiler|heat pump", (("Do you already have rough measurements?", _SIZE), ("When would you like the work to be done?", _DATE))),
    (r"flat|apartment|house|room to rent|studio|office space|viewing|property", (("Which day would suit you for a viewing?", r"\b(?:viewing|visit) on\b"), ("From when would you like to move in?", r"\bmov(?:e|ing) in\b"))),
    (r"\bcar\b|corolla|suv|van\b|truck|pickup|sedan|motorbike|test drive|vehicle|hybrid", (("Which day would suit you for a test drive?", r"\btest drive on\b"), ("Would you be trading in a car?", r"\btrad(?:e|ing) in\b"))),
    (r"teeth|dental|dentist|implant|braces|whitening|check-?up|treatment|massage|facial|haircut|physio|appointment|session|consultation", (("Which days of the week suit you best?", r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"), ("Do mornings or afternoons suit you better?", r"\b(?:mornings|afternoons|evenings)\b"))),
    (r"course|class\b|classes|lesson|training|workshop|tutor|coaching", (("Would it be just for you, or for several people?", _PEOPLE + r"|\bfor (?:my|our) (?:son|daughter|kids|team)\b"), ("Have you learned some of it before, or would you start from the beginning?", r"\b(?:beginner|intermediate|advanced|level|[abc][12])\b"))),
    (r"gym|membership|fitness|yoga|pilates", (("What would you like to get out of it first of all?", r"\b(?:lose|muscle|fit|back pain|goal)\b"), ("Which times of day suit you best?", r"\b(?:mornings?|evenings?|lunch)\b"))),
    (r"school|kindergarten|nursery|enrol", (("Which age is the child?", r"\d+ ?(?:years?|months?)? old|aged \d"), ("From when would the place be needed?", _DATE))),
    (r"travel|\btrip\b|flight|hotel|tour|safari|cruise|holiday|booking|room\b|cabin", (("Which dates do you have in mind?", _DATE), ("How many of you would be travelling?", _PEOPLE))),
    (r"website|web ?shop|online shop|design|logo|brand|landing page|\bseo\b|marketing|campaign", (("Is there an example that you like?", r"\b(?:like this|example)\b"), ("Is there a date by which it should be live?", _DATE))),
    (r"loan|mortgage|credit|financ|leasing", (("Which amount do you have in mind?", _MONEY), ("Over which time would you like to pay it back?", r"\d+ (?:years|months)"))),
    (r"insur", (("From when should the cover start?", _DATE), ("Do you have cover elsewhere at the moment?", r"\b(?:insured with|currently with)\b"))),
    (r"laptop|\bi?phones?\b(?! call)|printer|bike|sofa|fridge|machine|camera|mattress|desk|table|chair", (("Is there a model you like best so far?", r"\bmodel\b"), ("Would you like delivery, or would you collect?", r"\b(?:deliver|collect|pick)"))),
    (r"\b(?:buy|order|purchas)|samples?\b|wholesale|bulk", (("Which quantity do you have in mind?", _COUNT), ("By when would you need it?", _DATE))),
    (r"repair|fix|install|service|clean|translat|move\b|moving|removal", (("When would suit you for it?", _DATE), ("Is there anything I should know about it beforehand?", r"$^"))),
)  # fmt: skip
ANY_QUESTION: tuple[tuple[str, str], ...] = (
    ("When would you like to start?", _DATE),
    ("What matters most to you about it?", r"$^"),
)
