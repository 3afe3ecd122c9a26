"""Every kind of message is kept with what came beside it, and shown for what it is."""

import pytest

from conversations.models import Attachment, AttachmentContent, Conversation, Message
from conversations.whatsapp import kinds
from tests.builders import a_conversation, a_message, an_outbox
from tests.conversations.posting import write
from tests.people import a_person, browser, part

pytestmark = pytest.mark.django_db


def shown(conversation: Conversation) -> str:
    page = browser(a_person()).get(f"/inbox/{conversation.pk}/")
    assert page.status_code == 200
    return part(page.content.decode(), "timeline")


def received(**fields) -> Message:
    write(**{"body": "", **fields})
    return Message.objects.latest("id")


@pytest.mark.parametrize(
    ("kind", "word"),
    [("image", "Photo"), ("audio", "Voice message"), ("video", "Video"), ("document", "Document"),
     ("sticker", "Sticker"), ("contacts", "Contact card"), ("hologram", "Hologram")],
)  # fmt: skip
def test_a_message_without_words_says_what_it_is_in_thread_and_list(kind, word):
    """Line 48: a kind that nobody knows yet goes by its own name."""
    message = received(MessageType=kind)
    assert f"<span>{word}</span>" in shown(message.conversation)
    assert message.conversation.last_preview == word


@pytest.mark.parametrize(
    ("content_type", "tag"),
    [("image/jpeg", "<img src="), ("audio/ogg", "<audio class="), ("video/mp4", "<video class="),
     ("application/pdf", '<a class="attachment" href=')],
)  # fmt: skip
def test_a_file_is_shown_played_or_offered(content_type, tag):
    kind = content_type.split("/")[0].replace("application", "document")
    message = received(MessageType=kind, NumMedia="1", MediaUrl0="https://x.example/1", MediaContentType0=content_type)
    row = Attachment.objects.get()
    assert "Being fetched from WhatsApp" in shown(message.conversation)
    AttachmentContent.objects.create(attachment=row, data=b"1234")
    Attachment.objects.update(state="fetched", size=4, name="preise <1>.pdf" if kind == "document" else "")
    html = shown(message.conversation)
    assert tag in html
    assert f"/inbox/attachments/{row.pk}/" in html
    assert ("preise &lt;1&gt;.pdf" in html) == (kind == "document")


def test_a_file_that_could_not_be_fetched_says_why_and_the_page_hears_of_it():
    message = received(MessageType="image", NumMedia="1", MediaUrl0="https://x.example/1", Body="Look")
    viewer = browser(a_person())
    cursor = viewer.get(f"/inbox/{message.conversation_id}/").context["cursor"]
    changes = f"/inbox/{message.conversation_id}/changes/?after={cursor}"
    assert viewer.get(changes).status_code == 204
    Attachment.objects.update(state="failed", why="It is bigger than 16 MB.")
    html = viewer.get(changes).content.decode()
    assert "Could not be fetched: It is bigger than 16 MB." in html
    assert "Look" in html


def test_a_quoted_reply_shows_what_was_quoted():
    ours = an_outbox(a_conversation(), "Sea or air?").message
    Message.objects.filter(pk=ours.pk).update(provider_sid="MM" + "1" * 32)
    conversation = ours.conversation
    message = received(
        Body="By sea <please>", From=conversation.address, WaId=None, OriginalRepliedMessageSid="MM" + "1" * 32
    )
    assert message.replies_to == ours
    html = shown(conversation)
    assert f'<a href="#m{ours.pk}"><span class="quoted-who">Us</span> <span>Sea or air?</span>' in html
    assert f'id="m{ours.pk}"' in html
    assert "By sea &lt;please&gt;" in html


def test_a_quote_of_somebody_elses_message_is_not_looked_up():
    other = a_message(a_conversation(), "Confidential", provider_sid="SM" + "2" * 32)
    message = received(Body="This?", OriginalRepliedMessageSid=other.provider_sid)
    assert message.replies_to is None
    html = shown(message.conversation)
    assert "Confidential" not in html
    assert "An earlier message" in html


def test_forwarded_words_and_the_ad_that_brought_them_are_said():
    message = received(
        Body="Is this you?", Forwarded="true", FrequentlyForwarded="true",
        ReferralHeadline="Parcels to <b>Portugal</b>", ReferralSourceUrl="https://fb.me/1", ReferralSourceType="ad",
    )  # fmt: skip
    html = shown(message.conversation)
    assert "Forwarded many times" in html
    assert "Came from the ad “Parcels to &lt;b&gt;Portugal&lt;/b&gt;”" in html
    assert 'href="https://fb.me/1"' in html
    link = received(Body="x", number="+34600112299", ReferralHeadline="y", ReferralSourceUrl="javascript:alert(1)")
    assert "javascript:" not in shown(link.conversation)


def test_a_place_is_words_and_a_map_that_loads_nothing_by_itself():
    message = received(MessageType="location", Latitude="41.38", Longitude="-2.17", Label="Sants", Address="Plaça 1")
    html = shown(message.conversation)
    assert message.body == "Sants, Plaça 1 (41.38, -2.17)"
    assert 'href="https://www.openstreetmap.org/?mlat=41.38&amp;mlon=-2.17&amp;zoom=16"' in html
    assert "<iframe" not in html


def test_a_tap_is_decided_on_its_id_and_shown_by_its_title():
    message = received(MessageType="button", ButtonText="Ja, gerne", ButtonPayload="yes_call_me")
    assert (message.body, message.details["tapped"]) == ("Ja, gerne", "yes_call_me")
    chosen = received(MessageType="interactive", ListTitle="Tuesday", ListId="d2", ListDescription="9 to 12")
    assert (chosen.body, chosen.details["tapped"]) == ("Tuesday", "d2")
    assert "9 to 12" in shown(chosen.conversation)


@pytest.mark.parametrize(
    ("title", "payload", "out"),
    [("No thanks", "stop", True), ("STOP", "btn_3", True), ("Stop it", "STOP", True), ("No thanks", "no", False)],
)
def test_a_tap_can_opt_out_by_its_id_and_nobody_taps_stop_in_vain(title, payload, out):
    """Line 55."""
    message = received(MessageType="button", Body=title, ButtonText=title, ButtonPayload=payload)
    assert (message.conversation.contact.opted_out_at is not None) == out


def test_a_start_on_a_button_counts_by_its_id_only():
    """Line 55."""
    message = received(Body="stop")
    received(MessageType="button", Body="Start", ButtonText="Start", ButtonPayload="start_quote")
    message.conversation.contact.refresh_from_db()
    assert message.conversation.contact.opted_out_at is not None
    received(MessageType="button", Body="Resume", ButtonText="Resume", ButtonPayload="START")
    message.conversation.contact.refresh_from_db()
    assert message.conversation.contact.opted_out_at is None


def test_the_answers_of_a_form_are_words():
    form = '{"delivery_day": "Tuesday", "parcels": 12, "flow_token": "x", "nested": {"a": 1}}'
    assert received(MessageType="flow", FlowData=form).body == "delivery day: Tuesday\nparcels: 12"
    assert received(MessageType="flow", FlowData="{broken").body == ""


@pytest.mark.parametrize("number", ["9999", "-1", "abc", "1e3", ""])
def test_a_strange_count_of_files_is_no_error(number):
    """Line 48."""
    received(MessageType="image", NumMedia=number)
    assert Attachment.objects.count() <= kinds.MOST_ATTACHMENTS
