"""Threads that people have: waiting to be claimed, claimed, promised, late, or to be looked at without writing."""

from conversations.demo_past.telling import Handed, Line, Read, Step, Thread, agent, event, person, them

TOLD = "Thanks for your message. I'm passing this to a colleague, who will read the whole conversation and reply to you here."
TOLD_AR = "شكراً على رسالتك. سأحوّلها إلى أحد أفراد الفريق، وسيقرأ المحادثة كاملة ويردّ هنا."
TOLD_ES = "Gracias por tu mensaje. Se lo paso a una persona del equipo, que leerá toda la conversación y te responderá por aquí."
TOLD_NL = "Bedankt voor je bericht. Ik geef het door aan een collega, die het hele gesprek leest en hier antwoordt."

THREADS = (
    Thread(
        "yousef",
        "logistics",
        (
            them("-2h", "مرحباً، متى تصل شحنتي إلى جدة؟"),
            agent("-119m", "مرحباً أستاذ يوسف! الشحن الجماعي من روتردام إلى جدة يستغرق 22 إلى 26 يوماً، وتُحدَّث صفحة التتبع كل يوم في الساعة 18:00."),
            them("-35m", "الصفحة لا تعمل."),
            them(
                "-16m", "هذه المرة الثالثة التي أسأل فيها. هل وصلت الشحنة؟ أريد أن أتكلم مع شخص، لا مع برنامج",
                Read(
                    "angry", "logistics", "apologetic", 0.41, wants="معرفة موعد وصول الشحنة",
                    quotes={"stance": "هذه المرة الثالثة التي أسأل فيها", "wants": "هل وصلت الشحنة", "churn_risk": "هذه المرة الثالثة"},
                    more={"churn_risk": True, "dissatisfied": True, "wants_human": True, "wants_human_quote": "أريد أن أتكلم مع شخص"},
                ),
            ),
            agent("-16m", TOLD_AR, "delivered", "handoff_notice"),
        ),
        Step("human_task", "+30m", "Angry, and asks for a person.", team="Operations"),
        handed=Handed("wants_person", "Angry, and asks for a person.", "-16m", "Operations", "أريد أن أتكلم مع شخص، لا مع برنامج"),
        priority=2, unread=2,
    ),
    Thread(
        "anneke",
        "sales",
        (
            them("-58m", "Hoi! Wat kost een pallet tulpen naar Denemarken?"),
            them(
                "-53m", "Kan het ook gekoeld, op 5 °C?",
                Read("interested", wants="een pallet tulpen, gekoeld", confidence=0.58, quotes={"stance": "Hoi!", "wants": "gekoeld, op 5 °C"}),
            ),
            agent("-53m", TOLD_NL, "read", "handoff_notice"),
        ),
        Step("human_task", "+40m", "No article says what refrigerated pallets cost.", team="Sales"),
        handed=Handed("not_grounded", "No article says what refrigerated pallets cost.", "-53m", "Sales", "Kan het ook gekoeld, op 5 °C?"),
        unread=1,
    ),
    Thread(
        "kofi",
        "billing",
        (
            them("-4h", "Good morning, the tracking page shows nothing for NKF0044718293"),
            agent("-4h", "Good morning Kofi! A new parcel appears about two hours after its collection. If it shows nothing after 24 hours, we look the number up with the carrier."),
            them(
                "-88m", "It came, thank you. But why was I charged twice on invoice 24-1203?",
                Read(
                    "interested", "billing", "businesslike", 0.66, wants="why invoice 24-1203 charges twice",
                    quotes={"stance": "It came, thank you", "wants": "why was I charged twice"},
                    more={"topic_shift": True, "topic_quote": "charged twice on invoice 24-1203", "dissatisfied": True},
                ),
            ),
            event("agent", "-88m", "Topic moved from technical to billing: with Billing now."),
            agent("-88m", TOLD, "read", "handoff_notice"),
        ),
        Step("human_task", "+20m", "Charged twice: a person checks the invoice.", team="Billing"),
        handed=Handed("low_confidence", "Says they were charged twice: a person checks the invoice.", "-88m", "Billing", "why was I charged twice on invoice 24-1203?"),
        priority=1, unread=1,
    ),
    Thread(
        "astrid",
        "sales",
        (
            them("-2 13:12", "Hi, could you write me tomorrow about wool parcels to Oslo?", Read("interested", wants="wool parcels to Oslo", wants_followup=True, confidence=0.93, quotes={"stance": "could you write me tomorrow", "wants": "wool parcels to Oslo"})),
            agent("-2 13:12", "Hi Astrid, with pleasure: I'll write to you tomorrow about the wool parcels to Oslo."),
            Line("agent", "-1 13:30", "Hi Astrid, when we last spoke you wrote: “could you write me tomorrow about wool parcels to Oslo?”. Is now a good moment to pick it up?", state="failed", purpose="follow_up", template=True, why="Their phone could not be reached on WhatsApp.", error=63024),
        ),
        Step("human_task", "+3h", "The follow-up did not arrive: try another way.", team="Sales"),
        handed=Handed("delivery", "The follow-up did not arrive: their phone could not be reached.", "-1 13:31", "Sales"),
    ),
    Thread(
        "emeka",
        "sales",
        (
            them("-3h", "How much for 60 kg of printed fabric by air to New York?", Read("interested", wants="60 kg by air to New York", confidence=0.9, quotes={"stance": "How much", "wants": "60 kg of printed fabric by air to New York"})),
            Line("agent", "-3h", "Hello Emeka! Air freight costs €4.20 per kilogram of chargeable weight, so €252 for 60 kg. It takes 4 to 6 working days, customs included.", state="unknown", purpose="reply", why="Twilio gave no answer; whether it was sent is looked up and not repeated."),
        ),
        Step("human_task", "+90m", "Not known whether our answer arrived.", user="tomasz"),
    ),
    Thread(
        "sofia",
        "logistics",
        (
            them("-2h", "Hola, una clienta dice que su paquete llegó roto 😟"),
            agent("-2h", "Hola, Sofía, lo siento. Manda fotos del producto, del relleno y de la caja por fuera, y la factura. El daño que no se ve se avisa en 7 días."),
            them("-74m", "", kind="audio", read=Read("interested", "logistics", "apologetic", 0.35, wants="una reclamación por daños")),
            agent("-74m", TOLD_ES, "read", "handoff_notice"),
            event("amina", "-62m", "Amina Haddad took over."),
            person("amina", "-60m", "Hola, Sofía, soy Amina. He escuchado tu mensaje: abro la reclamación ahora y te paso el número esta tarde."),
        ),
        Step("human_task", "+2h", "Amina opens the claim and sends its number.", user="amina"),
        handed=Handed("unreadable", "A voice message: the agent cannot hear it.", "-74m", "Operations", claimed="amina", claimed_at="-62m"),
        held_by="amina", promises=(("us", "send the number of the claim", "te paso el número esta tarde"),),
    ),
    Thread(
        "rajesh",
        "sales",
        (
            them("-1 12:10", "We have 400 kg of brake parts for Mumbai every month. Which rate can you make?", Read("interested", wants="a rate for 400 kg a month to Mumbai", confidence=0.61, tone="businesslike", quotes={"stance": "every month", "wants": "400 kg of brake parts for Mumbai"})),
            agent("-1 12:10", TOLD, "read", "handoff_notice"),
            event("tomasz", "-1 12:31", "Tomasz Zielinski took over."),
            person("tomasz", "-1 12:35", "Hi Rajesh, Tomasz here. The list price is €4.20 a kilo; for a regular 400 kg I ask for a better one and come back to you tomorrow."),
            them("-34m", "Any news on the rate?"),
        ),
        Step("human_task", "late 25m", "Tomasz promised a rate.", user="tomasz"),
        handed=Handed("not_grounded", "No article has a rate for a regular 400 kg by air.", "-1 12:10", "Sales", "Which rate can you make?", claimed="tomasz", claimed_at="-1 12:31"),
        held_by="tomasz", unread=1, promises=(("us", "a better rate for 400 kg a month", "come back to you tomorrow"),),
    ),
    Thread(
        "dimitra",
        "logistics",
        (
            them("-1 14:20", "Are olive oil tins allowed to Norway? I need to be sure before I sell there", Read("interested", "logistics", wants="olive oil to Norway", confidence=0.55, quotes={"stance": "I need to be sure", "wants": "olive oil tins allowed to Norway"})),
            agent("-1 14:20", TOLD, "read", "handoff_notice"),
            event("mara", "-1 14:52", "Mara Wouters took over."),
            person("mara", "-1 14:55", "Hello Dimitra, this is Mara. I am asking the Norwegian broker and will send you the list of papers tomorrow afternoon."),
            them("-1 15:01", "Thank you Mara!"),
        ),
        Step("human_task", "+4h", "Mara sends the list of papers.", user="mara"),
        handed=Handed("not_grounded", "No article says whether food may go to Norway.", "-1 14:20", "Operations", "Are olive oil tins allowed to Norway?", claimed="mara", claimed_at="-1 14:52"),
        held_by="mara", promises=(("us", "the list of papers for Norway", "will send you the list of papers tomorrow afternoon"),),
    ),
    Thread(
        "fatima",
        "billing",
        (
            them("-5 10:30", "Bonjour, la facture 24-1164 compte deux palettes au lieu d'une.", Read("interested", "billing", "formal", 0.7, wants="corriger la facture 24-1164", quotes={"stance": "au lieu d'une", "wants": "la facture 24-1164 compte deux palettes"})),
            agent("-5 10:30", "Merci pour votre message. Je le transmets à une personne de l'équipe, qui lira toute la conversation et vous répondra ici.", "read", "handoff_notice"),
            event("amina", "-5 11:02", "Amina Haddad took over."),
            person("amina", "-5 11:05", "Bonjour Madame Bennani, Amina Haddad. Vous avez raison, je fais établir un avoir dans les cinq jours ouvrables."),
            them("-5 11:20", "Merci beaucoup."),
        ),
        Step("human_task", "late 2h", "Amina owes the credit note for invoice 24-1164.", user="amina"),
        handed=Handed("low_confidence", "An invoice counts two pallets instead of one.", "-5 10:30", "Billing", "compte deux palettes au lieu d'une", claimed="amina", claimed_at="-5 11:02"),
        held_by="amina", promises=(("us", "the credit note for invoice 24-1164", "je fais établir un avoir dans les cinq jours ouvrables"),),
    ),
    Thread(
        "tom",
        "sales",
        (
            them(
                "-3 08:40", "Hey, can you send me the comparison of sea and air for surfboards next month? No rush",
                Read(
                    "interested", wants="the comparison of sea and air for surfboards", wants_followup=True, confidence=0.9, tone="warm",
                    quotes={"stance": "can you send me", "wants": "the comparison of sea and air for surfboards"},
                    more={"deliverable": "the comparison of sea and air", "deliverable_quote": "the comparison of sea and air"},
                ),
            ),
            agent("-3 08:40", "Hey Tom, gladly. You get the comparison of sea and air at the beginning of next month."),
        ),
        Step("human_task", "+8 11:00", "Make the comparison of sea and air for surfboards, two working days before it is due.", team="Sales"),
        handed=Handed("deliverable", "The comparison of sea and air must be made first.", "-3 08:41", "Sales", "the comparison of sea and air for surfboards"),
        promises=(("us", "the comparison of sea and air for surfboards", "send me the comparison of sea and air for surfboards next month"),),
    ),
    Thread(
        "daniel",
        "sales",
        (
            agent("-9 10:00", "Hi Daniel, you asked us to come back to you about the oak samples after the trade fair. Is now a good moment to pick it up?", "read", "follow_up", template=True),
            them(
                "-9 10:26", "Please stop asking. I decide in June and I'll write when I'm ready.",
                Read(
                    "needs_time_no_contact", wants="to decide in June", reason="decides in June", tone="gentle", confidence=0.95,
                    quotes={"stance": "I'll write when I'm ready", "reason": "I decide in June"},
                ),
            ),
            agent("-9 10:26", "Of course, Daniel. I won't write again until you do."),
        ),
        Step("internal_review", "+14 10:00", "They asked for room. Look, do not write.", user="tomasz"),
        room="Please stop asking. I decide in June and I'll write when I'm ready.",
    ),
    Thread(
        "beatriz",
        "sales",
        (
            them("-8 16:20", "Olá, obrigada pela proposta das encomendas para a Alemanha."),
            agent("-8 16:20", "Olá, Beatriz! Fico à disposição: até 5 kg são € 9,60 para a Alemanha, sem IVA."),
            them(
                "-7 11:42", "Está ótimo, mas para já ficamos com a transportadora que temos. Quem sabe um dia 🙂",
                Read(
                    "polite_no", wants="", reason="ficam com a transportadora que têm", tone="warm", confidence=0.91,
                    quotes={"stance": "Quem sabe um dia", "reason": "para já ficamos com a transportadora que temos"},
                ),
            ),
            agent("-7 11:42", "Muito obrigado por nos dizer, Beatriz. Estamos aqui se um dia fizer falta. Tudo de bom!"),
        ),
        Step("internal_review", "+40 10:00", "A polite no. A person may look again; nothing is sent.", team="Sales"),
    ),
)  # fmt: skip
