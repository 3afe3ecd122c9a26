"""Inbound webhooks: their form, signature, repeats, and what an answer of the product does."""

from urllib.parse import parse_qs

import pytest

from conversations.whatsapp.simulator.webhooks import Overrides, signature
from tests.conversations.simulator.running import ACCOUNT, LUCIA, SENDER, Product, Simulator, eventually, simulator

ALWAYS = {
    "SmsMessageSid", "NumMedia", "ProfileName", "MessageType", "SmsSid", "WaId", "SmsStatus", "Body", "To",
    "NumSegments", "ReferralNumMedia", "MessageSid", "AccountSid", "ChannelMetadata", "From", "ApiVersion",
}  # fmt: skip


def test_28_an_inbound_form_has_every_key_that_is_always_there(sim: Simulator, product: Product):
    answer = sim.inbound("Hola", profile_name="Lucía Ferrer")
    form = product.inbound()[0].form
    assert form.keys() >= ALWAYS
    assert (form["From"], form["To"], form["WaId"], form["AccountSid"]) == (LUCIA, SENDER, "34600111222", ACCOUNT)
    assert (form["MessageSid"], form["ProfileName"], answer["status"]) == (answer["sid"], "Lucía Ferrer", 204)


@pytest.mark.parametrize("body", ["1 + 1 & 2 = 3?", "two\nlines", "🙏 שלום مرحبا नमस्ते", "100 % ü", ""])
def test_28_every_character_survives(sim: Simulator, product: Product, body: str):
    sim.inbound(body)
    assert parse_qs(product.inbound()[0].raw, keep_blank_values=True)["Body"] == [body]
    assert product.inbound()[0].signed


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("audio", {"NumMedia": "1", "MediaContentType0": "audio/ogg", "MediaUrl0": "https://api.twilio.com/x"}),
        ("location", {"Latitude": "40.4", "Longitude": "-3.7"}),
        ("button", {"ButtonText": "Yes", "ButtonPayload": "yes", "OriginalRepliedMessageSid": "MM" + "0" * 32}),
        ("invented-kind", {"Unheard": "of"}),
    ],
)
def test_29_other_kinds_of_message_arrive_too(sim: Simulator, product: Product, kind: str, extra: dict[str, str]):
    sim.inbound("", message_type=kind, extra=extra)
    taken = product.inbound()[0]
    assert taken.form.items() >= {"MessageType": kind, **extra}.items()
    assert taken.signed
    assert taken.form["MessageSid"].startswith("MM" if "NumMedia" in extra else "SM")


def test_30_the_signature_equals_twilios_own_example():
    form = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309",
        "To": "+18005551212",
    }  # fmt: skip
    assert signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_30_31_query_and_port_are_signed_and_the_fragment_is_not_sent(own_store, product: Product):
    product.answers = [(503, "", ""), (204, "", "")]
    url = f"{product.url}/hook/?tenant=a%20b&x=1#rc=2&rp=5xx"
    with simulator(own_store, product, webhook=url) as sim:
        assert sim.inbound()["status"] == 204
    assert [one.path for one in product.taken] == ["/hook/?tenant=a%20b&x=1"] * 2
    assert all(one.signed for one in product.taken)


def test_31_without_overrides_a_failure_after_connecting_is_not_repeated(sim: Simulator, product: Product):
    product.answer = (500, "", "")
    assert sim.inbound()["status"] == 500
    assert len(product.inbound()) == 1


def test_31_overrides_have_twilios_defaults_and_bounds():
    plain = Overrides.parse("")
    assert (plain.connect, plain.read, plain.total, plain.retries) == (5, 15, 15, 1)
    assert [cause for cause in ("ct", "rt", "4xx", "5xx") if plain.repeats(cause)] == ["ct"]
    wide = Overrides.parse("ct=99999&rt=1&tt=99999&rc=9&rp=4xx,rt&e=dublin")
    assert (wide.connect, wide.read, wide.total, wide.retries) == (10, 0.1, 15, 5)
    assert [cause for cause in ("ct", "rt", "4xx", "5xx") if wide.repeats(cause)] == ["rt", "4xx"]
    assert Overrides.parse("ct=soon&rc=-1") == plain


@pytest.mark.parametrize(("fragment", "attempts"), [("", 2), ("#rc=0", 1), ("#rc=3", 4), ("#rc=3&rp=5xx", 1)])
def test_31_a_connection_that_fails_is_tried_again_as_often_as_asked(own_store, sim: Simulator, fragment, attempts):
    with simulator(own_store, None, webhook=f"http://127.0.0.1:9/hook/{fragment}") as nobody:
        nobody.inbound()
        assert [one["attempt"] for one in nobody.log(kind="webhook")] == [*range(attempts, 0, -1)]
        assert {one["url"] for one in nobody.log()} == {"http://127.0.0.1:9/hook/"}


