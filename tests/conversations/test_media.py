"""Files of a message: fetched without being led astray, kept, and shown to those who may see them."""

import socket

import pytest
from django.conf import settings as django_settings
from django.test import Client

from conversations.models import Attachment, AttachmentContent, Conversation, Message
from conversations.whatsapp import media, safe_fetch, twilio
from crm import clock
from crm.access import TEAM_LEAD
from crm.models import User
from tests.conversations.files import PNG, basic, host
from tests.conversations.posting import write
from tests.people import a_person

pytestmark = pytest.mark.django_db

SID = django_settings.TWILIO_ACCOUNT_SID
HOME = f"/2010-04-01/Accounts/{SID}/Messages/MM1/Media/"


@pytest.fixture
def api(settings):
    with host() as served:
        settings.TWILIO_API_BASE = served.url
        yield served


@pytest.fixture
def store():
    with host() as served:
        yield served


def sent(url: str, content_type: str = "image/png", kind: str = "image", **fields) -> Attachment:
    write("", MessageType=kind, NumMedia="1", MediaUrl0=url, MediaContentType0=content_type, **fields)
    return Attachment.objects.get()


def fetched(url: str, content_type: str = "image/png", **fields) -> Attachment:
    sent(url, content_type, **fields)
    media.fetch_due()
    return Attachment.objects.get()


def test_credentials_go_to_twilios_api_and_not_to_where_it_redirects(api, store):
    """Line 66: only to the API host and our own account's path, dropped on redirect."""
    api.redirects(HOME + "ME1", store.gives("/file", PNG))
    row = fetched("https://api.twilio.com" + HOME + "ME1")
    assert (row.state, row.size, bytes(row.content.data)) == ("fetched", len(PNG), PNG)
    assert api.asked == [(HOME + "ME1", basic(SID, django_settings.TWILIO_AUTH_TOKEN))]
    assert store.asked == [("/file", "")]


@pytest.mark.parametrize("path", ["/2010-04-01/Accounts/AC0ther/Messages/MM1/Media/ME1", "/steal", f"/x{HOME}"])
def test_another_accounts_path_gets_no_credentials(api, path):
    """Line 66."""
    api.gives(path, PNG)
    assert fetched(api.url + path).state == "fetched"
    assert api.asked == [(path, "")]


def test_a_redirect_back_to_the_api_gets_no_credentials_either(api):
    """Line 66."""
    api.redirects(HOME + "ME1", api.gives(HOME + "ME2", PNG))
    assert fetched(api.url + HOME + "ME1").state == "fetched"
    assert [authorization for _, authorization in api.asked][1:] == [""]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.5", "172.16.1.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_an_address_inside_is_refused_whatever_its_name(settings, monkeypatch, address):
    """Line 66: after the name was resolved, and at every redirect."""
    settings.TWILIO_API_BASE = ""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(family, socket.SOCK_STREAM, 6, "", (address, 443))])
    row = fetched("https://files.example.com/x")
    assert (row.state, row.why) == ("failed", "Its address points into a private network.")


def test_the_simulators_redirect_may_not_lead_to_another_host_inside(api):
    """Line 66: only the configured base's own host is known to be ours."""
    api.redirects(HOME + "ME1", "https://192.168.0.10/admin")
    row = fetched(api.url + HOME + "ME1")
    assert (row.state, row.why) == ("failed", "Its address points into a private network.")


def test_the_connection_goes_to_the_address_that_was_checked(store, monkeypatch, settings):
    """Line 66: a name that points elsewhere a moment later (DNS rebinding) is not asked a second time."""
    settings.TWILIO_API_BASE = "http://files.test:" + store.url.rsplit(":", 1)[1]
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(name, port, *args, **more):
        if name == "files.test":
            asked.append(name)
            assert len(asked) == 1, "resolved again after it was checked"
            return real("127.0.0.1", port, *args, **more)
        return real(name, port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    store.gives(HOME + "ME1", PNG)
    assert fetched(settings.TWILIO_API_BASE + HOME + "ME1").state == "fetched"
    assert asked == ["files.test"]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x/1", "http://93.184.216.34/x", "https://a@b/c", "https://", "x"]
)
def test_what_is_no_encrypted_web_address_is_refused(settings, url):
    """Line 66."""
    settings.TWILIO_API_BASE = ""
    assert fetched(url).state == "failed"


