"""English words around a time."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_WE = r"(?:i|we|me|us)"
_WILL = rf"(?:{_WE}(?:'?ll| will| shall|'?m (?:going to|gonna)|'?re (?:going to|gonna)| am going to| are going to|'?d)|let me|gonna|lemme|will)"
_DO = (
    r"(?:send|forward|share|email|mail|call|ring|phone|text|write|ping|message|msg|drop you|shout|contact|reply|respond|answer|"
    r"get back|come back to you|get in touch|be in touch|reach out|let you know|let u know|lyk|update you|tell you|inform|"
    r"confirm|decide|choose|pay|transfer|wire|deposit|sign|order|place the order|return it|return the|check|ask|talk to (?:my|the|our)|"
    r"speak (?:to|with) (?:my|the|our)|discuss|review|look (?:at|into)|have a look|read|go through|think|revert|bring|pick (?:it|them) up|"
    r"collect|submit|upload|fill|finish|give you (?:a|an|my|the)|have (?:it|the|an answer|a decision|news|more)|know|hear back|find out)"
)
_FUN = (
    r"launch|wedding|shaadi|marriage|function|puja|pooja|nikah|engagement|handover|meeting|board(?: meeting)?|exams?|flight|trip|move|moving|surgery|operation|appointment|interview|trial|"
    r"conference|event|party|birthday|anniversary|deadline|demo|visit|inspection|release|go[- ]?live|opening|closing|"
    r"completion|delivery|start date|renewal|audit|concert|ceremony|graduation|due date|payday|"
    r"salary|paycheck|hearing|viewing|fair|expo|course|classes|term|semester|season|payment|school"
)
_PAST = (
    r"spoke|talked|chatted|met|ordered|bought|purchased|received|paid|sent|came|arrived|called|rang|phoned|emailed|texted|"
    r"wrote|told|said|asked|signed|booked|cancelled|canceled|delivered|promised|requested|started|happened|finished|"
    r"(?<!'ve )(?<!have )got(?!\s*$)(?! (?:a|an|the|my|no|two|some)\b[^.!?]{0,40}(?:until|till|til)\b)|had|went|saw|tried|heard|returned|visited|moved|lost|broke(?!\s*$)(?! (?:atm|rn|right now|this|at the))|stopped|left|opened|installed|subscribed|"
    r"waited|stayed|used|worked|lived|spent|took|lasted|(?<!get )(?<!gets )(?<!getting )(?<!be )(?<!is )passed(?: away| on)?(?! (?:it|this|them|the|to|us|me)\b)|died|expired|buried|burgled|ran|was|were|been|did|didn'?t|wasn'?t|haven'?t|hasn'?t"
)

CUES = Cues(
    function_words=frozenset(
        "i i'm im i'll you we we'll it it's its is are am be the a an to of and or but so then because as in on at for if "
        "my our your me us this that these have has had do don't dont can will would please thanks thank ok okay yes no "
        "not with by just sure let's lets call back get when what how after before until there works well was were should might could once when as after if unless til till until since although though cause cos coz cuz whenever u ur r incl included inclusive x xx xxx ta mate sorry mean sounds seems looks ought maybe".split()
    ),
    left={
        "unavailable": any_of(
            r"away(?! (?:from it|with it))",
            r"on (?:annual |sick |maternity |paternity |parental )?(?:leave|vacation|holidays?|hols|pto|a trip|a business trip|site|duty|call)\b",
            r"busy|swamped|slammed|snowed under|tied up|flat out|buried|hectic|drowning|stuck in|overloaded|booked(?: up| solid)?\b|occupied|engaged",
            r"(?<!reach )(?<!sign )(?<!signed )(?<!sort )(?<!sorted )(?<!work )(?<!find )(?<!kick )(?<!kicks )(?<!pay )(?<!pays )(?<!paid )(?<!help )(?<!set )(?<!check )(?<!figure )(?:out|off)(?: of (?:the )?(?:office|town|country|action|reach))?(?= (?:on|all|until|till|til|from|this|next|for|through|thru|tomorrow|today|\W*$)|\W*$)",
            r"travell?ing|abroad|overseas|on the road|offline|unreachable|unavailable|not (?:available|around|reachable|here|free|in)\b|"
            r"won'?t be (?:available|around|free|reachable|here|in)|(?:can'?t|cannot|can not|couldn'?t) (?:talk|speak|do|make|meet|take|answer|look|deal|really|even|reply)",
            r"in (?:a |an |the |back[- ]to[- ]back )*(?:workshops?|meetings?|class|court|surgery|hospital|training|lectures?|conference|exams?|calls?|transit)\b|at (?:a |the )?(?:conference|wedding|fair|training)",
            r"(?:no|don'?t have(?: any)?|haven'?t (?:got )?any|zero) (?:free )?(?:time|availability|capacity|bandwidth|slots?)(?: free)?|closed|sick|(?<!\bi )ill\b(?! (?:be|have|know|call|let|send|get|ask|tell|see|do|check|come|take|need|return|try|pay|order|text|message|write|ring|go|give|confirm|decide|think|look|speak|talk))|annual leave|leave(?= (?:from|until|till|starts))|working(?! on it)|driving|asleep|sleeping|in bed|unwell|recovering",
            r"(?:we|i)'?(?:re|m| are| am) (?:\w+ ){0,2}(?:off|out|gone|closed|full)\b",
            r"(?:something|sth|stuff|a thing)(?:'s| has| have)? (?:just )?(?:came|come|comes|cropped|popped) up",
        ),
        "back": ending(
            r"(?:be |am |'m |'re |are |get |come |i'?ll be )?(?:back|returning|return|(?<!at )home)(?: (?:in|at|to) (?:the |my )?(?:office|work|desk|town|country|uk|us|home)| from (?:\w+ ){0,2}?\w+)?(?: (?:only|again|online|around))?"
            r"(?: (?:on|by|in|from|the|around|about|until|till|not before|after|at|,))*",
            r"(?:return|fly back|land|get back home|come home)(?: on)?",
        ),
        "their_commitment": any_of(
            rf"{_WILL} (?:(?!love|like|want|need|prefer)\w+ ){{0,2}}?{_DO}\b",
            r"you(?:'?ll| will) (?:have|get|receive|hear)\b[^,.]{0,20}?(?:from (?:me|us)|my|our|it)?",
            r"expect (?:my|our|an?) (?:answer|reply|call|decision|payment|email)",
            r"i promise\b|let (?:you|u) know|keep (?:you|u) posted|get back to (?:you|u)\b|be in touch",
        ),
        "our_commitment": any_of(
            r"(?:you|u|your (?:colleague|team|guy|agent)|someone|they)(?: had| have|'ve|'d)? (?:said|promised|told (?:me|us)|mentioned|agreed|confirmed|wrote)\b",
            r"you (?:were|are|'re) (?:going to|supposed to|meant to|gonna|to)\b|you owe|(?:you|u) (?:would|'d|will|'ll|should) (?:send|call|get|have|deliver|let|email|write|confirm|come|be)",
            r"you'(?:ll|d) (?:send|call|get|have|deliver|let|email|write|confirm|come|be)|i was (?:promised|told)",
        ),
        "event": ending(
            rf"(?:{_FUN})(?:'s| is| are| was| will be| starts?| begins?| ends?| comes up| happens| falls| takes place| due| up| scheduled| set| planned)*(?: (?:for|on|in|at|from|is|the|due|until|till|around|coming up))*",
            r"(?:we|i)(?:'?re|'?m| are| am|'?ll| will)? (?:launch|launching|move|moving|fly|flying|travel|getting married|marry|open|opening|go live|going live|start|starting|"
            r"get paid|present|presenting|leave|leaving|graduate|complete|close|closing|renew|expire|sign)(?: (?:in|into|out|house|home|school|off|to [\w ]{1,20}|our [\w ]{1,20}|my [\w ]{1,20}|the [\w ]{1,20}))?(?: (?:on|in|at|around|by|the|from))*",
            r"(?:landing|arriving|flying(?: in| out| home)?)(?: on| in)?",
            r"moving (?:in|out|house|home)?(?: (?:on|in|at|around|by))*",
            rf"(?:on|at|in) (?:a|an|the|my|our) (?:{_FUN})(?: (?:on|in|at|this|that))*",
            r"(?:he|she|they|landlord|boss|board|bank|husband|wife|partner|lawyer|accountant|director|manager|committee|team)(?:'s|'ll| will| is| are)? (?:\w+ ){0,2}?(?:answers?|decides?|meets?|deciding|replies|reply|signs?|returns?|answer|decide|confirms?|confirm|approves?|approve|back)(?: (?:\w+ ){0,2}?(?:by|on|in|at|until|the|before))*",
        ),
        "past_fact": any_of(
            rf"(?<!get )(?<!gets )(?<!getting )(?:{_PAST})\b(?! (?:thinking|hoping|wondering|going to|planning|to (?!(?:you|me|us|him|her|them)\b)))"
        ),
        "contact": any_of(
            r"(?:please |pls |plz |just |then |can you |could you |would you |you can |you could |maybe )?(?:call|ring|phone|text|ping|message|msg|write(?: to)?|contact|email|remind|ask|nudge|poke|hit|catch|try|bug|chase|check (?:in )?(?:with|on)|get back to|come back to|follow up with|reach out to|talk to|speak to|get in touch with|touch base with|buzz|hmu) ?(?:me|us|again|back|up)?\b(?! ?you)",
            r"(?:let'?s|lets|shall we|can we|could we|we can|we could|we'?ll|we should|we) (?:\w+ )?(?:talk|speak|chat|connect|catch up|touch base|pick (?:this|it) (?:back )?up|revisit|discuss|meet|reconnect|regroup|resume|continue|look at (?:it|this)|circle back|do|try|sync|go over|see|start)",
            r"circle back|follow[- ]?up|touch base|pick (?:this|it) (?:back )?up|look me up|get in touch|reach out|check back|check in\b|(?<!'ll )(?<!'d )(?<!will )(?<!would )(?<!to )send (?:me|us|it|them|over|the|through)|"
            r"revisit|come back|i'?m free|we'?re free|free (?:again|from|on|after)|available|better|prefer|make it|how about|what about|works?|ideally|start(?:ing)? again|try again|again",
            r"(?:leave it|wait|hold off|park (?:it|this)|postpone|push (?:it|this)|move (?:it|this)|put (?:it|this) off|reschedule|delay|shelve (?:it|this)|not)(?: back| out)?(?= (?:until|till|til|to|for)|\s*$)",
        ),
        "deadline": any_of(
            r"(?:i|we) have (?:time )?(?=until|till)|(?:valid|good|open|runs?|lasts?|deadline|offer|quote|contract|lease|warranty)(?: is| are)?(?: \w+)?(?= (?:until|till|to|through))|(?:contract|lease|subscription|deal|policy|plan)\b(?: [\w']+){0,4} (?:runs?|lasts?|goes|covers us|good)(?: on)?(?: all| for| through| thru| the whole(?: of)?)+"
        ),
        "not_time": any_of(
            r"(?:warranty|guarantee|takes?|took|lasts?|lasted|spent|waited|wait(?:ing)?|cost|for|trial|delivery(?: time)?|lead time|shipping)(?: (?:is|of|time|takes?|about|around|only))* *$",
        ),
    },
    right={
        "unavailable": starting(
            r"(?:'?s |is |are |isn'?t |looks |will be |would be |won'?t be |was |i'?m |we'?re |i am |we are )?(?:all |both |totally |completely |already |too |really |so |very |just |a bit |a )*"
            r"(?:back[- ]to[- ]back|packed|full\b|busy|chaos|crazy|hectic|mad\b|madness|bad|no good|no go|off\b|out\b|away|booked|swamped|slammed|closed|impossible|difficult|tricky|hard|nightmare|mess|manic|rammed|tight|catch-?up|dead\b|hell\b|murder|mental\b|bonkers|nuts|chock\w*|heaving|rubbish|taken\b|a write[- ]?off|travell?ing|on leave|not (?:good|great|possible|available|free))",
            r"(?:i |we )?(?:can'?t|cannot|won'?t be able|am not available|'m not available|don'?t have time|have no time|have (?:a|an|my|exams?|back)|'?ve got)\b",
            r"(?:doesn'?t|does not|won'?t|wouldn'?t|isn'?t going to) (?:really )?(?:work|suit|do)",
        ),
        "their_commitment": starting(rf"{_WILL} (?:(?!love|like|want|need|prefer)\w+ ){{0,2}}?{_DO}\b"),
        "our_commitment": starting(r"you (?:said|promised|told)"),
        "event": starting(
            rf"(?:is|are|we have|i have|there'?s|it'?s|'s)? ?(?:the |my |our |a |an )?(?:{_FUN})\b",
            r"(?:we|i)(?:'re|'m| are| am)? (?:launch|move|moving|fly|flying|travel|leav(?:e|ing)|get married)",
        ),
        "contact": starting(
            r"(?:is|would be|'s|are|sounds|should be|will be|works?|suits?|looks)(?: (?:way+|so|far|a lot|really|def(?:initely)?|probably|fine|better|best|good|great|ok|okay|perfect|ideal|works?|free|much))+",
            r"works?\b|suits?\b|please|pls|(?:call|text|ring|message|msg|ping|try) me\b|(?:we|i) (?:can|could) (?:talk|speak|chat|do)|(?:ok|okay|fine|better|good|free|possible|instead)\b",
        ),
    },
    negation_left=ending(
        r"(?:not|no|never|except(?: for)?|but(?: not)?(?<=any but)|anything but|any(?:time|day| day| time) (?:but|except|other than)|everything but|other than|rather than|instead of|avoid|excluding|apart from|isn'?t|skip|forget(?: about)?|(?:steer|keep|stay) (?:clear|well clear|away)(?: (?:of|from))?|rule out|ruling out|barring|outside(?: of)?|ditch|leave out|leave (?:me|us) (?:be|alone|in peace|out of it))"
        r"(?: (?:on|in|at|the|this|for|during|before|until|till))*",
        r"(?:don'?t|do not|pls don'?t|never|not|no need to|can you not) (?:\w+ ){0,3}?(?:call|text|message|msg|write|contact|ping|email|bother|disturb|chase|ring|phone|send|come|pick|choose|book|plan|schedule|try|do|use|go for|opt for|suggest|propose|set|put|make it|say|count on|buzz|nag|hassle|reach out|follow up|reply)(?: (?:me|us|again|anything|it|back|to))*(?: (?:on|in|at|the|this|for|during|before|until|till))*",
    ),
    denies_before=any_of(
        r"(?:nothing|nobody|no ?one|no (?:calls?|texts?|messages?|msgs?|contact|pings?|e-?mails?|chasers?|chasing|meetings?|visits?|reminders?|decisions?|budget|approvals?|orders?|changes?|purchases?|news|answer|way|point|chance|use)|"
        r"can'?t|cannot|can not|won'?t|wouldn'?t|don'?t|doesn'?t|isn'?t|aren'?t|not|unlikely|too busy|impossible)"
        r"(?: [\w']+){0,6} *$"
    ),
    negation_right=starting(
        r"(?:(?:'s|s|is|are) )?(?:not|out of the question|(?:a )?no[- ]?go|off the table|off[- ]limits|alone|a non[- ]?starter|a write[- ]?off|cactus|a disaster|out(?= (?:for|$))|definitely out|no use|useless)\b(?! (?:sure|that|a problem|yet))"
    ),
    correction=any_of(
        r"no,? wait|wait,? no|oh wait|scrap that|forget that|nah|or rather|better still|sorry,?|actually|scratch that|make (?:it|that)|i mean(?:t)?\b|correction|sorry,? (?:i meant|make|not)|on second thoughts?|"
        r"change of plans?|plans (?:have )?changed|instead|rather|no,|nope|oops|let'?s (?:say|make)|better|move (?:it|that) to|push (?:it|that) (?:back )?to|not \w+,",
    ),
    clause_break=re.compile(
        r"(?<!\w)(?:but|so|then|because|cause|cuz|although|though|however|and (?=i |we |you |then |please |pls |call |text |let)|which means|since (?=i |we ))(?!\w)"
    ),
    condition=re.compile(
        r"(?<!\w)(?P<said>(?:only )?(?:if|provided(?: that)?|as long as|assuming|unless|in case|subject to|depending on)(?! (?:you|u|possible|not|so|that'?s|it'?s (?:ok|okay|fine)|any|i may|needed|required|necessary)\b)"
        r" [^,.;!?\n]{3,80}?)(?=[,.;!?\n]|$| (?:then|i'?ll|we'?ll|we can|i can|let'?s|please|call|text|ping|message|write|i'?d|we'?d|we will|i will|but|and|we sign|we start|we go)\b)"
    ),
    event=re.compile(
        r"(?<!\w)(?P<how>once|(?:as )?soon as|the (?:minute|moment|second|instant)(?: that)?|immediately(?! (?:please|pls|after|following|before))|when(?:ever)?|(?:right |shortly |just )?after|until|till|by the time|before|following) {1,3}"
        r"(?P<event>[\w'/-]+(?: [\w'/-]+){0,10}?)(?=[,.;!?\n:)(]|$| (?:then|let'?s|please|pls|call|text|ping|message|i'?ll|we'?ll|i'?d|we'?d|id|im|you'?d|(?:i|we) (?:want|need|will|would|take|book|buy|sign|order|pay|go|can)|i'?m|we'?re|i can|we can|i will|we will|but|so|and|though|because|you can|write|get back|if)\b)"
    ),
    event_relation={"before": "before", "until": "until", "till": "until", "by": "by"},
    idle_event=re.compile(
        r"(?:you|u|that|then|this|all|it|possible|convenient|available|ever|free|your|now|further|which|what|who|work|hours|lunch|dinner|needed|required|necessary|ready)\b(?! (?:is|are|has|'s|gets|goes|sells|comes|arrives)\b)|"
        r"(?:it|that|this)(?:'s| is) (?:convenient|possible|good|ok|okay|fine)|"
        r"(?:can|do|does|will|is|are|would|should|could|did|was|were|shall|might|again|more)\b|(?:i|we|you|they|he|she|it)(?:'ve| have| had)? (?:"
        + _PAST
        + r")\b|"
        r"(?:calling|ordering|speaking|talking|seeing|reading|using|trying|paying|buying|i (?:try|click|open|log|press|use|call|go to|want|need|look))\b"
    ),
    question=re.compile(
        r"(?<!\w)how (?:long|many)\b(?![^?]{0,40}(?:call|text|message) me)|(?<!\w)(?:is|are) (?:the|your|it) (?:[\w]+ ){0,3}(?:warranty|guarantee|time|period|contract|lease|notice|term|trial|wait)\b|(?:(?:are|r) (?:you|u|they|the \w+) (?:\w+ )?open|do you (?:\w+ )?(?:open|deliver|work|close|ship)|opening (?:hours|times)|what time|business hours|is (?:the|your) \w+ (?:open|closed))[^.!\n]*"
    ),
    zone=re.compile(
        r"\s*\(?(?:in |at )?(?P<zone>(?!my|your|our|local|this|that|some|any|the|next|last|lunch|same|good|best|full|part|half|first|free|of)"
        r"(?:uk|u\.k\.|[a-z]{3,}(?: (?!time)[a-z]{3,})?))(?: local)? time\b|\s*\(?(?P<short>(?:utc|gmt)(?:\s?[+-]\s?\d{1,2}(?::\d\d)?)?|(?:pacific|eastern|central|mountain)(?: (?:standard|daylight))?(?! (?:park|station|ave|avenue|bank|office|line|heating))|[ecmp][sd]t|bst|cest|cet|eet|eest|wet|ist|sgt|hkt|jst|a[ce][sd]t|nz[sd]t|brt|art|gst|msk|et|pt)\b\)?"
    ),
)
