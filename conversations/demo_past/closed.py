"""Threads that are over: settled, opted out, a polite no."""

from conversations.demo_past.telling import Read, Step, Thread, agent, event, person, them

THREADS = (
    Thread(
        "oskar",
        "technical",
        (
            them("-4 09:31", "Orders from my Shopify shop stopped arriving in your app"),
            agent("-4 09:31", "Hi Oskar! Sign out and in again in the app: this renews the key, which expires after 180 days. New orders arrive within five minutes then."),
            them(
                "-4 09:44", "That was it, all good now. Thanks!",
                Read("resolved", "technical", "warm", 0.97, wants="orders from the shop", quotes={"stance": "That was it, all good now"}),
            ),
            agent("-4 09:44", "Glad to hear it. Have a good week, Oskar!"),
        ),
        Step(closed="resolved", at="-1 10:00", why="Settled: “That was it, all good now”. Three working days without another word."),
    ),
    Thread(
        "chloe",
        "sales",
        (
            agent("-5 15:00", "Hi Chloé, when we last spoke you wrote: “ask me in spring”. Is now a good moment to pick it up?", "read", "follow_up", template=True),
            them("-5 15:12", "STOP"),
            agent("-5 15:12", "You won't get any more messages from us. Write START if you change your mind.", "read", "opt_out_confirmation"),
        ),
        Step(closed="opted_out", at="-5 15:12", why="They opted out: “STOP”."),
    ),
    Thread(
        "paulo",
        "sales",
        (
            them("-12 10:05", "Bom dia, quanto custa uma palete para o Porto?"),
            agent("-12 10:05", "Bom dia, Paulo! Uma palete para Portugal custa € 162, porta a porta, sem IVA."),
            them(
                "-12 10:40", "Obrigado, mas fica acima do nosso orçamento. Fica para outra altura.",
                Read(
                    "polite_no", "sales", "formal", 0.9, reason="fica acima do orçamento",
                    quotes={"stance": "Fica para outra altura", "reason": "fica acima do nosso orçamento"},
                    more={"objection": "o preço", "objection_quote": "acima do nosso orçamento"},
                ),
            ),
            agent("-12 10:40", "Compreendo, Paulo. Obrigado por nos dizer, e bons negócios!"),
        ),
        Step(closed="polite_no", at="-11 10:00", why="A polite no: no chase."),
    ),
    Thread(
        "yuki",
        "billing",
        (
            them("-10 09:12", "Hello, one of the two boxes of washi paper arrived wet. Photos attached."),
            agent("-10 09:12", "Hello Yuki, I am sorry. We answer a claim within 5 working days. Please keep the packing until it is decided."),
            event("amina", "-9 10:30", "Amina Haddad took over."),
            person("amina", "-7 14:10", "Hello Yuki, Amina from Noordkade. Your claim is accepted: €184.00 and the carriage are credited on your next invoice."),
            them(
                "-7 14:55", "Thank you very much, that was quick.",
                Read("resolved", "billing", "warm", 0.94, wants="the claim for wet paper", quotes={"stance": "Thank you very much, that was quick"}),
            ),
        ),
        Step(closed="resolved", at="-6 09:30", why="The claim was paid: “that was quick”."),
    ),
)  # fmt: skip
