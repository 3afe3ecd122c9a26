"""What the embedded model reads. The pipeline's schema validates every answer; quotes must stand in the burst."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.turns.meaning import ReadingAnswer
from crm.llm import embedded

PENDING = {
    "purpose": "talk about the roof quote",
    "earliest": "2026-06-24T00:00:00+02:00",
    "latest": "2026-06-24T23:59:00+02:00",
}
QUOTED = (
    "stance_quote",
    "reason_quote",
    "wants_quote",
    "topic_quote",
    "churn_quote",
    "objection_quote",
    "deliverable_quote",
    "wants_human_quote",
)


def data(*texts, pending=None, recent=(), events=(), language="en", last_topic=None):
    return {
        "task": "read",
        "now": "2026-06-10T10:00:00+02:00",
        "timezone": "Europe/Madrid",
        "weekday": "Wednesday",
        "contact": {"name": "Ana", "language": language, "country": "ES"},
        "business": {"name": "Casa"},
        "burst": [{"id": f"m{n}", "at": "2026-06-10T09:59:00+02:00", "text": text} for n, text in enumerate(texts, 1)],
        "recent": list(recent),
        "pending": pending,
        "events": list(events),
        "conditions": [],
        "last_topic": last_topic,
    }


def read(*texts, **more):
    return ReadingAnswer.model_validate(embedded.answer(data(*texts, **more)))


def ours(text):
    return {"from": "us", "at": "2026-06-10T09:00:00+02:00", "text": text}


def event(note, kind="note", channel="call"):
    return {"channel": channel, "kind": kind, "at": "2026-06-10T09:30:00+02:00", "note": note}


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "please take me off this list",
        "Stop writing to me",
        "wrong number mate",
        "No me escriban más",
        "tirem meu número da lista, não quero mais mensagens",
        "Ne m'écrivez plus",
        "Bitte löschen Sie meine Nummer",
        "תסירו אותי מהרשימה בבקשה",
        "الرقم غلط، لا ترسلوا مرة ثانية",
        "ye message band karo",
    ],
)
def test_a_stop_in_any_language_is_an_opt_out_with_its_words(text):
    answer = read(text)
    assert answer.stance == "opt_out"
    assert not answer.wants_followup
    assert answer.stance_quote
    assert answer.stance_quote in text


@pytest.mark.parametrize(
    "text",
    [
        "We have to stop this delay, what are the options?",
        "The truck doesn't stop here on Mondays, can you send it on Tuesday?",
        "How do I stop the automatic renewal?",
        "Don't message me before Friday please, I'm travelling",
        "hay que parar este problema, ¿me ayudan?",
    ],
)
def test_stopping_something_else_is_no_opt_out(text):
    assert read(text).stance != "opt_out"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We're stocktaking until Friday, call me after that about the shelves", "interested"),
        ("I must ask my business partner first, he is back on Thursday", "undecided"),
        ("That sounds lovely, maybe some day, we'll see", "polite_no"),
        ("Thanks, but we went with another garage", "polite_no"),
        ("Please give us some space. I'll write when we are ready", "needs_time_no_contact"),
        ("my mother died yesterday, I can't talk about the flat", "needs_time_no_contact"),
        ("The sofa arrived this morning, all good, thanks", "resolved"),
        ("This is a disgrace, nobody ever answers!!!", "angry"),
        ("Wonderful, another delay. Great service as always", "angry"),
        ("Lo consulto con mi mujer el fin de semana, pregúntame el lunes", "undecided"),
        ("Gracias, pero ya lo compré en otra tienda", "polite_no"),
        ("tô atolado essa semana, me chama na segunda", "interested"),
        ("por favor não insistam, eu procuro vocês quando puder", "needs_time_no_contact"),
        ("C'est réglé, merci beaucoup", "resolved"),
    ],
)
def test_stances_in_plain_words(text, stance):
    assert read(text).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "not for us, thanks anyway",
        "I'll get in touch when I'm ready, please don't remind me",
        "remove my number",
        "you are thieves",
        "it works again, thank you",
        "If we ever need it we will contact you",
    ],
)
def test_nothing_later_is_wanted_where_nothing_may_be_written(text):
    assert not read(text).wants_followup


@pytest.mark.parametrize(
    "text",
    [
        "In court all week, try me next Tuesday about the van",
        "remind me on the 3rd, that's when I get paid",
        "Estoy de viaje hasta el 20, hablamos a la vuelta",
        "semana que vem a gente conversa, tô em mudança",
        "Bin im Urlaub, melden Sie sich bitte ab dem 5. wieder",
    ],
)
def test_a_time_and_a_wish_make_a_follow_up(text):
    answer = read(text)
    assert answer.wants_followup
    assert answer.stance == "interested"
    assert answer.time_expressions
    assert answer.confidence >= 0.5


@pytest.mark.parametrize(
    "text",
    ["How much is the annual pass?", "Yes, go ahead and book it", "¿Tienen talla 42?", "quanto custa a revisão?"],
)
def test_a_question_or_an_order_is_answered_now(text):
    answer = read(text)
    assert answer.answer_now
    assert not answer.wants_followup


def test_the_reason_is_cut_to_their_words():
    answer = read("Sorry, I'm swamped with the shop move, text me in two weeks")
    assert answer.reason == "swamped with the shop move"


def test_what_they_want_comes_from_their_words():
    answer = read("Hi, I'm looking for someone to ship our parcels to Italy")
    assert answer.wants == answer.wants_quote == "someone to ship our parcels to Italy"


def test_what_they_want_comes_from_our_words_where_they_answer_them():
    answer = read("in a meeting, try me tomorrow", recent=[ours("Shall I send the sample menu?")])
    assert answer.wants == "the sample menu"
    assert answer.wants_quote == ""


def test_a_thing_we_must_make_first_is_a_deliverable():
    answer = read("Please send me the pricing comparison next Monday, I'm away until then")
    assert answer.deliverable == "the pricing comparison"


def test_an_illness_is_not_said_back():
    answer = read("I'm in hospital for an operation, write to me on the 20th about the lease")
    assert answer.must_not_say
    assert not set(answer.must_mention) & set(answer.must_not_say)


@pytest.mark.parametrize("text", ["ok thanks", "👍", "Perfect, thank you!", "gracias", "valeu, combinado", "תודה"])
def test_courtesy_is_courtesy_and_keeps_what_is_planned(text):
    answer = read(text, pending=PENDING)
    assert answer.acknowledgement
    assert answer.pending == "keep"
    assert answer.wants_followup


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("do you have a showroom?", "keep"),
        ("thanks, until the 24th!", "keep"),
        ("can we make it on the 26th instead?", "move"),
        ("better on Friday", "move"),
        ("when we talk, I'd also like to hear about the gutters", "merge"),
        ("actually we're ready now, send the contract", "cancel"),
        ("we bought it from another company, thanks", "cancel"),
        ("it is solved already, thank you", "cancel"),
        ("don't ever contact me again", "cancel"),
        ("mejor el lunes 29", "move"),
        ("já não preciso, obrigado", "cancel"),
    ],
)
def test_what_their_words_do_to_what_is_planned(text, verdict):
    assert read(text, pending=PENDING).pending == verdict


def test_ready_now_is_answered_now():
    answer = read("actually we're ready now", pending=PENDING)
    assert (answer.stance, answer.answer_now, answer.wants_followup) == ("interested", True, False)


def test_an_order_elsewhere_in_the_house_settles_the_matter():
    answer = read("hi", pending=PENDING, events=[event("Paid the roof order online", "order", "shop")])
    assert (answer.stance, answer.pending) == ("resolved", "cancel")


@pytest.mark.parametrize(
    "words",
    [
        "as I said on the phone",
        "please read my mail",
        "it is all as we discussed when I phoned your office",
        "mira mi correo porfa",
    ],
)
def test_what_they_said_on_the_phone_or_wrote_elsewhere_moves_it(words):
    answer = read(words, pending=PENDING, events=[event("Would rather talk on 29 June")])
    assert answer.pending == "move"
    assert [time.quote in "Would rather talk on 29 June" for time in answer.time_expressions] == [True]


def test_a_yes_takes_the_time_that_we_proposed():
    answer = read("perfect", recent=[ours("Shall I call you on Thursday at 10?")])
    assert answer.wants_followup
    assert answer.time_expressions[0].quote == "perfect"


def test_a_wish_for_a_person_is_heard():
    answer = read("can I talk to a human please")
    assert answer.wants_human
    assert answer.needs_human
    assert answer.wants_human_quote in "can I talk to a human please"


def test_anger_goes_to_a_person():
    answer = read("you lied to me, this is unacceptable")
    assert answer.needs_human
    assert answer.tone == "apologetic"
    assert answer.dissatisfied


def test_a_topic_that_changes_is_noticed():
    answer = read("my invoice is wrong, can you correct the VAT?", last_topic="technical")
    assert (answer.topic, answer.topic_shift) == ("billing", True)


def test_a_condition_of_the_team_holds_with_its_words():
    conditions = [
        {"id": "c1", "text": "the customer asks for a discount"},
        {"id": "c2", "text": "the customer mentions that they are pregnant"},
    ]
    burst = data("Nice one. Any discount for two bikes?") | {"conditions": conditions}
    assert ReadingAnswer.model_validate(embedded.answer(burst)).signals == {"c1": "Any discount for two bikes"}


def test_thoughts_of_leaving_are_noticed():
    answer = read("I'm thinking of cancelling my subscription, what does it take?")
    assert answer.churn_risk
    assert answer.churn_quote


@pytest.mark.parametrize(
    ("text", "usual", "language"),
    [
        ("ok", "pt", "pt"),
        ("mañana te llamo", "en", "es"),
        ("a gente fala amanhã", "en", "pt"),
        ("je suis en réunion, à demain", "en", "fr"),
        ("ich bin im Urlaub", "en", "de"),
        ("אני בחופש", "en", "he"),
        ("كلمني بكرة", "en", "ar"),
        ("कल बात करते हैं", "en", "hi"),
        ("abhi busy hu, kal baat karte hai", "en", "hi"),
        ("let us talk on Monday, I am busy this week", "es", "en"),
    ],
)
def test_the_language_of_the_burst(text, usual, language):
    assert read(text, language=usual).language == language


def test_times_point_to_their_message():
    answer = read("hi", "not today", "tomorrow at 5")
    assert {time.message_id for time in answer.time_expressions} <= {"m1", "m2", "m3"}
    assert any(time.message_id == "m3" for time in answer.time_expressions)


_words = st.sampled_from(
    "call me tomorrow not interested thanks stop my invoice is late después hablamos amanhã nein 24th שלום مرحبا नमस्ते ok ? ! … 👍 "
    "İ ß ﬁ ８ \u200f can't “quote” if the bank agrees on friday please send the quote when i'm ready".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=80), st.lists(_words, max_size=12).map(" ".join)), max_size=4),
    st.sampled_from([None, PENDING]),
)
def test_it_never_raises_and_every_quote_is_verbatim(texts, pending):
    answer = read(*texts, pending=pending)
    for field in QUOTED:
        quote = getattr(answer, field)
        assert not quote or any(quote in text for text in texts), field
    for promise in answer.commitments:
        assert any(promise.quote in text for text in texts)
    for expression in answer.time_expressions:
        assert any(expression.quote in text for text in texts)


def test_an_unknown_task_is_refused():
    with pytest.raises(ValueError, match="no task"):
        embedded.answer({"task": "dream"})


def test_yes_to_a_template_that_says_their_words_back_means_now_and_not_the_time_in_them():
    offer = "Hi Ana, when we last spoke you wrote: “Send me the pricing comparison next month?”. Is now a good moment to pick it up?"
    told = read("Yes please, send it!", recent=[{"from": "us", "at": "2026-06-10T09:00:00+02:00", "text": offer}])
    assert (told.stance, told.answer_now, told.wants_followup) == ("interested", True, False)
    assert not told.time_expressions
