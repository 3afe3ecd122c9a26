"""What each signal means in words: how a sentence names it, the question that finds it, and messages on both sides of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Meaning:
    """`who`: "they …" in a restatement. `question`: yes/no, about the customer's words. Then three that are, three near misses."""

    who: str
    question: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


SIGNALS: dict[str, Meaning] = {
    "asked_for_time": Meaning(
        "they ask for time",
        "Does the customer ask for time, or say that they will come back to us themselves?",
        ("Give me a few weeks, I'll come back to you.", "We're swamped, I'll write when things calm down.", "Not now."),
        ("What time do you open?", "Write to me next Tuesday.", "How long does it take?"),
    ),
    "asked_for_human": Meaning(
        "they ask for a person",
        "Does the customer ask to speak with a person?",
        ("Can I talk to somebody?", "A real person please.", "Call me, I don't want to chat with a machine."),
        ("Who signed the contract?", "How many people work with you?", "My person in Lisbon will sign."),
    ),
    "opt_out": Meaning(
        "they ask for no more messages",
        "Does the customer ask never to be written to again?",
        ("STOP", "Take me off your list.", "Don't message me again."),
        ("Stop the shipment, please.", "Don't call, write.", "Not this week."),
    ),
    "angry": Meaning(
        "they are angry",
        "Is the customer angry with us?",
        ("This is a joke. Third time I ask!", "You are useless.", "I am furious."),
        ("Is it still raining there?", "It's a bit late, no problem.", "My boss is angry about the port strike."),
    ),
    "complaint": Meaning(
        "they complain",
        "Does the customer complain about our service or goods?",
        ("The pallet came in pieces.", "Nobody answered me for a week.", "I was told Monday and nothing came."),
        ("Where do I find your terms?", "The weather is awful.", "Your competitor was worse."),
    ),
    "legal_threat": Meaning(
        "they mention a lawyer, a court or a chargeback",
        "Does the customer mention lawyers, courts, the police, a regulator or a chargeback?",
        ("My lawyer will write to you.", "I'll dispute it with my bank.", "See you in court."),
        ("My sister is a lawyer, she needs a quote too.", "Which law applies to imports?", "I changed bank."),
    ),
    "price_objection": Meaning(
        "they find it too expensive",
        "Does the customer say that the price is too high?",
        ("That's more than we can pay.", "Too expensive.", "Others are cheaper."),
        ("What does it cost?", "The price is fine.", "Is VAT in the price?"),
    ),
    "asked_for_discount": Meaning(
        "they ask for a discount",
        "Does the customer ask for a discount or a better price?",
        ("Can you do something on the price?", "Any discount for ten pallets?", "Is there a coupon?"),
        ("What does it cost?", "Count me in.", "The discount arrived, thanks."),
    ),
    "asked_for_price": Meaning(
        "they ask for a price",
        "Does the customer ask what something costs?",
        ("How much to Lisbon?", "What are your rates?", "Can I have a quote?"),
        ("I paid yesterday.", "It's worth it.", "The invoice is wrong."),
    ),
    "refund_request": Meaning(
        "they ask for their money back",
        "Does the customer ask for a refund or a credit?",
        ("I want my money back.", "Please refund the second charge.", "When do I get the credit note?"),
        ("I got the refund, thanks.", "Do you refund in general?", "Back on Monday."),
    ),
    "delivery_question": Meaning(
        "they ask about delivery",
        "Does the customer ask when or how something arrives?",
        ("Where is my parcel?", "When will it arrive?", "How long does shipping take?"),
        ("It arrived.", "When do you open?", "Can I pay on delivery?"),
    ),
    "competitor_mention": Meaning(
        "they mention a competitor",
        "Does the customer name another provider?",
        ("We have an offer from another carrier.", "Your rival does it in two days.", "I'm comparing three companies."),
        ("My company is called Rival.", "Any other option?", "The other parcel came."),
    ),
    "sensitive_data": Meaning(
        "they send data that does not belong in a chat",
        "Does the customer send a card number, password, identity or health data?",
        ("My card is 4111 1111 …", "Here is my passport.", "The password is …"),
        ("My order is 4471.", "Do you take cards?", "I forgot my password."),
    ),
    "purchase_intent": Meaning(
        "they want to buy",
        "Does the customer want to order, sign or pay?",
        ("Let's do it.", "Where do I sign?", "Send me the payment link."),
        ("Maybe next year.", "I bought it already.", "What does it include?"),
    ),
    "polite_no": Meaning(
        "they decline",
        "Does the customer decline, kindly or not?",
        ("Thanks, but we'll pass.", "We went with somebody else.", "No need any more."),
        ("No problem!", "Not today, Friday.", "No, I meant the other one."),
    ),
    "undecided": Meaning(
        "they are undecided",
        "Does the customer still hesitate or compare?",
        ("I'm not sure yet.", "I have to ask my partner.", "Still thinking."),
        ("Yes, go ahead.", "No thanks.", "I think it arrived."),
    ),
    "interested": Meaning(
        "they are interested",
        "Does the customer show interest?",
        ("Sounds good, tell me more.", "Yes please.", "That could work for us."),
        ("No interest, sorry.", "What interest rate?", "Stop."),
    ),
    "resolved": Meaning(
        "their matter is settled",
        "Does the customer say that the matter is settled?",
        ("Solved, thank you.", "It works now.", "The parcel came, all good."),
        ("Thanks for looking into it.", "Is it solved?", "OK."),
    ),
    "churn_risk": Meaning(
        "they may leave",
        "Does the customer say that they may leave or look elsewhere?",
        ("I'm looking at other carriers.", "Cancel my contract.", "We won't order again."),
        ("Cancel the pickup for today.", "I'm leaving for Rome.", "Another one, please."),
    ),
    "billing_question": Meaning(
        "they ask about an invoice or a payment",
        "Does the customer ask about an invoice, a charge or a payment?",
        ("Why was I charged twice?", "Send me the invoice again.", "Did my transfer arrive?"),
        ("What would it cost?", "Free of charge?", "I pay attention."),
    ),
    "technical_question": Meaning(
        "something technical does not work",
        "Does the customer report or ask about a technical problem?",
        ("The tracking page is broken.", "I can't log in.", "Error 500 again."),
        ("The truck broke down.", "What do you offer?", "It works."),
    ),
    "damaged_goods": Meaning(
        "goods are damaged or missing",
        "Does the customer report damaged, wrong or missing goods?",
        ("Two boxes are crushed.", "One pallet is missing.", "We got the wrong goods."),
        ("Missing you!", "Is it insured against damage?", "All complete."),
    ),
    "asked_if_bot": Meaning(
        "they ask whether a machine is writing",
        "Does the customer ask whether they are writing with a machine?",
        ("Are you a bot?", "Is this a real person?", "Am I talking to an AI?"),
        ("Do you have a robot for packing?", "I want a person.", "Who is this?"),
    ),
    "job_application": Meaning(
        "they look for a job",
        "Does the customer ask for work with us?",
        ("Are you hiring?", "Here is my CV.", "Any vacancy for drivers?"),
        ("Good job!", "The job is done.", "I work in Porto."),
    ),
    "press_inquiry": Meaning(
        "a journalist writes",
        "Does a journalist or the press write?",
        ("I'm a reporter with the Herald.", "A comment for our story?", "Press inquiry."),
        ("Press the button?", "I read about you in the paper.", "The story of my parcel."),
    ),
    "thanks": Meaning(
        "they thank us",
        "Does the customer thank us?",
        ("Thank you!", "Thanks so much.", "Much appreciated."),
        ("No thanks.", "Thanks to you it is late.", "Hello."),
    ),
}

