"""The 24-hour window, templates and their review."""

import time

import pytest
from twilio.rest import Client

from conversations.whatsapp import twilio
from tests.conversations.simulator.running import ACCOUNT, LUCIA, SENDER, Product, Simulator, eventually, simulator

DAY = 24 * 3600
BODY = "Hello {{1}}, your quote for {{2}} is still open, shall we talk?"


def template(sdk: Client, body: str = BODY, **variables: str) -> str:
    return twilio.create_template("quote_open", "en", body, variables or {"1": "there", "2": "your order"}, "UTILITY")


def send(sdk: Client, product: Product, **what: str) -> str:
    made = sdk.messages.create(to=LUCIA, from_=SENDER, status_callback=f"{product.url}/status/", **what)
    return str(made.sid)


def end_of(sdk: Client, product: Product, **what: str) -> tuple[str, str | None]:
    """Last status and error code, as the callbacks told them."""
    sid = send(sdk, product, **what)
    ends = {"delivered", "failed", "undelivered"}
    last = eventually(lambda: next((one for one in product.callbacks(sid) if one.form["MessageStatus"] in ends), None))
    return last.form["MessageStatus"], last.form.get("ErrorCode")


def test_12_free_text_outside_the_window_fails_later_and_not_at_once(sdk: Client, sim: Simulator, product: Product):
    assert end_of(sdk, product, body="Hello?") == ("failed", "63016")


def test_12_free_text_inside_the_window_is_delivered(sdk: Client, sim: Simulator, product: Product):
    sim.inbound()
    assert end_of(sdk, product, body="Hello!") == ("delivered", None)


def test_12_only_the_customers_own_message_opens_the_window(sdk: Client, sim: Simulator, product: Product):
    sim.inbound()
    sim.later(DAY - 60)
    assert end_of(sdk, product, body="Still open") == ("delivered", None)
    sim.later(DAY + 1)
    assert end_of(sdk, product, body="Ours did not extend it") == ("failed", "63016")
    sim.inbound("I am back")
    assert end_of(sdk, product, body="Open again") == ("delivered", None)


def test_11_a_missing_value_uses_the_default_of_the_template(sdk: Client, sim: Simulator, product: Product):
    sid = template(sdk)
    assert end_of(sdk, product, content_sid=sid, content_variables='{"1": "Lucía"}') == ("delivered", None)
    assert sim.phone()[-1]["body"] == "Hello Lucía, your quote for your order is still open, shall we talk?"
    assert sim.phone()[-1]["content_sid"] == sid


def test_11_a_value_without_default_is_missed_by_callback(sdk: Client, sim: Simulator, product: Product):
    assert end_of(sdk, product, content_sid=template(sdk, BODY, **{"1": "you"})) == ("failed", "63028")


def test_13_only_an_approved_template_reaches_outside_the_window(sdk: Client, sim: Simulator, product: Product):
    sid = template(sdk)
    assert end_of(sdk, product, content_sid=sid) == ("delivered", None)
    for status, code in [("rejected", "63040"), ("paused", "63041"), ("disabled", "63042")]:
        sim.post("/api/templates", {"sid": sid, "status": status})
        assert end_of(sdk, product, content_sid=sid) == ("failed", code)
    unsubmitted = sim.call(
        "POST", "/v1/Content", json={"language": "en", "types": {"twilio/text": {"body": "Hello there"}}}
    ).json()["sid"]
    assert end_of(sdk, product, content_sid=unsubmitted) == ("failed", "63016")


def test_13_what_is_still_under_review_does_not_arrive(own_store, product: Product, pointed):
    with simulator(own_store, product, "--approval-seconds", "600") as sim:
        pointed.TWILIO_API_BASE = sim.url
        sdk = twilio.client()
        assert end_of(sdk, product, content_sid=template(sdk)) == ("failed", "63016")


def test_22_whatsapp_can_put_a_template_into_another_category(sdk: Client, sim: Simulator):
    sid = template(sdk)
    sim.post("/api/templates", {"sid": sid, "category": "MARKETING"})
    (listed,) = twilio.list_templates()
    assert (listed.sid, listed.category, listed.status) == (sid, "MARKETING", "approved")
    sim.post("/api/templates", {"sid": sid, "status": "paused"})
    assert [(one.category, one.status) for one in twilio.list_templates()] == [("MARKETING", "paused")]
    assert sim.http.post("/api/templates", json={"sid": sid, "category": "FUN"}).status_code == 400


