"""German phrases (folded: umlauts lose their dots, ß is ss). See `crm.llm.embedded.lexicon`."""

from __future__ import annotations

_WHO = r"(?:frau|mann|partner(?:in)?|chefs?|chefin|team|vorstand|geschaftsfuhr\w+|leitung|eltern|mutter|vater|bank|steuerberater\w*|anwalt|kollegen|kollegin|vermieter\w*|freundin|freund|familie|geschaftsleitung)"

PHRASES: dict[str, tuple[str, ...]] = {
    "opt_out": (
        r"(?:abmelden|abbestellen|austragen)|melden sie mich(?: \w+){0,3} ab|(?:keine|nie wieder|keinerlei)(?: \w+)? (?:nachrichten|werbung|sms|anrufe|mails)(?: mehr)?|(?:schreib\w*|kontaktier\w*|ruf\w*|belastig\w*)(?: sie)? (?:mich|mir|uns) (?:nicht mehr|nie wieder|bitte nicht mehr)|(?:mir|mich|uns) (?:bitte )?(?:nicht mehr|nie wieder) (?:schreiben|kontaktieren|anrufen|anschreiben)|horen sie auf,? (?:mir|mich)|falsche nummer|(?:losch\w+|entfern\w+|streich\w+)(?: sie)? (?:bitte )?(?:meine|mich|unsere)(?: \w+){0,3}|lassen sie mich in ruhe|lass mich in ruhe|das ist spam",
    ),
    "hold_off": (
        r"(?:brauche|brauchen|geben sie (?:mir|uns)|gib mir|lassen sie (?:mir|uns))(?: \w+){0,3} (?:zeit|abstand|ruhe|luft|raum)|nicht (?:drangen|hetzen|drangeln)|bitte nicht (?:nachhaken|anrufen|melden|schreiben|nachfragen)|kein druck|ohne druck|von (?:ihrer|deiner) seite nichts",
    ),
    "they_write": (
        r"(?:ich|wir) (?:melde|melden|schreibe|schreiben|rufe|rufen|komme|kommen|sage|sagen|gebe|geben|kontaktier\w+)(?: \w+){0,4} (?:mich|uns|ihnen|dir|sie|bescheid|zuruck|an|auf sie zu)|(?:melde|melden) (?:mich|uns)(?: \w+){0,4}|(?:werde|werden) (?:mich|uns)(?: \w+){0,4} melden|(?:gebe|geben|sage) (?:\w+ )?bescheid|komme auf (?:sie|dich) zu|kommen (?:wir )?auf sie zu|sie horen von (?:mir|uns)",
    ),
    "when_ready": (
        r"(?:wenn|sobald|bis) (?:ich|wir|es|alles)(?: \w+){0,4} (?:bereit|soweit|so weit|ruhiger|besser|klar|fertig)(?: bin| sind| ist| wird| geht)?",
    ),
    "hardship": (
        r"gestorben|verstorben|todesfall|trauer\w*|beerdigung|beisetzung|krebs|chemo\w*|intensivstation|scheidung|trennung|burn-?out|depression\w*|fehlgeburt|verloren haben|schwere\w* zeit|schwerer krank\w*|entlassen worden|kundigung bekommen",
    ),
    "decline": (
        r"nein,? danke|danke,? aber|danke,? nein|kein interesse|nicht (?:mehr )?(?:interessiert|interessant|notig|benotigt|gewunscht)|kein bedarf|(?:brauche|brauchen|benotigen)(?: \w+){0,3} (?:nicht|nicht mehr|doch nicht)|nehmen (?:\w+ )?abstand|haben uns (?:dagegen|anders|fur einen anderen)(?: entschieden)?|entschieden,? nicht|lassen wir(?: es| das)?|passt (?:leider )?nicht|wir verzichten|ich verzichte|muss (?:leider )?absagen|absagen|nein\b|lieber nicht|doch nicht|momentan nicht|alles gute|vielen dank,? aber",
    ),
    "someday": (
        r"vielleicht (?:spater|irgendwann|ein andermal|mal|nachstes mal)|irgendwann(?: mal| vielleicht)?|mal (?:sehen|schauen)|schauen wir mal|ein andermal|falls (?:sich|wir|ich|bedarf|was)(?: \w+){0,4}|bei bedarf|wenn (?:bedarf|ich was brauche)|wenn sich (?:etwas|was) andert",
    ),
    "elsewhere": (
        r"(?:wir|ich) behalte[n]? (?:die alte|den alten|das alte|unser\w*)|(?:schwager|bruder|nachbar|cousin|onkel) (?:baut|macht|ubernimmt)",
        r"(?:woanders|anderswo|anderweitig|bei (?:einem|der) (?:anderen|konkurrenz)|anderen? anbieter|andere firma|anderen handler)(?: \w+){0,4}|schon (?:gekauft|gefunden|bestellt|einen|eine)|bleiben (?:bei|beim) (?:unserem|jetzigen|aktuellen)|haben (?:schon|bereits|inzwischen) (?:einen|eine|etwas|was)(?: \w+)?",
    ),
    "price": (
        r"zu teuer|(?:etwas|ziemlich|sehr|ganz schon) teuer|(?:uber|sprengt)(?: \w+)? budget|kein budget|nicht leisten|gunstiger|preis (?:ist )?(?:zu )?hoch",
    ),
    "undecided": (
        r"(?:uberleg\w+|nachdenken|denke|denken)(?: \w+){0,2} (?:noch|daruber|druber)|(?:noch|muss|mussen)(?: \w+){0,3} (?:uberlegen|nachdenken|vergleichen|am uberlegen)|noch (?:nicht )?(?:unsicher|sicher|entschieden|unentschlossen)|bin (?:mir )?(?:noch )?(?:nicht sicher|unsicher|unschlussig)|weiss (?:es )?(?:noch )?nicht|vergleich\w+(?: \w+)?|schwanke|druber schlafen|daruber schlafen",
    ),
    "ask_other": (
        rf"(?:mit|bei|von)(?: (?:meine\w*|unsere\w*|dem|der|den))? {_WHO}(?: \w+){{0,3}} (?:sprech\w+|besprech\w+|reden|klaren|abstimm\w+|fragen|absprech\w+)|(?:frage|fragen|muss)(?: \w+)? (?:meine\w*|unsere\w*) {_WHO}|{_WHO} (?:muss|entscheidet|ist (?:noch )?(?:im|nicht))|warte\w*(?: noch)? auf (?:die |eine |das |den )?(?:freigabe|antwort|entscheidung|zusage|ok|genehmigung|ruckmeldung)",
    ),
    "condition": (
        r"wenn (?:die|der|das|mein\w*|unser\w*|alles|es)(?: \w+){1,5}|hangt (?:davon |von )|kommt drauf an|vorausgesetzt|sofern",
    ),
    "come_back": (
        r"(?:sagen|geben) sie (?:mir|uns)[^\n]{0,40}bescheid|sagen sie (?:mir|uns) (?:morgen|am|nachste)",
        r"(?:melden|schreiben|rufen|kontaktieren|erinnern|fragen|kommen|probieren) sie (?:sich|mich|mir|uns|dann|bitte|gern\w*|noch|nochmal|im|nach)(?: \w+){0,4}|(?:melde|meld|schreib|ruf|frag|erinner\w*|sag) (?:dich|mich|mir|uns|bitte|doch|gern\w*|einfach|nochmal)(?: \w+){0,3}|(?:konnen|konnten|lass uns|lassen sie uns|sollen) (?:wir )?(?:dann |dazu )?(?:\w+ )?(?:sprechen|telefonieren|reden|weitermachen)|sprechen wir (?:dann|im|nach|am)|telefonieren wir|gerne? (?:ab|nach|im|am|in|nachste\w*|wieder|dann)|besser (?:am|im|nach|ab|morgen|nachste\w*)|passt (?:mir|uns|es|besser|gut)(?: \w+)?|wieder melden|erneut melden",
    ),
    "busy": (
        r"(?:viel|so viel) (?:zu tun|los)|im stress|stressig|beschaftigt|(?:im|in|auf) (?:urlaub|meeting|termin|besprechung|elternzeit|dienstreise|reisen|schulung|krankenhaus|umzug|geschaftsreise|montage)|unterwegs|krank\w*|verreist|prufung\w*|klausur\w*|umzug|ziehen (?:\w+ )?um|jahresabschluss|inventur|ausgelastet|hochsaison|nicht im (?:buro|haus)|ausser haus|am steuer|bin (?:gerade )?(?:bei|beim|im|in)|hochzeit|messe|umbau|land unter",
    ),
    "not_now": (
        r"(?:jetzt|heute|gerade|diese woche|momentan|morgen)(?: \w+)? (?:nicht|schlecht|ungunstig)|nicht (?:jetzt|heute|diese woche|vor|bevor|morgen)|noch nicht|erst (?:im|ab|nach|in|am|wieder|wenn)|kann (?:gerade|jetzt|heute) nicht|passt (?:gerade|heute|jetzt) nicht|blo[s]+ nicht",
    ),
    "positive": (
        r"interesse|interessiert|sehr gern\w*|gern\w*|super|perfekt|toll|klingt (?:gut|super|toll)|ich (?:mochte|will|hatte gern)|wir (?:mochten|wollen|hatten gern)|gefallt (?:mir|uns)|genau das|bin dabei|freue mich",
    ),
    "go_ahead": (
        r"(?:chef|chefin|frau|mann|partner|partnerin|vorstand|leitung|bank|kunde|team|er|sie) (?:hat|haben|ist|sind)(?: (?:schon|bereits|jetzt|nun|inzwischen|endlich))* (?:zugesagt|zugestimmt|ja gesagt|genehmigt|freigegeben|einverstanden|das ok gegeben|grunes licht gegeben)",
        r"ja(?:,| bitte| gerne?| klar|$)|in ordnung|einverstanden|machen wir|machen sie (?:das|mal)|legen sie los|los geht'?s|(?:ich|wir) (?:nehme|nehmen|bestelle|bestellen|bestatige|bestatigen|buche|buchen)(?: \w+)?|bitte (?:buchen|reservieren|bestellen|bestatigen|schicken|senden)|(?:schicken|senden) sie (?:mir |uns )?(?:den|die|das|bitte)(?: \w+)?|wie (?:bezahle|zahle|bestelle|geht es weiter)|wo (?:kann ich )?(?:bezahlen|unterschreiben)",
    ),
    "now": (
        r"(?:brauche|brauchen|mochte|mochten|will|wollen|benotige|benotigen)(?: \S+){1,6} (?:heute|sofort)(?! (?:nicht|noch uberlegen))|heute (?:brauche|brauchen|benotige|benotigen|mochte|will) (?:ich|wir)",
        r"(?:doch|schon) (?:jetzt|heute|sofort)|planander\w+|plane haben sich geandert|(?:sofort|heute noch|jetzt gleich|so schnell wie moglich|dringend|schnellstmoglich)|(?:sind|bin) (?:jetzt |nun |doch )?(?:so ?weit|bereit)|(?:konnen|konnten|kannst) (?:sie|du|ihr)(?: \w+){1,5} (?:heute|jetzt|morgen)",
    ),
    "request": (
        r"bitte(?: \w+){0,3} (?:schicken|senden|zusenden|ubersenden|bestatigen|reservieren|buchen|anrufen)(?=\W*$|[.!,])",
        r"(?:konnen|konnten|konntest|kannst|wurden) (?:sie|du|ihr|wir)|ich (?:brauche|benotige|hatte gern\w*|mochte)|wir (?:brauchen|benotigen)|bitte (?:schick\w+|send\w+|pruf\w+|helf\w+)|(?:schick|send)\w+ sie",
    ),
    "question": (
        r"\w ?\?|(?:wie|was|wo|wann|welche\w*|wer|haben sie|gibt es|kann man|liefern sie|ist das)(?: \S+){1,10} ?\?",
    ),
    "resolved": (
        r"(?:hat sich|alles|ist|problem)(?: \w+){0,2} (?:erledigt|geklart|gelost|in ordnung|behoben|geregelt)|(?:geht|funktioniert|lauft)(?: \w+){0,2} (?:wieder|jetzt)|(?:wieder|jetzt) (?:geht|funktioniert) (?:es|alles)|(?:paket|lieferung|ware|geld|erstattung|bestellung)(?: \w+){0,3} (?:angekommen|da|erhalten|eingegangen|gekommen)|(?:gut )?angekommen|fehlalarm|hat geklappt|alles (?:gut|klar) (?:jetzt|soweit)|jetzt passt alles",
    ),
    "done_here": (
        r"(?:habe|haben)(?: \w+){0,5} (?:bestellt|bezahlt|uberwiesen|gebucht|unterschrieben|gekauft)(?! bei)|zahlung (?:ist )?(?:raus|erfolgt|getatigt)|uberweisung (?:ist )?(?:raus|erledigt)|bei (?:ihnen|euch) (?:im shop|im laden|online) (?:gekauft|bestellt)",
    ),
    "anger": (
        r"(?:versprochen|gesagt|zugesagt)[^\n]{0,60}?(?:immer noch (?:nicht|nichts|kein)|niemand|keiner)|(?:niemand|keiner) (?:kam|ist gekommen|meldet sich)|es reicht",
        r"unverschamt\w*|frechheit|unmoglich|inakzeptabel|katastroph\w+|saftladen|schlecht\w* (?:service|witz)|nase voll|reicht(?:'s| es)? (?:mir|jetzt)|sauer|wutend|betrug\w*|abzocke|lug\w+|scheiss\w*|verarsch\w*|niemand (?:antwortet|meldet|geht)|keiner (?:antwortet|meldet|reagiert)|zum (?:dritten|vierten|\w+ten) mal|anwalt|beschwer\w+|nie wieder|danke fur nichts|unfassbar|lacherlich|wollen sie mich|idioten",
    ),
    "sarcasm": (
        r"na (?:toll|super|klasse|prima|bravo)|ganz toll|super service|tolle leistung|danke fur nichts|gluckwunsch|wie immer|schon wieder|herzlichen dank auch|bravo",
    ),
    "complaint": (
        r"kaputt|defekt|beschadigt|fehler\w*|(?:geht|funktioniert|ladt)(?: \w+)? nicht(?: mehr)?|verspat\w+|zu spat|fehlt|enttausch\w*|unzufrieden|problem|reklam\w+|immer noch (?:nicht|kein\w*)|warte (?:seit|immer)|falsch\w*|zu viel (?:berechnet|abgebucht)|erstatt\w+",
    ),
    "churn": (
        r"kundig\w+|(?:vertrag|abo) (?:beenden|stornieren)|(?:anbieter|lieferant\w*) wechs\w+|wechs\w+ (?:zu|den|zum)|konkurrenz|nicht verlanger\w+|gehe woanders hin",
    ),
    "human": (
        r"(?:mit|einen|einem|einer|richtigen|echten)(?: \w+)? (?:menschen|mitarbeiter\w*|person|berater\w*|ansprechpartner\w*|vorgesetzten|kollegen|chef)(?: \w+){0,2} (?:sprechen|reden|verbinden)?|echte\w* mensch\w*|jemand\w*(?: \w+){0,3} (?:anrufen|zuruckrufen|sprechen)|ruckruf|sind sie (?:ein )?(?:bot|roboter|mensch)|ist das (?:ein )?(?:bot|roboter)",
    ),
    "thanks": (r"dank(?:e|esch\w+)?(?: schon| sehr| ihnen| dir)?|vielen dank|merci|besten dank|herzlichen dank",),
    "ok": (
        r"ok(?:ay)?|alles klar|gut|in ordnung|passt|prima|perfekt|super|verstanden|notiert|bis (?:dann|bald|morgen)|einverstanden|geht klar|schon",
    ),
    "greeting": (r"hallo|hi|guten (?:tag|morgen|abend)|moin|servus|gruss gott|hey|schonen (?:tag|abend)|wie geht'?s",),
    "formal": (r"sehr geehrte\w*|mit freundlichen grussen|hochachtungsvoll|mfg|ihnen|ihre\w*|sie",),
    "warm": (r"liebe grusse|lg|ganz lieb|herzlich\w*|meine tochter|mein sohn|baby|umarm\w*",),
    "time": (
        r"montag\w*|dienstag\w*|mittwoch\w*|donnerstag\w*|freitag\w*|samstag\w*|sonntag\w*|januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|morgen|ubermorgen|heute abend|(?:nachste|kommende|ubernachste)\w* (?:woche|monat|jahr|montag|dienstag|mittwoch|donnerstag|freitag)|in (?:einer|einem|zwei|drei|ein paar|\d+)(?: \w+)?|(?:anfang|mitte|ende)(?: \w+)?|(?:am|ab|bis|zum) \d{1,2}\.?|um \d{1,2}|\d{1,2} uhr|nach (?:dem|der|den|ostern|weihnachten|\d+)|spater|bald|wochenende|sommer|fruhling|fruhjahr|herbst|winter|sobald|quartal|wochen|monaten",
    ),
    "technical": (
        r"app|login|anmeld\w+|passwort|fehlermeldung|software|installation|update|server|schnittstelle|webseite|wlan|router|technik\w*",
    ),
    "billing": (
        r"rechnung\w*|zahl\w+|bezahl\w*|erstattung|abgebucht|lastschrift|uberweis\w+|mwst|gutschrift|betrag|karte|mahnung|konto",
    ),
    "logistics": (
        r"liefer\w+|paket\w*|versand|sendung\w*|spedition|bestellung|zoll|lkw|palette\w*|container|zustell\w+|fahrer|abhol\w+",
    ),
    "sales": (
        r"preis\w*|kosten|kostet|angebot\w*|kaufen|kurs\w*|buch\w+|besichtigung\w*|wohnung|haus|vertrag|rabatt|abo|katalog|demo|probefahrt|probe\w*|termin|verfugbar|modell|grosse|muster",
    ),
    "info": (r"offnungszeiten|geoffnet|adresse|wo (?:sind|ist|finde)|parkplatz|parken|wann (?:haben|macht|offnet)",),
}