FACTS: dict[str, str] = {
    "stage": "they are a {value}",
    "tag": "they are tagged “{value}”",
    "country": "they are in {value}",
    "language": "they write in {value}",
    "topic": "it is about {value}",
    "customer_years": "they have been a customer for {compared} years",
    "amount": "it is about {compared}",
    "follow_ups_unanswered": "{compared} follow-ups went unanswered",
    "hours_since_inbound": "they last wrote {compared} hours ago",
    "business_hours": "we are {value}",
    "weekday": "it is {value}",
    "team": "the thread is with {value}",
    "company": "they belong to {value}",
    "first_message": "it is our first message",
    "channel": "they write on {value}",
}
COMPARED = {
    "is": "{value}",
    "is_not": "not {value}",
    "more_than": "more than {value}",
    "at_least": "at least {value}",
    "less_than": "less than {value}",
    "at_most": "at most {value}",
}
TESTS: dict[str, str] = {
    "contains_price": "our text has a price",
    "contains_date": "our text has a date",
    "contains_url": "our text has a link",
    "contains_percent": "our text has a percentage",
    "contains_discount": "our text offers a discount",
    "mentions": "our text mentions {words}",
    "is_handoff": "we hand over to a person",
    "is_first_reply": "it is our first reply",
    "is_follow_up": "it is a follow-up",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
