"""Twilio's Messages resource, driven by the unchanged SDK. Numbers are the lines of the conformance checklist."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.conversations.simulator.running import ACCOUNT, LUCIA, SENDER, Simulator, eventually

MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
SERVICE = "MG" + "0" * 32
KEYS = {
    "body", "num_segments", "direction", "from", "to", "date_updated", "price", "error_message", "uri", "account_sid",
    "num_media", "status", "messaging_service_sid", "sid", "date_sent", "date_created", "error_code", "price_unit",
    "api_version", "subresource_uris",
}  # fmt: skip


def send(sim: Simulator, **form: str) -> dict:
    answer = sim.call("POST", MESSAGES, data={"To": LUCIA, "From": SENDER, "Body": "Hola", **form})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_1_the_unchanged_sdk_creates_a_message(sdk: Client, sim: Simulator):
    sim.inbound()
    made = sdk.messages.create(to=LUCIA, from_=SENDER, body="Buenos días")
    assert (made.status, made.direction, made.body, made.account_sid) == (
        "queued",
        "outbound-api",
        "Buenos días",
        ACCOUNT,
    )
    assert sim.phone()[-1]["body"] == "Buenos días"


def test_1_the_answer_is_201_with_all_twenty_keys(sim: Simulator):
    made = send(sim)
    assert set(made) == KEYS
    strings = KEYS - {"error_code", "subresource_uris"}
    assert {name: made[name] for name in strings if not isinstance(made[name], str | None)} == {}
    assert made["subresource_uris"] == {"media": made["uri"].replace(".json", "/Media.json")}


def test_2_sids_tell_text_from_media_and_are_unique(sim: Simulator):
    text, media = send(sim)["sid"], send(sim, MediaUrl="https://example.com/a.jpg")["sid"]
    assert re.fullmatch(r"SM[0-9a-f]{32}", text)
    assert re.fullmatch(r"MM[0-9a-f]{32}", media)
    assert len({send(sim)["sid"] for _ in range(5)}) == 5


def test_3_numbers_are_strings_and_dates_are_rfc_2822(sim: Simulator):
    made = send(sim)
    assert (made["num_media"], made["num_segments"], made["error_code"], made["date_sent"]) == ("0", "1", None, None)
    assert abs(parsedate_to_datetime(made["date_created"]) - datetime.now(UTC)) < timedelta(seconds=30)


def test_4_the_first_status_says_how_it_goes_out(sim: Simulator):
    assert send(sim)["status"] == "queued"
    assert send(sim, MessagingServiceSid=SERVICE, From="")["status"] == "accepted"
    at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert send(sim, MessagingServiceSid=SERVICE, ScheduleType="fixed", SendAt=at)["status"] == "scheduled"


def test_17_a_fetched_message_shows_its_status_and_error_now(sdk: Client, sim: Simulator):
    sid = sdk.messages.create(to=LUCIA, from_=SENDER, body="Outside the window").sid or ""
    eventually(lambda: sdk.messages(sid).fetch().error_code == 63016)
    assert "outside the allowed window" in str(sdk.messages(sid).fetch().error_message)
    with pytest.raises(TwilioRestException) as unknown:
        sdk.messages("SM" + "0" * 32).fetch()
    assert (unknown.value.status, unknown.value.code) == (404, 20404)


def test_18_the_sdk_reads_three_pages_newest_first(sdk: Client, sim: Simulator):
    sids = [send(sim)["sid"] for _ in range(5)]
    assert [message.sid for message in sdk.messages.list(page_size=2)] == sids[::-1]
    page = sim.call("GET", MESSAGES, params={"PageSize": 2}).json()
    known = {"end", "start", "page", "page_size", "uri", "first_page_uri", "next_page_uri", "previous_page_uri"}
    assert set(page) - known == {"messages"}


def test_18_lists_filter_by_address_and_date(sdk: Client, sim: Simulator):
    sim.inbound("from Lucía")
    sim.post("/api/inbound", {"from": "whatsapp:+5511987654321", "body": "from Henrique"})
    send(sim)
    now = datetime.now(UTC)
    assert [m.body for m in sdk.messages.list(from_="whatsapp:+5511987654321", to=SENDER)] == ["from Henrique"]
    assert [m.body for m in sdk.messages.list(to=LUCIA)] == ["Hola"]
    assert len(sdk.messages.list(date_sent_after=now - timedelta(minutes=1))) == 3
    assert sdk.messages.list(date_sent_before=now - timedelta(minutes=1)) == []
    assert len(sdk.messages.list(date_sent=now)) == 3


def test_19_only_a_scheduled_message_can_be_canceled(sdk: Client, sim: Simulator):
    at = datetime.now(UTC) + timedelta(hours=1)
    planned = sdk.messages.create(
        to=LUCIA, messaging_service_sid=SERVICE, body="Later", schedule_type="fixed", send_at=at
    )
    assert sdk.messages(planned.sid).update(status="canceled").status == "canceled"
    with pytest.raises(TwilioRestException) as refused:
        sdk.messages(send(sim)["sid"]).update(status="canceled")
    assert refused.value.code == 20409


def test_19_a_body_is_redacted_and_a_message_deleted(sdk: Client, sim: Simulator):
    sid = send(sim, Body="Secret")["sid"]
    assert sdk.messages(sid).update(body="").body == ""
    assert sdk.messages(sid).delete() is True
    assert sim.call("GET", MESSAGES.replace(".json", f"/{sid}.json")).status_code == 404


def test_20_a_scheduled_message_goes_out_in_business_time(sim: Simulator):
    sim.inbound()
    at = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    sid = send(sim, MessagingServiceSid=SERVICE, ScheduleType="fixed", SendAt=at)["sid"]
    sim.later(2 * 3600 + 5)
    eventually(lambda: next(m for m in sim.phone() if m["sid"] == sid)["status"] == "delivered")


def test_26_unknown_parameters_are_accepted_and_kept(sim: Simulator):
    assert send(sim, MessageIntent="other", SmartEncoded="true", Invented="1")["status"] == "queued"
    assert "Invented=1" in sim.log(kind="api")[0]["sent"]