def test_14_a_filled_template_has_limits(sdk: Client, sim: Simulator, product: Product):
    sid = template(sdk)
    long, gap = '{"1": "' + "x" * 1000 + '"}', '{"1": "a     b"}'
    assert end_of(sdk, product, content_sid=sid, content_variables=long) == ("failed", "63021")
    assert end_of(sdk, product, content_sid=sid, content_variables=gap) == ("failed", "63013")


def test_21_the_sdk_creates_reads_and_deletes_content(sdk: Client, sim: Simulator):
    sid = template(sdk)
    content = sdk.content.v1.contents(sid).fetch()
    assert (content.friendly_name, content.language, content.types["twilio/text"]["body"]) == ("quote_open", "en", BODY)
    assert content.date_created.tzinfo is not None
    assert [one.sid for one in sdk.content.v1.contents.list()] == [sid]
    assert sdk.content.v1.contents(sid).delete() is True
    assert sdk.content.v1.contents.list() == []


def test_21_the_sdk_reads_an_approval(sdk: Client, sim: Simulator):
    sid = template(sdk)
    approval = sdk.content.v1.contents(sid).approval_fetch().fetch().whatsapp
    assert (approval["status"], approval["category"], approval["name"]) == ("approved", "UTILITY", "quote_open")


def test_22_a_review_is_received_then_pending_then_approved(own_store, product: Product, pointed):
    with simulator(own_store, product, "--approval-seconds", "0.6") as sim:
        pointed.TWILIO_API_BASE = sim.url
        sid, seen = template(twilio.client()), []
        while "approved" not in seen:
            status = next(one.status for one in twilio.list_templates() if one.sid == sid)
            seen += [status] if status not in seen else []
            time.sleep(0.02)
    assert seen == ["received", "pending", "approved"]


def test_23_content_and_approvals_are_flat_and_paged(sdk: Client, sim: Simulator):
    for number in range(5):
        template(sdk, f"Hello {{{{1}}}}, this is number {number} of all", **{"1": "you"})
    listed = sdk.content.v1.content_and_approvals.list(page_size=2)
    assert [one.approval_requests["status"] for one in listed] == ["approved"] * 5
    page = sim.call("GET", "/v1/ContentAndApprovals", params={"PageSize": 2}).json()
    assert page["meta"]["key"] == "contents"
    assert page["meta"]["next_page_url"].startswith("https://content.twilio.com/v1/ContentAndApprovals?")


@pytest.mark.parametrize(
    "body",
    [
        "Hello {{1}} and {{3}}, we have all of this ready",
        "Hello dear {{1}}{{2}}, all of it is ready now",
        "{{1}} is ready for you to look at",
        "It is all ready for you, {{1}}",
        "Hi {{1}} ok {{2}} so",
    ],
)
def test_24_a_text_that_whatsapp_refuses_is_rejected_with_a_reason(sdk: Client, sim: Simulator, body: str):
    sid = template(sdk, body)
    approval = sdk.content.v1.contents(sid).approval_fetch().fetch().whatsapp
    assert approval["status"] == "rejected"
    assert approval["rejection_reason"]


def test_24_too_many_or_too_long_variables_are_refused_at_once(sim: Simulator):
    for variables in ({str(n): "x" for n in range(101)}, {"x" * 17: "y"}):
        made = {"language": "en", "types": {"twilio/text": {"body": "Hi"}}, "variables": variables}
        assert sim.call("POST", "/v1/Content", json=made).status_code == 400


def test_15_in_sandbox_mode_whoever_has_not_joined_is_63015(own_store, product: Product):
    with simulator(own_store, product, "--sandbox-phrase", "join quiet-river") as sim:
        form = {"To": LUCIA, "From": SENDER, "Body": "Hi"}
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        assert sim.call("POST", path, data=form).json()["code"] == 63015
        sim.inbound("Join quiet-river")
        assert sim.call("POST", path, data=form).status_code == 201
