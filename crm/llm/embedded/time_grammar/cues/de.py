"""German words around a time."""

from __future__ import annotations

import re

from crm.llm.embedded.time_grammar.cues import Cues, any_of, ending, starting

_DO = r"(?:schick|send|ruf|meld|schreib|uberweis|zahl|bezahl|unterschreib|bestell|antwort|bescheid|sag|geb|besprech|prufe?|klar|entscheid|bring)"

CUES = Cues(
    function_words=frozenset(
        "ich du er sie wir ihr es der die das ein eine und oder aber nicht kein keine ist sind bin war hab habe haben wird werde mit "
        "ohne fur auf an am im zu zum zur von bei nach vor bis wenn dann noch schon auch sehr gut danke bitte ja nein hallo mir mich "
        "dir dich uns euch mein meine kann konnen melde melden ruf rufen gerne um wieder uber erst leider".split()
    ),
    left={
        "unavailable": any_of(
            r"(?:im|in) (?:urlaub|elternzeit|besprechung(?:en)?|meetings?|den ferien|krankenhaus|terminen)|verreist|unterwegs|auf (?:reisen|dienstreise|geschaftsreise|montage)|"
            r"beschaftigt|ausgebucht|krank\w*|nicht (?:da|erreichbar|verfugbar|im buro|moglich)|abwesend|weg\b|keine zeit|geschlossen|(?:kann|konnen) (?:\w+ ){0,2}?nicht|im stress|viel (?:zu tun|los)|arbeite"
        ),
        "back": ending(r"(?:(?:bin|sind|komme|kommen) (?:ich |wir )?|wieder |erst |ich )*(?:zuruck|wieder (?:da|im buro|hier|erreichbar|zuruck)|bin wieder|sind wieder|komme wieder|komme zuruck|komme)(?: (?:am|ab|erst|dem|im|buro|vom|zum))*", r"(?:bin|sind) (?:ich |wir )?(?:erst )?(?:wieder )?(?:am|ab)(?: dem)?"),
        "their_commitment": any_of(rf"(?:ich|wir) (?:werde |werden |dir |ihnen |euch |mich |uns |das |es )*{_DO}\w*", r"melde(?:n)? (?:ich |wir )?(?:mich|uns)"),
        "our_commitment": any_of(r"(?:sie|du|ihr) (?:haben|hast|habt|hatten|hattest|wollten|wolltest|sollten)\b(?: \w+){0,3}"),
        "event": ending(r"(?:launch|hochzeit|meeting|termin|sitzung|prufung(?:en)?|flug|reise|umzug|operation|messe|veranstaltung|geburtstag|konferenz|eroffnung|besichtigung)(?: (?:ist|sind|findet|beginnt|startet))*(?: (?:am|im|um|ab|den))*", r"(?:wir|ich) (?:ziehen|ziehe|heirate\w*|fliegen?|eroffnen|starten|verreise\w*)(?: (?:am|im|um))*"),
        "past_fact": any_of(r"(?:habe|haben|hatte|hatten|hab) (?:\w+ ){0,3}?(?=\S*$)|war(?:en)?\b|bestellt|gekauft|gesprochen|telefoniert|bekommen|erhalten|bezahlt"),
        "contact": any_of(r"(?:melde[nt]?|ruf(?:en|t)?|schreib(?:en|t|e)?|kontaktier\w*|erinner\w*|frag(?:en|t)?|schick\w*|meld)(?: (?:sie|dich|euch|mich|mir|uns|bitte|doch|an|noch mal|nochmal|wieder))*|(?:lass(?:en)?|konnen|sollen|wollen) (?:sie |wir |uns )+|sprechen (?:wir|uns)|reden wir|horen uns|verschieben|warten|passt|lieber|besser|frei|erreichbar|verfugbar"),
        "deadline": any_of(r"(?:gultig|habe (?:ich )?zeit|angebot gilt|vertrag lauft|gilt)(?= bis)"),
        "not_time": any_of(r"(?:garantie|dauert|lieferzeit|testphase|lieferung)(?: (?:ist|von|etwa|ca))* *$"),
    },
    right={
        "back": starting(r"(?:\w+ ){0,2}?(?:wieder )?(?:zuruck|wieder (?:da|im buro|hier|erreichbar|im lande))"),
        "unavailable": starting(r"(?:(?:noch |leider |komplett )?(?:im urlaub|in den ferien|verreist|unterwegs|nicht (?:da|erreichbar|verfugbar|im buro)|weg\b|abwesend|krank|auf (?:reisen|dienstreise|geschaftsreise)|ausgebucht|beschaftigt|im stress)|(?:kann|konnen|bin|sind|habe|haben) (?:ich|wir) (?:\w+ )?(?:nicht|weg|im urlaub|keine|unterwegs|verreist|beschaftigt|krank)|(?:geht|passt) (?:es |mir |uns |bei mir )*(?:\w+ )?nicht|ist (?:voll|schlecht|ungunstig|dicht|stressig|geschlossen)|schlecht)"),
        "their_commitment": starting(rf"(?:(?:werde|schicke|melde|rufe|schreibe|uberweise|zahle|gebe) (?:ich|wir)|{_DO}\w* (?:ich|wir))"),
        "contact": starting(r"(?:passt|ware|ist|geht) (?:\w+ ){0,2}?(?:gut|besser|super|ok|perfekt|ideal)?"),
    },
    negation_left=ending(r"(?:nicht|nie|ausser|bloss nicht|nur nicht|alles ausser|statt|jederzeit ausser|kein(?:en)?)(?: (?:am|im|in|vor|bis|den|der|die|an|diese[nrsm]?|zum))*"),
    denies_before=any_of(r"(?:nichts|niemand|nicht|kein\w*|unmoglich)(?: \w+){0,4} *$"),
    negation_right=starting(r"(?:lieber )?nicht(?=\W*$|,)"),
    correction=any_of(r"doch lieber|lieber|besser|ach nein|nein,|sorry,|ich meine|ich meinte|stattdessen|eigentlich|korrektur|moment,|verschieben wir(?: es)? auf|sagen wir"),
    clause_break=re.compile(r"(?<!\w)(?:aber|also|denn|weil|deshalb|und (?=dann |melde |ich |wir |ruf))(?!\w)"),
    condition=re.compile(r"(?<!\w)(?P<said>(?:nur )?(?:wenn|falls|sofern|vorausgesetzt)(?! (?:sie|du|moglich|es passt|ihr|notig|gewunscht)\b) [^,.;!?\n]{3,80}?(?:stimmt|zustimmt|klappt|genehmigt|passt|ja sagt|einverstanden ist|[a-z]+t))(?=[,.;!?\n]|$)"),
    event=re.compile(r"(?<!\w)(?P<how>sobald|wenn|nachdem|nach|bevor|vor|bis) {1,3}(?P<event>(?:(?:de[mnr]|die|das|mein\w*|unser\w*|ich|wir|er|sie|alles)\s)[\w'/-]+(?: [\w'/-]+){0,7}?)(?=[,.;!?\n:)(]|$| (?:melde|dann|und|aber|konnen|sprechen|rufen)\b)"),
    event_relation={"bevor": "before", "vor": "before", "bis": "until"},
    idle_event=re.compile(r"(?:sie|du|ihr|es|das)\b(?! \w+ (?:ist|hat))"),
    question=re.compile(r"(?:(?:haben|habt|seid|sind) (?:sie|ihr|du) (?:\w+ ){0,3}?(?:geoffnet|offen|auf)|offnungszeiten|wie lange|um wie viel uhr|wann)[^.!\n]*\?"),
    zone=re.compile(r"[\s,]*\(?(?P<zone>[a-z]{4,})er (?:orts)?zeit|\s*\(?(?P<short>mez|mesz|(?:utc|gmt)(?:\s?[+-]\s?\d{1,2})?|cest|cet)\b\)?"),
    until_is_by=True,
)  # fmt: skip