def test_too_big_is_refused_by_its_header_and_by_its_bytes(api, settings):
    """Line 66: size."""
    settings.MEDIA_LARGEST_BYTES = 1024 * 1024
    api.gives(HOME + "ME1", PNG, Content_Length=str(2 * 1024 * 1024))
    api.gives(HOME + "ME2", PNG + b"\0" * 1024 * 1024, Content_Length="1048700")
    for number in ("ME1", "ME2"):
        Attachment.objects.all().delete()
        row = fetched(api.url + HOME + number)
        assert (row.state, row.why) == ("failed", "It is bigger than 1 MB.")
    assert not AttachmentContent.objects.exists()


def test_more_bytes_than_were_announced_are_not_read_for_ever(api, settings):
    """Line 66: size, where nothing is announced."""
    settings.MEDIA_LARGEST_BYTES = 200_000
    api.gives(HOME + "ME1", PNG + b"\0" * 400_000, Content_Length="")
    assert fetched(api.url + HOME + "ME1").why == "It is bigger than 0 MB."


def test_it_is_given_up_after_its_time(api, settings):
    """Line 66: time."""
    settings.MEDIA_SECONDS = 0.0
    api.gives(HOME + "ME1", PNG)
    row = fetched(api.url + HOME + "ME1")
    assert (row.state, row.why, row.attempts) == ("waiting", "It took too long.", 1)


@pytest.mark.parametrize(
    ("content_type", "data", "why"),
    [
        ("text/html", b"<script>alert(1)</script>", "It is of a kind that is not kept here."),
        ("image/svg+xml", b"<svg onload=alert(1)>", "It is of a kind that is not kept here."),
        ("application/x-msdownload", b"MZ", "It is of a kind that is not kept here."),
        ("image/png", b"<html>", "It is not what it says it is."),
        ("application/pdf", b"MZ\x90", "It is not what it says it is."),
        ("image/png", b"", "It is empty."),
    ],
)
def test_kinds_that_whatsapp_does_not_carry_are_not_kept(api, content_type, data, why):
    """Line 66: type."""
    api.gives(HOME + "ME1", data, content_type)
    row = fetched(api.url + HOME + "ME1", content_type)
    assert (row.state, row.why) == ("failed", why)


def test_endless_redirects_end(api):
    """Line 66."""
    api.redirects(HOME + "ME1", api.url + HOME + "ME1")
    assert fetched(api.url + HOME + "ME1").why == "It was redirected too often."
    assert len(api.asked) == safe_fetch.MOST_REDIRECTS + 1


def test_what_is_not_there_yet_is_tried_again_and_then_given_up(api):
    row = fetched(api.url + HOME + "ME1")
    assert (row.state, row.why, row.attempts) == ("waiting", "Twilio answered 404.", 1)
    assert media.fetch_due() == 0, "not before its wait is over"
    for _ in range(media.MOST_TRIES - 1):
        Attachment.objects.update(not_before=clock.machine_now())
        media.fetch_due()
    assert Attachment.objects.get().state == "failed"
    api.gives(HOME + "ME1", PNG)
    assert media.fetch_due() == 0


def test_a_task_that_was_killed_is_made_good_by_the_next_one(api):
    api.gives(HOME + "ME1", PNG)
    sent(api.url + HOME + "ME1")
    assert media._claim() is not None  # and then the worker dies
    assert media.fetch_due() == 0, "it may still be at it"
    Attachment.objects.update(not_before=clock.machine_now())
    assert media.fetch_due() == 1
    assert Attachment.objects.get().state == "fetched"


def test_the_webhook_only_notes_what_is_to_be_fetched(api):
    sent(api.url + HOME + "ME1")
    assert api.asked == []
    assert media.waiting_is_due()


