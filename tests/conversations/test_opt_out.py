"""STOP and START: recognised by code, in any script, obeyed in the webhook's own transaction; and what is not one."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync

from conversations.handoff import raise_handoff, take_over
from conversations.models import Conversation, Handoff, Message, NextKind, Outbox, Turn
from conversations.next_step import set_next
from conversations.whatsapp import opt_out, outbox
from conversations.whatsapp.opt_out import wish_of
from conversations.whatsapp.opt_out_words import OPT_OUT_LINES, RESUME_LINES, START_WORDS, STOP_WORDS
from crm import contacts
from crm.models import Consent, Contact, LLMCall, User
from followups.models import FollowUp
from tests.builders import a_contact, a_conversation, a_follow_up, a_turn, an_outbox
from tests.conversations.posting import write

STOPS = [
    "STOP", "stop", "Stop.", "  ¡Stop!  ", "STOP!!!", "stop please", "Please, stop", "stooop", "S T O P", "ＳＴＯＰ", "🛑 stop",
    "*stop*", "“STOP”", "stop\n", "Unsubscribe", "opt-out", "OPT OUT", "Don’t text me", "quit", "end", "cancel", "revoke",
    "Take me off the list", "please take me off your list!", "Quítenme de la lista, por favor", "me tira da lista",
    "Retirez-moi de la liste", "Nehmen Sie mich von der Liste", "Toglietemi dalla lista", "haal me van de lijst",
    "BAJA", "baja", "Baja.", "¡Baja, por favor!", "dame de baja", "NO ME ESCRIBAN MAS", "no me escriban más",
    "PARAR", "parar", "¡PARAR!", "Pare, por favor", "SAIR", "sair", "Sair!", "sáir", "PÁRA",
    "قف", "قفـ", "قِفْ", "قف من فضلك", "قفففف", "‏قف‏", "إيقاف", "ايقاف",
    "הסר", "הָסֵר", "הסר בבקשה", "להסרה", "‏הסר.‏",
    "रोकें", "कृपया रोकें", "रोकें।", "बंद करो", "स्टॉप",
    "arrêt", "ARRET", "désabonner", "abmelden", "Aufhören", "aufhoeren", "basta", "uitschrijven", "prou", "wypisz mnie",
    "Отписаться", "СТОП", "не пишите мне", "відписатися", "ΔΙΑΓΡΑΦΗ", "διαγραφή", "durdur", "DUR", "退订", "退訂", "TD",
    "停止", "配信停止", "수신거부", "berhenti", "หยุด", "dừng lại", "বন্ধ করুন", "توقف", "بند کریں",
]  # fmt: skip
NOT_STOPS = [
    "we have to stop this delay", "Stop by the office tomorrow", "Can you stop the shipment of order 88?", "don't stop!",
    "non-stop flights?", "bus stop", "The end of the month", "cancel my order", "cancel order 4711", "end of quarter",
    "¿Cuándo baja el precio?", "la baja médica", "está más baja", "Para mañana", "parar en Lisboa?", "vou sair de férias",
    "Quando posso sair?", "não para de chover", "قف عند الباب", "متى يتوقف المطر؟", "הסר את הפריט מהעגלה",
    "रोकें मत", "कब बंद होगा?", "stopped working", "unstoppable", "stop stop the war", "", "   ", "👍", "ok", "no", "thanks",
    "stop" + " really" * 40, "s t",
    "Take me off the list of the meeting, put Ana on it", "Can you take item 4 off the list?", "which list?",
]  # fmt: skip


@pytest.mark.parametrize("text", STOPS)
def test_a_message_that_only_says_stop_is_one(text):
    """Line 55: several languages, accents, case, punctuation; before any model."""
    found = wish_of(text)
    assert (found or ("", ()))[0] == "stop"


@pytest.mark.parametrize("text", NOT_STOPS)
def test_a_sentence_with_the_word_in_it_is_none(text):
    """Line 55."""
    assert wish_of(text) is None


@pytest.mark.parametrize("text", ["START", "start!", "Alta", "VOLTAR", "unstop", "ابدأ", "התחל", "शुरू करें", "старт"])
def test_start_words_are_recognised_too(text):
    """Line 55: START resumes."""
    found = wish_of(text)
    assert (found or ("", ()))[0] == "start"


def test_no_word_means_both():
    stops = {opt_out.normal(word) for words in STOP_WORDS.values() for word in words.split("|")}
    starts = {opt_out.normal(word) for words in START_WORDS.values() for word in words.split("|")}
    assert not stops & starts


def test_every_answer_names_a_word_that_works():
    for lines, wish in ((OPT_OUT_LINES, "start"), (RESUME_LINES, "stop")):
        for language, line in lines.items():
            words = [
                *line.replace("“", " ")
                .replace("”", " ")
                .replace("「", " ")
                .replace("」", " ")
                .replace("'", " ")
                .split()
            ]
            named = [word.strip(".,。’'") for word in words]
            assert any((found := wish_of(word)) and found[0] == wish for word in named), (language, line)


@pytest.fixture
def thread(db: None) -> Conversation:
    return a_conversation(a_contact(language=""))


def says(conversation: Conversation, body: str, **fields: str) -> Conversation:
    write(body, number=conversation.contact.phone, **fields)
    conversation.refresh_from_db()
    conversation.contact.refresh_from_db()
    return conversation


def ours(conversation: Conversation) -> list[str]:
    return list(conversation.messages.filter(direction="outbound").values_list("body", flat=True))


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("STOP", OPT_OUT_LINES["en"]),
        ("Baja.", OPT_OUT_LINES["es"]),
        ("¡PARAR!", OPT_OUT_LINES["es"]),
        ("sair", OPT_OUT_LINES["pt"]),
        ("قف", OPT_OUT_LINES["ar"]),
        ("הסר", OPT_OUT_LINES["he"]),
        ("रोकें", OPT_OUT_LINES["hi"]),
    ],
)
def test_a_stop_in_any_script_ends_everything_at_once(thread, word, line):
    live = a_follow_up(thread)
    set_next(thread, NextKind.FOLLOW_UP, live.planned_for, why="the launch", trigger="follow_up_due")
    waiting = an_outbox(thread, "Did you get the offer?")
    says(thread, word)
    assert thread.contact.opted_out_at is not None
    assert (thread.status, thread.closed_reason) == ("closed", "opted_out")
    assert FollowUp.objects.get(pk=live.pk).state == "cancelled"
    waiting.refresh_from_db()
    assert waiting.state == "refused"
    confirmation = Outbox.objects.get(state="queued")
    assert (confirmation.purpose, confirmation.body) == ("opt_out_confirmation", line)
    assert (Turn.objects.count(), LLMCall.objects.count()) == (0, 0)
    assert Consent.objects.get().kind == "opt_out"


def test_the_confirmation_is_in_their_own_language_where_the_word_is_everybodys(thread):
    Contact.objects.filter(pk=thread.contact_id).update(language="pt")
    says(thread, "STOP")
    assert ours(thread) == [OPT_OUT_LINES["pt"]]


def test_a_brazilian_number_is_answered_in_portuguese_to_a_word_of_two_languages(db):
    thread = a_conversation(a_contact(language="", phone="+5511955550199", country="BR"))
    assert ours(says(thread, "parar")) == [OPT_OUT_LINES["pt"]]


def test_a_second_stop_is_not_answered_again(thread):
    says(thread, "STOP")
    says(thread, "I said STOP")
    says(thread, "stop")
    assert len(ours(thread)) == 1


def test_a_stop_as_the_very_first_word_is_obeyed(db):
    write("STOP", number="+34600999888")
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.closed_reason) == ("closed", "opted_out")


def test_a_tapped_button_counts_by_its_id_and_twilios_own_recognition_counts(thread):
    says(thread, "No more offers", MessageType="button", ButtonText="No more offers", ButtonPayload="STOP")
    assert thread.contact.opted_out_at is not None
    other = a_conversation()
    says(other, "Ferma", OptOutType="STOP")
    assert other.contact.opted_out_at is not None


def test_it_concerns_every_thread_of_theirs(thread):
    second = a_conversation(thread.contact, sender="whatsapp:+15005550007")
    waiting = an_outbox(second)
    says(thread, "stop")
    second.refresh_from_db()
    waiting.refresh_from_db()
    assert (second.status, waiting.state) == ("closed", "refused")


def test_a_thread_that_a_person_has_stays_with_them(thread):
    user = User.objects.create_user("marta")
    live = a_follow_up(thread)
    take_over(thread, user)
    says(thread, "STOP")
    assert (thread.status, thread.next_kind, thread.next_user) == ("open", "human_task", user)
    assert thread.wake_at is None, "no turn is run"
    assert FollowUp.objects.get(pk=live.pk).state == "cancelled"
    assert len(ours(thread)) == 1


def test_a_stop_is_heard_though_a_colleague_holds_the_thread_and_the_agent_owns_its_step(thread):
    user = User.objects.create_user("marta")
    take_over(thread, user)
    set_next(
        thread, NextKind.WAIT_FOR_CUSTOMER, thread.next_at + timedelta(days=3), why="Marta wrote; it is their turn."
    )
    says(thread, "STOP")
    assert thread.contact.opted_out_at is not None
    assert (thread.status, thread.next_kind, thread.next_user) == ("open", "human_task", user)


def test_an_open_handoff_stays_in_the_queue(thread):
    raise_handoff(thread, "angry", "They are angry.")
    says(thread, "STOP")
    assert (thread.status, thread.next_kind) == ("open", "human_task")
    assert Handoff.objects.get().state == "open"


def test_later_words_go_to_a_person_and_never_to_the_agent(thread):
    says(thread, "STOP")
    says(thread, "Where is my parcel?")
    assert (thread.status, thread.next_kind, thread.owner_is_agent, thread.wake_at) == (
        "open",
        "human_task",
        False,
        None,
    )
    handoff = Handoff.objects.get()
    assert (handoff.reason, handoff.quote) == ("opted_out_wrote", "Where is my parcel?")
    says(thread, "Hello?")
    assert Handoff.objects.count() == 1
    assert len(ours(thread)) == 1
    assert Conversation.objects.count() == 1


def test_start_brings_them_back_with_one_line(thread):
    says(thread, "STOP")
    says(thread, "start")
    assert thread.contact.opted_out_at is None
    assert (thread.status, thread.next_kind, thread.owner_is_agent) == ("open", "reply", True)
    assert ours(thread)[1:] == [RESUME_LINES["en"]]
    assert list(Consent.objects.order_by("id").values_list("kind", flat=True)) == ["opt_out", "resumed"]


def test_start_from_somebody_who_never_left_is_an_ordinary_message(thread):
    says(thread, "start")
    assert ours(thread) == []
    assert thread.next_kind == "reply"


def test_a_sentence_with_stop_in_it_leaves_everything_as_it_is(thread):
    says(thread, "We have to stop this delay, when do our parcels leave?")
    assert thread.contact.opted_out_at is None
    assert thread.next_kind == "reply"


def test_a_turn_that_read_an_opt_out_confirms_it_once(thread):
    contacts.opt_out(thread.contact, "please never write to me again", "read")
    turn = a_turn(thread)
    first, again = opt_out.confirm(thread, turn), opt_out.confirm(thread, turn)
    assert first == again
    assert ours(thread) == [OPT_OUT_LINES["en"]]


def test_without_an_opt_out_nothing_is_confirmed(thread):
    assert opt_out.confirm(thread) is None


def test_nothing_new_is_queued_for_who_left(thread):
    says(thread, "STOP")
    message = outbox.queue(thread, purpose="reply", body="One more thing", idempotency_key="late")
    assert message.outbox.state == "refused"
    assert Message.objects.filter(body="One more thing").count() == 1


def test_an_opt_out_while_a_message_waits_keeps_it_from_leaving(thread):
    an_outbox(thread, "Did you get the offer?")
    contacts.opt_out(thread.contact, "by phone", "person")
    assert async_to_sync(outbox.send_due)() == 0
    assert Outbox.objects.get().state == "refused"
