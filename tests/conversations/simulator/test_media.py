"""Line 38: files behind credentials, then behind an address that needs none and expires."""

import httpx
import pytest
from twilio.rest import Client

from conversations.whatsapp import media as product_media
from conversations.whatsapp import twilio
from conversations.whatsapp.safe_fetch import NotFetched, fetch
from tests.conversations.simulator.running import ACCOUNT, TOKEN, Product, Simulator, simulator


def photo(sim: Simulator, product: Product, kind: str = "photo") -> str:
    """The address of a new file, as it is reached here."""
    sim.inbound("", kind=kind)
    told = product.inbound()[-1].form["MediaUrl0"]
    assert told.startswith(f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages/MM")
    return told.replace("https://api.twilio.com", sim.url)


def second_address(url: str) -> str:
    answer = httpx.get(url, auth=(ACCOUNT, TOKEN), trust_env=False)
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_38_a_file_needs_credentials_and_then_another_server_has_it(sim: Simulator, product: Product):
    url = photo(sim, product)
    assert httpx.get(url, trust_env=False).status_code == 401
    elsewhere = second_address(url)
    assert httpx.URL(elsewhere).port != sim.port
    file = httpx.get(elsewhere, trust_env=False)
    assert (file.status_code, file.headers["Content-Type"], file.content[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    assert httpx.get(elsewhere, auth=(ACCOUNT, TOKEN), trust_env=False).status_code == 400, "no credentials there"


def test_38_the_second_address_expires_and_cannot_be_prolonged(sim: Simulator, product: Product):
    url = photo(sim, product)
    sim.fault("media_expired", times=1)
    expired = httpx.URL(second_address(url))
    assert httpx.get(expired, trust_env=False).status_code == 403
    prolonged = expired.copy_set_param("Expires", str(int(expired.params["Expires"]) + 3600))
    assert httpx.get(prolonged, trust_env=False).status_code == 403
    assert httpx.get(second_address(url), trust_env=False).status_code == 200


def test_38_the_second_port_serves_files_and_nothing_else(sim: Simulator, product: Product):
    elsewhere = httpx.URL(second_address(photo(sim, product)))
    assert httpx.get(elsewhere.copy_with(path="/api/log", query=None), trust_env=False).status_code == 403, (
        "no file of that name"
    )
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert httpx.get(elsewhere.copy_with(path=path, query=None), trust_env=False).status_code == 404
    assert sim.http.get(elsewhere.raw_path.decode()).status_code == 404, "and the first one no files"


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document", "sticker", "contact"])
def test_38_the_product_fetches_every_sample_as_it_would_twilios(sdk: Client, sim: Simulator, product: Product, kind):
    url = photo(sim, product, kind)
    fetched = fetch(url, product_media.rules())
    declared = product.inbound()[-1].form["MediaContentType0"]
    assert product_media.checked_type(fetched, declared) == declared
    sim.fault("media_missing", times=1)
    with pytest.raises(NotFetched) as problem:
        fetch(url, product_media.rules())
    assert problem.value.again


def test_38_the_api_lists_the_files_of_a_message(sdk: Client, sim: Simulator, product: Product):
    url, sid = photo(sim, product), product.inbound()[-1].form["MessageSid"]
    listed = twilio.list_media(sid)
    assert [(product_media.at_the_base(one.url), one.content_type) for one in listed] == [(url, "image/jpeg")]
    assert twilio.list_messages()[0].num_media == 1
    assert sdk.messages(sid).media(url.rsplit("/", 1)[1]).delete() is True
    assert twilio.list_media(sid) == []


def test_38_42_files_survive_a_kill(own_store, product: Product):
    with simulator(own_store, product) as sim:
        url = photo(sim, product)
        sim.kill()
        sim.start()
        assert httpx.get(second_address(url), trust_env=False).status_code == 200
