"""What customers send besides text (line 29), people without a number (41), and what is delivered wrongly on demand (33)."""

import pytest
from twilio.rest import Client

from conversations.whatsapp import kinds
from tests.conversations.simulator.running import ACCOUNT, LUCIA, SENDER, Product, Simulator, eventually

TAP = {"title": "Tuesday", "id": "slot-2", "description": "9:00 to 12:00"}


@pytest.mark.parametrize(
    ("kind", "tapped", "message_type", "holds", "read_as"),
    [
        ("text", {}, "text", {"NumMedia": "0"}, "text"),
        ("photo", {}, "image", {"NumMedia": "1", "MediaContentType0": "image/jpeg"}, "image"),
        ("video", {}, "video", {"MediaContentType0": "video/mp4"}, "video"),
        ("voice", {}, "audio", {"MediaContentType0": "audio/ogg"}, "audio"),
        ("document", {}, "document", {"MediaContentType0": "application/pdf"}, "document"),
        ("sticker", {}, "sticker", {"MediaContentType0": "image/webp"}, "sticker"),
        ("contact", {}, "contacts", {"MediaContentType0": "text/vcard"}, "contacts"),
        ("location", {}, "location", {"Latitude": "40.4168", "Label": "Puerta del Sol"}, "location"),
        ("button", TAP, "button", {"ButtonPayload": "slot-2", "ButtonText": "Tuesday", "Body": "Tuesday"}, "text"),
        ("quick_reply", TAP, "interactive", {"ButtonPayload": "slot-2", "Body": "Tuesday"}, "text"),
        ("list_choice", TAP, "interactive", {"ListId": "slot-2", "ListDescription": "9:00 to 12:00"}, "text"),
        ("forwarded", {}, "text", {"Forwarded": "true", "FrequentlyForwarded": "false"}, "text"),
        ("forwarded_often", {}, "text", {"Forwarded": "true", "FrequentlyForwarded": "true"}, "text"),
        ("ad", {}, "text", {"ReferralSourceType": "ad", "ReferralCtwaClid": "simulated-click"}, "text"),
        ("unknown", {}, "something_new", {"SimulatedNovelty": "A parameter that nobody knows yet"}, "something_new"),
    ],
)
def test_29_each_kind_arrives_signed_and_is_read_for_what_it_is(
    sim: Simulator, product: Product, kind, tapped, message_type, holds, read_as
):
    assert sim.inbound("", kind=kind, tapped=tapped)["status"] == 204
    (taken,) = product.inbound()
    assert taken.signed
    assert taken.form.items() >= {"MessageType": message_type, **holds}.items()
    assert kinds.kind_of({name: [value] for name, value in taken.form.items()}) == read_as


def test_29_a_reply_to_a_message_tells_which_one_and_not_its_words(sdk: Client, sim: Simulator, product: Product):
    sim.inbound()
    ours = str(sdk.messages.create(to=LUCIA, from_=SENDER, body="At nine or at ten?").sid)
    theirs = sim.inbound("At ten", quoted=ours)["sid"]
    form = product.inbound()[-1].form
    assert (form["OriginalRepliedMessageSid"], form["OriginalRepliedMessageSender"]) == (ours, SENDER)
    assert "At nine" not in product.inbound()[-1].raw
    sim.inbound("I mean it", quoted=theirs)
    assert product.inbound()[-1].form["OriginalRepliedMessageSender"] == LUCIA


def test_29_a_list_can_be_chosen_from(sdk: Client, sim: Simulator):
    items = [{"item": "Tuesday", "id": "slot-2", "description": "9:00 to 12:00"}]
    types = {"twilio/list-picker": {"body": "When?", "button": "Choose", "items": items}}
    made = sim.call("POST", "/v1/Content", json={"language": "en", "types": types}).json()["sid"]
    sim.inbound()
    sdk.messages.create(to=LUCIA, from_=SENDER, content_sid=made)
    assert sim.phone()[-1]["buttons"] == [{**TAP, "kind": "list_choice"}]


def test_an_unknown_kind_is_refused_in_words(sim: Simulator):
    answer = sim.http.post("/api/inbound", json={"from": LUCIA, "kind": "hologram"})
    assert (answer.status_code, "Unknown kind 'hologram'" in answer.json()["error"]) == (400, True)


def test_41_somebody_who_hides_the_number_has_a_phone_and_is_answered(sim: Simulator, product: Product):
    who = sim.post("/api/people", {"number": "+34600111222", "name": "Ana Gil", "hidden": True})["number"]
    sim.inbound("Hi", **{"from": f"whatsapp:{who}"})
    form = product.inbound()[0].form
    assert (form["From"], form["ExternalUserId"], form["ProfileUsername"]) == (f"whatsapp:{who}",) * 2 + ("ana.gil",)
    assert "WaId" not in form
    assert "34600111222" not in product.inbound()[0].raw
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    sim.call("POST", path, data={"To": f"whatsapp:{who}", "From": SENDER, "Body": "Hello Ana"})
    eventually(lambda: sim.phone(who)[-1]["status"] == "delivered")
    assert [one["body"] for one in sim.get("/api/page", number=who)["messages"]] == ["Hi", "Hello Ana"]


@pytest.mark.parametrize(("fault", "header"), [("inbound_bad_signature", True), ("inbound_unsigned", False)])
def test_33_wrong_signatures_can_be_switched_on(sim: Simulator, product: Product, fault: str, header: bool):
    sim.fault(fault, times=1)
    sim.inbound("forged")
    sim.inbound("honest")
    forged, honest = product.inbound()
    assert (forged.signed, "X-Twilio-Signature" in forged.headers, honest.signed) == (False, header, True)


def test_33_anything_in_the_log_can_be_delivered_again(sim: Simulator, product: Product):
    sim.inbound("Once")
    entry = sim.log(kind="webhook")[0]
    assert sim.post("/api/again", {"id": entry["id"], "copies": 3})["statuses"] == [204] * 3
    sim.post("/api/again", {"id": entry["id"], "signature": "bad"})
    first, *more, forged = product.inbound()
    assert [one.raw for one in more] == [first.raw] * 3
    assert {one.headers["I-Twilio-Idempotency-Token"] for one in (first, *more)} == {entry["token"]}
    assert (first.headers["X-Twilio-Signature"], forged.signed) == (entry["signature"], False)
    api = next(one for one in sim.log() if one["id"] != entry["id"])
    assert api["kind"] == "webhook", "each copy is in the log, too"
    assert sim.http.post("/api/again", json={"id": 0}).status_code == 400
