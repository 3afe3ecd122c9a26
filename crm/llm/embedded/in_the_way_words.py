"""The words by which a time is told of, asked for, or got through, in the languages that the grammar reads (folded)."""

from __future__ import annotations

import re

PLANNED = ("contact_after", "event")
STRETCH = frozenset("range week week_of weekend month holiday end_of".split())

TO_PASS = re.compile(
    r"\b(?:(?:let|give|get|gimme|lemme|survive|want)(?: me| us)?(?: (?:get|to get|survive|finish|have|do|through|over|past|with))*|(?:get|be|getting|am|is) (?:through|over|past)|"
    r"(?:deja\w*|dejad\w*|esper\w+ a|cuando|hasta) (?:que )?(?:pas(?:e|ar|en|emos|emos por))(?: primero)?|pasad[oa]|que pase|"
    r"(?:deix\w+|esper\w+|quando|assim que)(?: (?:eu|a gente))? passar|passa(?:ndo|do|da)?|laiss\w+(?:[- ](?:moi|nous))?(?: d'abord)? passer|une fois|"
    r"(?:lass\w*|muss|mussen|mochte|will) (?:sie )?(?:mich|uns|ich|wir)?(?: (?:erst|erstmal|noch))*|wenn)"
    r"(?: (?:the|this|that|la|el|las|los|esta|este|o|a|as|os|essa|esse|le|les|cette|ce|die|der|den|das|diese[nrs]?))* $"
)
PASSES = re.compile(
    r"\W*(?:(?:noch|erst|mal|first|finally|finalmente|logo|enfin) )*(?:out of the way|to (?:pass|settle|sort|finish|get|recover)|go by|goes by|pass(?:es|ed)?\b|behind (?:me|us)|over with|is over|are over|"
    r"hinter (?:mich|uns|mir)|(?:abwarten|vorbei|rum|uberstehen|schaffen)\b|(?:haya|hayan) pasado|passer\b|passe[re]?\b|sera passee?|derriere)"
)
FOR_ITSELF = re.compile(r"\b(?:give (?:me|us)|gimme|(?:i|we) need)(?: the)? $")
TO_DO = re.compile(r"\W*(?:to|for)\b(?! (?:decide|think|answer|reply|you|talk|speak|a (?:call|chat)))")

