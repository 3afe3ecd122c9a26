"""Threads that the agent has: follow-ups planned, or the customer's turn."""

from conversations.demo_past.telling import Owed, Read, Step, Thread, agent, event, person, them

THREADS = (
    Thread(
        "lucia",
        "sales",
        (
            them("-2 11:02", "Hola, ¿cuánto costaría un palé de azulejos de Ámsterdam a Castellón? Unos 480 kg"),
            agent("-2 11:02", "¡Hola, Lucía! Un palé europeo de hasta 600 kg a España cuesta 148 € puerta a puerta, sin IVA. El segundo palé del mismo pedido cuesta un 30 % menos."),
            them(
                "-1 15:47",
                "Me encaja, gracias. Tengo que enseñárselo a mi padre y está en la feria de Bolonia. Escríbeme la semana que viene, por la mañana mejor 🙏",
                Read(
                    "interested", wants="un palé de azulejos a Castellón", reason="su padre está en la feria de Bolonia",
                    wants_followup=True, confidence=0.93, tone="warm",
                    quotes={"stance": "Me encaja", "reason": "está en la feria de Bolonia"},
                ),
            ),
            agent("-1 15:47", "Claro que sí. Te escribo la semana que viene por la mañana y hasta entonces te dejo tranquila. ¡Que vaya bien la feria!"),
            event("mara", "-1 15:58", "Note by Mara Wouters: ask whether the second pallet goes to the same address."),
            them("-1 16:04", "Perfecto, ¡gracias!"),
        ),
        Step("follow_up", "+4 10:00", "Lucía asked for next week, in the morning."),
        Owed(
            "+4 10:00", "tu palé de azulejos a Castellón", "la feria de Bolonia", "Escríbeme la semana que viene, por la mañana mejor",
            "Will write in the morning next week, Madrid time, because her father is at the Bologna fair until then.",
            "+3 00:00", "+6 00:00", "week",
        ),
    ),
    Thread(
        "camille",
        "sales",
        (
            them("-6 09:40", "Bonjour, livrez-vous du vin en Suède ? Cartons de six bouteilles."),
            agent("-6 09:41", "Bonjour Camille ! Oui, le vin peut voyager dans l'Union européenne. Un colis jusqu'à 30 kg pour la Suède coûte 18,90 € hors TVA, et nous vendons des cartons pour six bouteilles à 4,80 €."),
            them(
                "-5 13:58",
                "Très bien. On est en pleine taille des vignes, on en reparle dans trois semaines ?",
                Read(
                    "interested", wants="l'envoi de vin en Suède", reason="la taille des vignes", wants_followup=True,
                    confidence=0.9, quotes={"stance": "Très bien", "reason": "en pleine taille des vignes"},
                ),
            ),
            agent("-5 13:58", "Entendu, je vous écris dans trois semaines, après la taille. Bon courage à tous !"),
        ),
        Step("follow_up", "+10 10:00", "Camille prunes the vines until then."),
        Owed(
            "+10 10:00", "l'envoi de vin en Suède", "la taille des vignes", "on en reparle dans trois semaines",
            "Will write in about three weeks, Paris time, because they are pruning the vines.",
            "+9 00:00", "+12 00:00", "week",
        ),
    ),
    Thread(
        "henrique",
        "logistics",
        (
            them("-4 15:10", "Oi! Quanto tempo leva café de Santos até Rotterdam? São 2 m³"),
            agent("-4 15:11", "Oi, Henrique! De Santos a Rotterdam são 24 a 28 dias, com saída toda terça-feira. O preço é € 68 por m³, mais € 45 de manuseio por embarque."),
            them(
                "-3 15:31",
                "Combinado. Falo com o armazém e você me chama daqui a três dias, pode ser?",
                Read(
                    "interested", topic="logistics", wants="2 m³ de café de Santos até Rotterdam", reason="falar com o armazém",
                    wants_followup=True, confidence=0.91,
                    quotes={"stance": "Combinado", "reason": "Falo com o armazém"},
                ),
            ),
            agent("-3 15:31", "Pode ser, sim! Chamo você daqui a três dias para saber o que disse o armazém."),
        ),
        Step("follow_up", "+2h", "Henrique speaks to the warehouse first."),
        Owed(
            "+2h", "os 2 m³ de café de Santos a Rotterdam", "a conversa com o armazém", "você me chama daqui a três dias",
            "Will write today, São Paulo time, because Henrique wanted to ask the warehouse first.",
        ),
    ),
    Thread(
        "jonas",
        "sales",
        (
            them("-3 10:20", "Guten Tag, wir versenden etwa 70 Pakete im Monat, meist nach Frankreich. Gibt es Mengenrabatt?"),
            agent("-3 10:20", "Guten Tag, Jonas! Ja: Ab 60 Paketen im Monat sind es 9 % auf die Paketpreise. Ein Paket bis 5 kg nach Frankreich kostet 9,60 € ohne MwSt."),
            them(
                "-2 16:12",
                "Klingt gut. Unsere Inventur läuft noch zwei Tage, melden Sie sich bitte danach noch einmal.",
                Read(
                    "interested", wants="70 Pakete im Monat nach Frankreich", reason="die Inventur", wants_followup=True,
                    tone="businesslike", confidence=0.94,
                    quotes={"stance": "Klingt gut", "reason": "Unsere Inventur läuft noch zwei Tage"},
                ),
            ),
            agent("-2 16:12", "Sehr gern. Ich melde mich, wenn die Inventur vorbei ist."),
        ),
        Step("follow_up", "+1 09:30", "After the stock-taking."),
        Owed(
            "+1 09:30", "die 70 Pakete im Monat nach Frankreich", "die Inventur", "melden Sie sich bitte danach noch einmal",
            "Will write on the day after the stock-taking, Berlin time.", "+1 00:00", "+3 00:00", "few_days",
        ),
    ),
    Thread(
        "giulia",
        "sales",
        (
            them("-4 12:05", "Buongiorno! Per le borse mi serve anche il servizio resi. Quanto costa?"),
            agent("-4 12:05", "Buongiorno, Giulia! Un'etichetta di reso dall'Unione europea costa 13,20 €, e paghi solo quelle che vengono usate."),
            them(
                "-3 17:20",
                "Ok, interessante. In questi giorni ho il campionario, sentiamoci la settimana prossima",
                Read(
                    "interested", wants="il servizio resi per le borse", reason="il campionario", wants_followup=True,
                    confidence=0.88, quotes={"stance": "interessante", "reason": "In questi giorni ho il campionario"},
                ),
            ),
            agent("-3 17:20", "Volentieri, ti scrivo la settimana prossima. Buon lavoro con il campionario!"),
        ),
        Step("follow_up", "+3 10:30", "Giulia is busy with the samples."),
        Owed(
            "+3 10:30", "il servizio resi per le borse", "il campionario", "sentiamoci la settimana prossima",
            "Will write when the samples are done, Rome time.",
            "+3 00:00", "+5 00:00", "few_days",
        ),
    ),
    Thread(
        "liwei",
        "logistics",
        (
            them("-3 09:18", "Hello, cargo ready next Monday, 3.2 cbm of lamps. Which sailing?"),
            agent("-3 09:18", "Hello Li Wei! Groupage from Ningbo sails every Thursday and takes 34 to 38 days to Rotterdam. 3.2 m³ come to €166.40, with €45 handling in Rotterdam."),
            them(
                "-2 09:02",
                "Good. Factory tells me the exact date next week, please ask me again then",
                Read(
                    "interested", topic="logistics", wants="3.2 cbm of lamps from Ningbo", reason="the factory's date",
                    wants_followup=True, confidence=0.95, tone="businesslike",
                    quotes={"stance": "Good", "reason": "Factory tells me the exact date next week"},
                ),
            ),
            agent("-2 09:02", "Will do: I'll ask you again next week, once the factory has told you its date."),
        ),
        Step("follow_up", "+5 10:00", "The factory's date is known by then."),
        Owed(
            "+5 10:00", "shipping your lamps from Ningbo", "the factory's date", "please ask me again then",
            "Will write next week, Shanghai time, because the factory tells them its date then.",
        ),
    ),
    Thread(
        "marek",
        "logistics",
        (
            them("-1 10:44", "Do I need an EORI number for one pallet to London?"),
            agent("-1 10:44", "Hi Marek, yes: a business that sends goods out of the EU needs its EORI number. It is free in the Netherlands and takes about a week. The pallet itself is €185, with the export declaration."),
            them(
                "-1 11:07", "Thank you, documents arrived. I apply today.",
                Read("interested", topic="logistics", wants="a pallet to London", tone="businesslike", confidence=0.86, quotes={"stance": "Thank you"}),
            ),
            agent("-1 11:07", "Very good. Write me the number when you have it, and we book the collection."),
        ),
        Step("wait_for_customer", "+3 11:00", "Answered; now it is Marek's turn."),
        promises=(("them", "send the EORI number", "I apply today"),),
    ),
    Thread(
        "saoirse",
        "sales",
        (
            them("-3h", "Hi there, what would a parcel of jumpers to Lisbon cost? About 4 kg"),
            agent("-3h", "Hi Saoirse! A parcel of up to 5 kg to Portugal is €12.40 without VAT, and takes 4 working days to Lisbon."),
            them(
                "-95m", "Lovely. And if it gets lost?",
                Read("interested", wants="parcels of jumpers to Lisbon", confidence=0.89, tone="warm", quotes={"stance": "Lovely"}),
            ),
            agent("-95m", "We open the search on the third day without a scan; after 7 working days a parcel counts as lost. Without insurance our liability is about €10 per kilogram. All-risk insurance is 0.6 % of the value, at least €4.50.", "delivered"),
        ),
        Step("wait_for_customer", "+3 10:00", "Answered; now it is Saoirse's turn."),
    ),
    Thread(
        "noa",
        "sales",
        (
            them("-1 12:30", "שלום, אתם אוספים גם מחוץ לאמסטרדם?"),
            agent("-1 12:31", "שלום נועה! כן. מחוץ לאזור אמסטרדם, הארלם ואוטרכט איסוף עולה 32 אירו."),
            them(
                "-1 12:50", "תודה, אבדוק ואחזור אליכם",
                Read("undecided", wants="איסוף מחוץ לאמסטרדם", confidence=0.82, quotes={"stance": "אבדוק ואחזור אליכם"}),
            ),
            agent("-1 12:50", "בשמחה, אנחנו כאן."),
        ),
        Step("wait_for_customer", "+2 11:00", "Noa checks and comes back."),
    ),
    Thread(
        "hannah",
        "billing",
        (
            them("-7 11:15", "Hallo, können Sie mir im nächsten Monat ein Angebot für Paletten nach Schweden machen?"),
            agent("-7 11:15", "Hallo Hannah! Eine Palette nach Schweden kostet 154 € von Tür zu Tür, ohne MwSt. Ich melde mich nächsten Monat wegen der genauen Menge."),
            them(
                "-6 10:05", "Danke. Bitte klären Sie aber zuerst die Rechnung 24-1187, da stimmt etwas nicht.",
                Read(
                    "undecided", topic="billing", wants="die Rechnung 24-1187 klären", wants_followup=True, confidence=0.84, tone="formal",
                    reason="die Rechnung", quotes={"stance": "da stimmt etwas nicht", "reason": "klären Sie aber zuerst die Rechnung 24-1187"},
                ),
            ),
            person("amina", "-6 10:40", "Guten Tag, Frau Fischer, Amina Haddad hier. Ich prüfe die Rechnung und melde mich innerhalb von drei Werktagen."),
            event("amina", "-6 10:41", "Amina Haddad held the follow-up back until invoice 24-1187 is settled."),
        ),
        Step("internal_review", "+2 09:30", "Held back until invoice 24-1187 is settled.", team="Billing"),
        Owed(
            "+6 10:00", "die Paletten nach Schweden", "die offene Rechnung", "Bitte klären Sie aber zuerst die Rechnung 24-1187",
            "Held back: invoice 24-1187 comes first.", "+5 00:00", "+9 00:00", "week", state="held",
        ),
        promises=(("us", "check invoice 24-1187", "Ich prüfe die Rechnung"),),
    ),
)  # fmt: skip
