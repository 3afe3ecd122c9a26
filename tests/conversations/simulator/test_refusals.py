"""What Twilio refuses at once, with its own codes."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conversations.simulator.running import ACCOUNT, LUCIA, SENDER, TOKEN, Simulator

MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
SERVICE = "MG" + "0" * 32


def refusal(sim: Simulator, **form: str) -> int:
    given = {"To": LUCIA, "From": SENDER, "Body": "Hola"} | form
    answer = sim.call("POST", MESSAGES, data={name: value for name, value in given.items() if value})
    said = answer.json()
    assert answer.status_code == said["status"] == 400, said
    assert set(said) == {"code", "message", "more_info", "status"}
    assert sim.phone() == []
    return said["code"]


@pytest.mark.parametrize("auth", [None, (ACCOUNT, "wrong"), ("ACwrong", TOKEN)])
def test_5_wrong_or_no_credentials_are_20003(sim: Simulator, auth):
    answer = sim.http.get(MESSAGES, auth=auth)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_5_another_account_in_the_path_is_20404(sim: Simulator):
    answer = sim.call("GET", MESSAGES.replace(ACCOUNT, "AC" + "1" * 32))
    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


@pytest.mark.parametrize(("missing", "code"), [("To", 21604), ("From", 21603), ("Body", 21602)])
def test_6_what_is_missing_has_its_own_code(sim: Simulator, missing: str, code: int):
    assert refusal(sim, **{missing: ""}) == code


def test_7_a_body_has_at_most_1600_characters(sim: Simulator):
    assert refusal(sim, Body="x" * 1601) == 21617
    assert sim.call("POST", MESSAGES, data={"To": LUCIA, "From": SENDER, "Body": "x" * 1600}).status_code == 201


@pytest.mark.parametrize(
    ("to", "code"),
    [("whatsapp:Lucía", 21211), ("whatsapp:34600111222", 21211), ("+34600111222", 21910), (SENDER, 63031)],
)
def test_8_an_impossible_recipient_is_refused(sim: Simulator, to: str, code: int):
    assert refusal(sim, To=to) == code


def test_9_an_unknown_sender_is_63007(sim: Simulator):
    assert refusal(sim, From="whatsapp:+15005550099") == 63007


def test_9_a_sender_that_is_not_online_is_63007(sim: Simulator):
    sim.fault("offline", times=1)
    assert sim.call("GET", "/v2/Channels/Senders").json()["senders"][0]["status"] == "OFFLINE"
    assert refusal(sim) == 63007
    assert sim.call("GET", "/v2/Channels/Senders").json()["senders"][0]["status"] == "ONLINE"


def test_10_template_parameters_are_checked(sim: Simulator):
    made = sim.call(
        "POST", "/v1/Content", json={"language": "en", "types": {"twilio/text": {"body": "Hello {{1}}, how are you?"}}}
    ).json()["sid"]
    assert refusal(sim, ContentVariables='{"1": "x"}') == 21654
    assert refusal(sim, ContentSid="HX" + "0" * 32) == 21655
    for variables in ("not json", '{"1": ""}', '{"1": null}', "[]"):
        assert refusal(sim, ContentSid=made, ContentVariables=variables) == 21656


def test_15_a_recipient_who_opted_out_is_21610(sim: Simulator):
    sim.fault("reject", number="+34600111222", code=21610)
    assert refusal(sim) == 21610
    assert (
        sim.call("POST", MESSAGES, data={"To": "whatsapp:+351912345678", "From": SENDER, "Body": "x"}).status_code
        == 201
    )


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"MessagingServiceSid": SERVICE, "SendAt": "soon"}, 35114),
        ({"MessagingServiceSid": SERVICE, "SendAt": (datetime.now(UTC) + timedelta(seconds=299)).isoformat()}, 35114),
        ({"MessagingServiceSid": SERVICE, "SendAt": (datetime.now(UTC) + timedelta(days=36)).isoformat()}, 35114),
        ({"MessagingServiceSid": SERVICE}, 35111),
        ({"SendAt": (datetime.now(UTC) + timedelta(hours=1)).isoformat()}, 35118),
    ],
)
def test_20_a_send_at_that_cannot_be_is_refused(sim: Simulator, form: dict[str, str], code: int):
    assert refusal(sim, ScheduleType="fixed", **form) == code


def test_an_unreadable_page_number_is_a_400_and_no_crash(sim: Simulator):
    assert sim.call("GET", MESSAGES, params={"PageSize": "many"}).json()["code"] == 20001