def test_of_a_message_that_only_the_list_told_of_twilio_is_asked(api, monkeypatch):
    url = api.gives(HOME + "ME1", PNG)
    monkeypatch.setattr(twilio, "list_media", lambda sid: [twilio.ListedMedium(url, "image/png")])
    write("", MessageType=None, NumMedia="1")
    assert (Message.objects.get().kind, Conversation.objects.get().last_preview) == ("media", "Attachment")
    media.fetch_due()
    assert Attachment.objects.get().state == "fetched"
    assert (Message.objects.get().kind, Conversation.objects.get().last_preview) == ("image", "Photo")


def test_a_contact_card_becomes_words(api):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Pérez;Juan;;;\r\nFN:Juan Pérez\r\nORG:Envíos Sur;\r\n"
    card += "item1.TEL;waid=34600111222:+34 600 111 222\r\nEND:VCARD\r\n"
    api.gives(HOME + "ME1", card.encode(), "text/vcard")
    fetched(api.url + HOME + "ME1", "text/vcard", kind="contacts")
    assert Message.objects.get().body == "Juan Pérez (Envíos Sur), +34 600 111 222"
    assert Conversation.objects.get().last_preview == "Juan Pérez (Envíos Sur), +34 600 111 222"


def test_a_card_that_cannot_be_read_is_a_file_all_the_same(api):
    api.gives(HOME + "ME1", b"\xff\xfe\0garbage", "text/vcard")
    row = fetched(api.url + HOME + "ME1", "text/vcard", kind="contacts")
    assert (row.state, Message.objects.get().body) == ("fetched", "")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="invoice 7.pdf"', "invoice 7.pdf"),
        ("attachment; filename*=UTF-8''factura%20%C3%B1.pdf", "factura ñ.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="a\r\nSet-Cookie: x.pdf"', "aSet-Cookie x.pdf"),
        ("inline", ""),
        ("", ""),
    ],
)
def test_a_files_name_is_only_a_name(header, name):
    assert media.name_in(header) == name


# --- who gets it, and how -----------------------------------------------------------------------------------------------


def page_of(row: Attachment, user: User | None, **headers: str):
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/inbox/attachments/{row.pk}/", headers=headers)


@pytest.fixture
def picture(api):
    api.gives(HOME + "ME1", PNG)
    return fetched(api.url + HOME + "ME1")


def test_a_file_is_for_people_with_a_role_and_nobody_else(picture):
    """Line 66: the outsider gets nothing."""
    outsider = User.objects.create_user("outsider", password="x")
    assert page_of(picture, None).status_code == 302
    refused = page_of(picture, outsider)
    assert (refused.status_code, PNG in refused.content) == (403, False)
    assert page_of(picture, a_person()).content == PNG
    assert page_of(picture, a_person(TEAM_LEAD)).content == PNG


def test_a_file_cannot_act_on_the_page(picture, api):
    answer = page_of(picture, a_person())
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline; filename=")


def test_a_document_is_saved_and_not_opened_in_the_page(api):
    name = "attachment; filename*=UTF-8''pr%22ecios%20%C3%B1.pdf"
    api.gives(HOME + "ME1", b"%PDF-1.7", "application/pdf", Content_Disposition=name)
    row = fetched(api.url + HOME + "ME1", "application/pdf", kind="document")
    told = page_of(row, a_person())["Content-Disposition"]
    assert told == "attachment; filename=\"precios _.pdf\"; filename*=UTF-8''precios%20%C3%B1.pdf"


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, PNG[:4]),
        ("bytes=4-", 206, PNG[4:]),
        ("bytes=-2", 206, PNG[-2:]),
        ("bytes=0-999999", 206, PNG),
        ("bytes=9999-", 416, b""),
        ("bytes=3-1", 416, b""),
        ("bytes=0-1,4-5", 200, PNG),
        ("nonsense", 200, PNG),
    ],
)
def test_players_may_ask_for_a_part(picture, asked, status, part):
    answer = page_of(picture, a_person(), Range=asked)
    assert (answer.status_code, answer.content) == (status, part)


def test_the_bytes_go_with_the_message(picture):
    Message.objects.all().delete()
    assert not AttachmentContent.objects.exists()