# Words that ask for a message, or say that a time suits, in the languages that the grammar reads.
ASKS = re.compile(
    r"\b(?:writ\w+|call\w*|ring|text|message|msg|ping|hit|catch|try|remind\w*|ask|talk|speak|chat|meet|touch|get back|come back|reach|contact|check|follow|pick|resume|"
    r"continue|let'?s|free|available|works?|suits?|better|best|fine|good|great|ok|okay|prefer\w*|ideal\w*|perfect|possible|please|pls|plz|any ?(?:day|time)|whenever|cualquier|qualquer|i mean|meant|oops|scratch that|correction|typo|my bad|about|make|maybe|perhaps|say|yes|sure|sometime|"
    r"escrib\w+|llam\w+|habl\w+|avis\w+|record\w+|recuerd\w+|busc\w+|contact\w+|mand\w+|pregunt\w+|retom\w+|vemos|quedamos|mejor|libre|disponible|bien|perfecto|puedo|podemos|prefier\w+|porfa|favor|"
    r"que tal|vale|quizas?|igual|chama\w*|lig\w+|fal\w+|lembr\w+|procur\w+|pergunt\w+|avis\w+|melhor|livre|disponivel|posso|podemos|pode|prefir\w+|seria|talvez|bom|boa|"
    r"rappel\w*|appel\w*|recontact\w*|ecri\w+|relanc\w+|reparl\w+|parl\w+|mieux|dispo\w*|possible|plutot|convien\w*|pouvez|svp|"
    r"meld\w+|ruf\w*|schreib\w*|kontaktier\w*|erinner\w*|frag\w*|sprech\w+|reden|horen|passt|besser|lieber|frei|erreichbar|bitte|geht|gut|vielleicht|wieder|"
    r"call|phone|baat|yaad|batana|theek|thik)\b|נדבר|דבר|תתקשר|תכתב|תכתוב|תחזר|תזכיר|פנוי|עדיף|אפשר|מתאים|طيب|نتكلم|كلم|اتصل|تواصل|راسل|ذكرني|فاضي|متاح|مناسب|احسن|افضل|ممكن|"
    r"कॉल|बात|मैसेज|फोन|ठीक|\?"
)
# What they need from us by a day: then "bis Freitag" is a limit for us, and no time that they are away.
NEEDS = re.compile(
    r"\b(?:need|want|must|should|send|deliver|preciso|precisamos|quero|queremos|necessit\w+|tem que|tenho que|mand\w+|envi\w+|entreg\w+|da pra|consegue\w*|resolv\w+|respond\w+|retorn\w+|"
    r"brauch\w+|benotig\w+|mochte\w*|will|wollen|schick\w*|liefer\w*|muss|mussen|sollte\w*|konnen|kannst|konnt|entscheid\w+|zeit|gib|geben|antwort\w*|spatestens|"
    r"chahiye|bhej\w*|den?a|tempo|prazo|decid\w+)\b|צריכ?[הים]*\b|רוצ|תשלח|שלח|לשלוח|חייב|احتاج|اريد|ابغي|لازم|ارسل|محتاج|चाहिए|भेज"
)
UNTIL = re.compile(r"(?:bis\b|ate\b|tak\b|hasta\b|jusqu|עד|ل?حت[يى]|لغايه|ل?حد )")
TAK = re.compile(r"\W*(?:tak|तक)\b")
AFTERWARDS = re.compile(
    r"\b(?:after(?:wards?| (?:that|it|this|which|those|them|both))|(?:once|when|as soon as) (?:i'?m|we'?re|i am|we are) (?:back|home|done|through|free)|only then|then (?:i'?m|we'?re|i am|we are) (?:free|all|back)|"
    r"(?:a|en|hasta) (?:la|mi|nuestra) (?:vuelta|regreso)|al (?:volver|regresar)|despues|luego|ya despues|na volta|quando (?:eu )?(?:voltar|voltarmos)|depois(?: disso)?|"
    r"(?:a mon|a notre|au) retour|apres(?: (?:ca|cela|quoi))?|ensuite|danach|nachher|hinterher|anschliessend|erst dann|dann|uske baad|iske baad)\b|אחרי (?:זה|כן)|אחר כך|بعدها|بعد (?:ذلك|كده|هيك|ها)|उसके बाद|इसके बाद"
)
ONLY_AFTER = re.compile(
    r"\b(?:so (?:depois|entao)|depois disso|only (?:then|after)|solo (?:entonces|despues)|erst dann|dann|danach|seulement apres|uske baad)\b|אחרי זה|רק אז|بعدها|عندها"
)
ONLY_THEN = re.compile(
    r"(?<!\w)(?:erst|only|solo|recien|so|somente|apenas|seulement|not (?:before|until)|nicht vor)(?: (?:in|im|en|em|ab|am|mid|mitte|a|the|next|the|el|le))* ?$"
)
IS_OVER = re.compile(
    r"\b(?:they|it|that|this|he|she|those|everyone|everybody|all)(?:'ve|'s|'re| have| has| is| are)?(?: \w+)? (?:gone|over|done|left|finished|past|through|home|back|out|settled)\b"
)
NEXT_ONE = r"(?:(?:the )?(?:next|nxt|following)(?: one)?|(?:la |el |a |o )?(?:proxim[oa]|otr[oa]|outr[oa]|siguiente|seguinte|que viene|que vem)|l[ae] (?:prochaine?|suivante?)|(?:die |der |den )?(?:nachste[nr]?|kommende[nr]?)|agle|agla)"
AND_THE_NEXT = re.compile(
    rf"\b(?:and|or|nor|not|neither|y|e|ni|nem|et|ou|und|oder|aur|n|&)(?: (?:on|also|not|so is|tampoco|tambien|tambem|auch|aussi))* {NEXT_ONE}"
    r"(?! (?:\w+day|weekend|fin de|week|month|semana|mes|semaine|mois|woche|monat|hafte|mahine)\b)\b"
    rf"|\b{NEXT_ONE}(?= (?:neither|either|too|as well|also|tampoco|tambien|tambem|tampouco|non plus|aussi|auch)\b)"
)
BOTH_OUT = re.compile(
    r"(?: (?:are|is|estan|son|estao|sao|sind|sont|tambem|tambien|week|semana|woche|semaine))*(?: (?:both|all|ambas?|las dos|as duas|beide|toutes les deux))?"
    r" (?:out|full|off|no good|no[- ]?go|packed|mad|busy|impossible|imposible|impossivel|no puedo|nao (?:da|posso)|geht nicht|voll|dicht|not possible|not good|gone|rammed|crazy|hectic|booked)\b"
)
WAS_AWAY = re.compile(
    r"\b(?:was|were|had been|been|estaba|estabamos|estuve|estuvimos|estava|estavamos|estive|estivemos|etais|etions|etait|war|waren)(?: \w+){0,2} "
    r"(?:closed|shut|away|off|out|abroad|busy|ill|sick|cerrad\w+|fuera|enferm\w+|fechad\w+|fora|doente|ferme\w*|absent\w*|geschlossen|weg|krank|im urlaub|de vacaciones|de ferias|en conge\w*)(?: \w+)? ?$"
)
THAT = re.compile(
    r"\b(?:that|that same|ese|esse|nesse|naquele|aquel|ce|an dem|an diesem|in der|dieser)(?: same| mismo)? ?(?=$|weekend|wknd|week|finde|fin de|fim de|fds|wochenende|woche|semana|semaine)"
)
THEN_ITSELF = re.compile(r"(?:entonces|then|dahin|entao|la|alors)\b")
# So many words that a message is asked for, right before the time.
WRITE_ME = re.compile(
    r"\b(?:(?:call|ring|text|message|msg|ping|remind|ask|hit|catch|try|write|contact|whatsapp|nudge|tell)(?: to)? (?:me|us)(?: \w+){0,3}|(?:get back|talk|speak|write) to (?:me|us)(?: \w+){0,2}|"
    r"(?:escrib|llam|avis|pregunt|recuerd|habl|mand)\w*(?:me|nos)(?: \w+){0,3}|me (?:escrib|llam|avis|pregunt|recuerd|habl|mand|cham|lig|lembr|pergunt|escrev|fal)\w+(?: \w+){0,3}|"
    r"(?:rappel|appel|ecri|recontact|relanc)\w*[- ](?:moi|nous)(?: \w+){0,3}|(?:meld|ruf|schreib|erinner|frag)\w*(?: sie)?(?: (?:mich|mir|uns|sich))(?: \w+){0,3}) ?$"
)
I_NEED = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| do| really)? need|necesit(?:o|amos)|preciso d|precisamos d|il (?:me|nous) faut|(?:j'ai|nous avons) besoin|(?:ich|wir) (?:brauche|brauchen|benotige|benotigen)|(?:brauche|brauchen) (?:ich|wir))\b"
    r"(?! (?:time|to think|tiempo|tempo|temps|zeit|until|till)\b)"
)
BEFORE_IT = re.compile(
    r"\b(?:remind|nudge|ping|text|message|call|write|recuerd\w+|avis\w+|escrib\w+|llam\w+|lembr\w+|avis\w+|cham\w+|rappel\w+|erinner\w+|meld\w+)\b[^.!?\n]{0,25}?"
    r"\b(?:the |a |la |el |uma? |o |le |une? |die |den |eine? )(?P<unit>day|week|month|few days|semana|dia|mes|unos dias|semaine|jour|woche|tag) (?:before|prior|earlier|antes|anterior|avant|davor|vorher)(?: that| it)?(?=\W*$|[?.!,\n]| please| pls| por favor)"
)
OR = re.compile(r"\b(?:or|o|u|ou|oder|either)\b|או|او|या")