def test_32_a_repeat_carries_the_same_idempotency_token(own_store, product: Product):
    product.answers = [(500, "", ""), (204, "", "")]
    with simulator(own_store, product, webhook=f"{product.url}/hook/#rc=1&rp=all") as sim:
        sim.inbound()
        sim.inbound()
    first, again, other = [one.headers["I-Twilio-Idempotency-Token"] for one in product.taken]
    assert first == again != other


def test_33_the_same_message_can_be_delivered_many_times_at_once(sim: Simulator, product: Product):
    answer = sim.inbound("Once", copies=5)
    assert answer["statuses"] == [204] * 5
    assert {one.form["MessageSid"] for one in product.inbound()} == {answer["sid"]}
    assert len(sim.phone()) == 1


def test_33_a_message_can_be_delivered_again_later(sim: Simulator, product: Product):
    sid = sim.inbound("Once")["sid"]
    assert sim.inbound("ignored", sid=sid)["sid"] == sid
    assert [one.form["Body"] for one in product.inbound()] == ["Once", "Once"]


def test_33_a_late_message_is_overtaken_by_the_next(sim: Simulator, product: Product):
    sim.fault("inbound_late", times=1, seconds=0.3)
    sim.inbound("first")
    sim.inbound("second")
    eventually(lambda: len(product.inbound()) == 2)
    assert [one.form["Body"] for one in product.inbound()] == ["second", "first"]


def test_33_a_lost_message_is_only_listed(sim: Simulator, product: Product):
    sim.fault("inbound_lost", times=1)
    assert sim.inbound("lost")["status"] is None
    assert product.inbound() == []
    assert sim.phone()[0]["body"] == "lost"


@pytest.mark.parametrize("kind", ["bad", "missing"])
def test_33_a_wrong_signature_can_be_sent(sim: Simulator, product: Product, kind: str):
    sim.inbound("forged", signature=kind)
    assert not product.inbound()[0].signed


@pytest.mark.parametrize(
    ("answer", "code"),
    [((404, "", ""), 11200), ((500, "", ""), 11200), ((302, "", ""), 11200), ((200, "application/json", "{}"), 12300)],
)
def test_34_a_bad_answer_is_in_the_log_with_twilios_code(sim: Simulator, product: Product, answer, code: int):
    product.answer = answer
    sim.inbound()
    entry = sim.log(kind="webhook", failed=1)[0]
    assert (entry["error_code"], entry["status"]) == (code, answer[0])
    assert entry["note"]


def test_34_no_answer_in_time_and_no_connection_have_their_codes(own_store, product: Product, sim: Simulator):
    product.hold = 0.6
    with simulator(own_store, product, webhook=f"{product.url}/hook/#rt=150&tt=300&rc=0") as slow:
        assert slow.inbound()["status"] is None
        assert slow.log(kind="webhook")[0]["error_code"] == 11200
    with simulator(own_store, None, webhook=f"{sim.url.rsplit(':', 1)[0]}:9/#rc=0") as nobody:
        nobody.inbound()
        assert nobody.log(kind="webhook")[0]["error_code"] == 11205


def test_34_the_fallback_url_is_tried_after_a_failure(own_store, product: Product):
    product.answers = [(500, "", ""), (204, "", "")]
    with simulator(own_store, product, "--fallback-url", f"{product.url}/fallback/") as sim:
        assert sim.inbound()["status"] == 204
    assert product.taken[1].path == "/fallback/"
    assert (product.taken[1].form["ErrorCode"], product.taken[1].signed) == ("11200", True)


def test_35_twiml_in_the_answer_is_sent_to_the_customer(sim: Simulator, product: Product):
    product.answer = (200, "text/xml", "<Response><Message>Hi &amp; welcome</Message></Response>")
    sim.inbound()
    assert [(m["direction"], m["body"]) for m in sim.phone()][1:] == [("outbound-reply", "Hi & welcome")]


def test_35_a_plain_text_answer_is_sent_too_and_the_log_warns(sim: Simulator, product: Product):
    product.answer = (200, "text/plain", "OK")
    sim.inbound()
    assert [m["body"] for m in sim.phone()][1:] == ["OK"]
    assert "would be sent to the customer" in sim.log(kind="webhook")[0]["note"]


@pytest.mark.parametrize("answer", [(204, "", ""), (200, "text/xml", "<Response/>"), (200, "text/xml", "<Respon")])
def test_35_an_empty_answer_sends_nothing(sim: Simulator, product: Product, answer):
    product.answer = answer
    sim.inbound()
    assert len(sim.phone()) == 1


def test_41_a_customer_without_a_number_writes_and_is_answered(sim: Simulator, product: Product):
    sim.post("/api/inbound", {"from": "whatsapp:US.1349", "body": "Hi", "extra": {"WaId": None}})
    assert "WaId" not in product.inbound()[0].form
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert sim.call("POST", path, data={"To": "whatsapp:US.1349", "From": SENDER, "Body": "Hi"}).status_code == 201


def test_27_nothing_is_posted_to_another_machine(own_store):
    with simulator(own_store, None, webhook="http://192.0.2.7/hook/") as sim:
        assert "sends nothing anywhere else" in sim.inbound()["note"]
