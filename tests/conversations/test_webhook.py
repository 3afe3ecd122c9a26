"""What Twilio posts when a customer writes: who may post, what is stored, and that it is stored once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from conversations.models import Conversation, Message, Receipt
from crm import clock
from crm.llm import gateway
from crm.models import Contact, LLMCall
from tests.builders import a_conversation
from tests.conversations.posting import ANA, INBOUND, a_form, post, signed, write

pytestmark = pytest.mark.django_db


def stored() -> tuple[int, int, int]:
    return Receipt.objects.count(), Message.objects.count(), Contact.objects.count()


def test_a_signed_message_is_stored_and_its_reply_is_due_shortly(settings):
    settings.TURN_QUIET_SECONDS, settings.TURN_QUIET_CAP_SECONDS = 3.0, 12.0
    before = clock.now()
    write("Can you ship to Portugal?")
    message = Message.objects.get()
    conversation = message.conversation
    assert (message.body, message.kind, message.direction, message.author) == (
        "Can you ship to Portugal?",
        "text",
        "inbound",
        "customer",
    )
    assert (conversation.status, conversation.next_kind, conversation.wake_trigger) == ("open", "reply", "inbound")
    assert timedelta(seconds=2) < conversation.wake_at - before < timedelta(seconds=5)
    assert timedelta(seconds=11) < conversation.next_at - before < timedelta(seconds=14)
    assert conversation.contact.phone == ANA
    assert (conversation.unread, conversation.last_preview) == (1, "Can you ship to Portugal?")
    assert conversation.last_inbound_at == message.at
    assert message.receipt.form["WaId"] == [ANA[1:]]


def test_the_answer_comes_before_any_model_is_asked(monkeypatch):
    monkeypatch.setattr(gateway, "ask", lambda *_, **__: pytest.fail("the webhook asked a model"))
    assert post(a_form("Hello there")) == 204
    assert LLMCall.objects.count() == 0


@pytest.mark.parametrize("signature", ["", "bm90IHRoZSByaWdodCBvbmU=", "no base64 at all"])
def test_without_the_right_signature_nothing_is_stored(signature):
    assert post(a_form(), signature=signature) == 403
    assert stored() == (0, 0, 0)


def test_without_any_signature_header_nothing_is_stored():
    assert Client().post(INBOUND, a_form()).status_code == 403
    assert stored() == (0, 0, 0)


def test_another_accounts_message_is_refused_although_it_is_signed():
    assert post(a_form(AccountSid="AC5eed000000000000000000000000f012")) == 403
    assert post(a_form(AccountSid=None)) == 403
    assert stored() == (0, 0, 0)


def test_without_a_token_of_ours_nothing_is_trusted(settings):
    form = a_form()
    signature = signed(INBOUND, form)
    settings.TWILIO_AUTH_TOKEN = ""
    assert post(form, signature=signature) == 403


def test_only_posts_are_taken_and_no_redirect_loses_the_form():
    assert Client().get(INBOUND).status_code == 405


def test_the_public_address_counts_and_not_what_a_proxy_says(settings):
    settings.PUBLIC_URL = "https://crm.example.com"
    assert post(a_form(), **{"X-Forwarded-Proto": "http", "X-Forwarded-Host": "inner:8000"}) == 204
    form = a_form()
    settings.PUBLIC_URL = "https://evil.example.com"
    for_evil = signed(INBOUND, form)
    settings.PUBLIC_URL = "https://crm.example.com"
    assert post(form, signature=for_evil, **{"X-Forwarded-Host": "evil.example.com"}) == 403


def test_a_query_a_port_an_empty_body_and_repeated_names_are_signed_too(settings):
    settings.PUBLIC_URL = "http://testserver:8443"
    assert post(a_form("", Extra=["b", "a"]), f"{INBOUND}?route=one&tag=a%20b") == 204
    assert Receipt.objects.get().form["Extra"] == ["b", "a"]


def test_a_signed_form_that_is_no_message_is_a_bad_request():
    assert post(a_form(MessageSid=None)) == 400
    assert post(a_form(From=None)) == 400
    assert stored() == (0, 0, 0)


def test_the_same_message_twice_is_stored_once():
    form = a_form()
    assert [post(form), post(form)] == [204, 204]
    assert stored() == (1, 1, 1)
    assert Conversation.objects.get().unread == 1


def in_crowd(forms: list[dict]) -> list[int]:
    def one(form: dict) -> int:
        try:
            return post(form)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as crowd:
        return list(crowd.map(one, forms))


@pytest.mark.django_db(transaction=True)
def test_twenty_copies_at_once_make_one_message():
    form = a_form()
    assert in_crowd([form] * 20) == [204] * 20
    assert stored() == (1, 1, 1)
    assert Conversation.objects.get().unread == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_first_messages_at_once_make_one_contact_and_one_thread():
    assert in_crowd([a_form(f"message {number}") for number in range(20)]) == [204] * 20
    assert stored() == (20, 20, 1)
    assert Conversation.objects.get().unread == 20


@pytest.mark.django_db(transaction=True)
def test_stop_and_other_words_at_once_do_not_lock_each_other_out():
    words = ["STOP", "hello", "START", "baja", "are you there?"] * 4
    assert in_crowd([a_form(word) for word in words]) == [204] * 20
    assert Message.objects.filter(direction="inbound").count() == 20


@pytest.mark.parametrize(
    "body", ["emoji 👩🏽‍🚀 and 𝒎𝒂𝒕𝒉", "مرحبا، متى تصل الطرود؟", "+ & = % \n second line", "x" * 4096]
)
def test_whatever_they_write_is_kept_as_it_is(body):
    write(body)
    assert Message.objects.get().body == body


def test_a_nul_is_dropped_after_the_signature_was_checked():
    write("before\0after", ProfileName="A\0na")
    assert Message.objects.get().body == "beforeafter"
    assert Receipt.objects.get().form["Body"] == ["beforeafter"]


@pytest.mark.parametrize(
    ("fields", "kind", "body"),
    [
        ({"MessageType": "image", "NumMedia": "1", "MediaContentType0": "image/jpeg"}, "image", ""),
        ({"MessageType": None, "NumMedia": "1", "MediaContentType0": "audio/ogg"}, "audio", ""),
        ({"MessageType": None, "NumMedia": "1", "MediaContentType0": "image/webp"}, "sticker", ""),
        ({"MessageType": None, "NumMedia": "1", "MediaContentType0": "application/pdf"}, "document", ""),
        ({"MessageType": None, "NumMedia": "1", "MediaContentType0": "text/vcard"}, "contacts", ""),
        ({"MessageType": None, "NumMedia": "1"}, "media", ""),
        ({"MessageType": "video", "NumMedia": "1", "Body": "our new shop"}, "video", "our new shop"),
        ({"MessageType": "location", "Latitude": "41.38", "Longitude": "2.17"}, "location", "41.38, 2.17"),
        ({"MessageType": None, "Latitude": "41.38", "Longitude": "2.17", "Label": "Sants"}, "location", "Sants (41.38, 2.17)"),
        ({"MessageType": "button", "ButtonText": "Yes, please", "ButtonPayload": "yes"}, "text", "Yes, please"),
        ({"MessageType": "interactive", "ListTitle": "Tuesday", "ListId": "d2"}, "text", "Tuesday"),
        ({"MessageType": "hologram_of_the_next_century"}, "hologram_of_the_nex", ""),
    ],
)  # fmt: skip
def test_every_kind_of_message_is_kept_and_none_is_an_error(fields, kind, body):
    write(**{"body": "", **fields} if "Body" not in fields else {"body": fields["Body"], **fields})
    message = Message.objects.get()
    assert (message.kind[:19], message.body) == (kind, body)
    assert Conversation.objects.get().next_kind == "reply"


def test_parameters_nobody_knows_yet_are_kept_raw():
    write("Hi", NewThing2027="🙂", ReferralCtwaClid="abc")
    assert Receipt.objects.get().form["NewThing2027"] == ["🙂"]


def test_one_person_with_two_spellings_of_a_number_is_answered_at_the_one_used_last():
    write("Hola", number="+5215512345678", ProfileName="Inés")
    write("Otra vez", number="+525512345678", ProfileName="Inés", WaId=None)
    conversation = Conversation.objects.get()
    assert conversation.contact.name == "Inés"
    assert conversation.address == "whatsapp:+525512345678"


def test_who_hides_the_number_can_write_and_is_known_again_by_the_user_id():
    hidden = "whatsapp:US.13491208655302741918"
    write("Hello", From=hidden, ExternalUserId=hidden, WaId=None)
    conversation = Conversation.objects.get()
    assert (conversation.contact.phone, conversation.address) == (None, hidden)
    write("My number now", number="+12025550164", ExternalUserId=hidden)
    assert Contact.objects.count() == 1


def test_two_numbers_of_ours_have_a_thread_each():
    write("Hello")
    write("Hello", To="whatsapp:+15005550007")
    assert Conversation.objects.count() == 2
    assert Contact.objects.count() == 1


def test_a_name_that_a_person_corrected_stays():
    contact = a_conversation().contact
    write("Hi", number=contact.phone, ProfileName="🔥xX_ana_Xx🔥")
    contact.refresh_from_db()
    assert contact.name == "Ana Ruiz"
