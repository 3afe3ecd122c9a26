from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.conversations.channel import Channel
from tests.conversations.simulator.running import ACCOUNT, SENDER, TOKEN, Product, Simulator, simulator


@pytest.fixture(scope="session")
def _callbacks() -> Iterator[Product]:
    product = Product()
    yield product
    product.close()


@pytest.fixture(scope="session")
def _twilio(_callbacks: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with simulator(tmp_path_factory.mktemp("twilio") / "store.sqlite3", _callbacks) as running:
        yield running


@pytest.fixture
def channel(_twilio: Simulator, _callbacks: Product, settings: Settings, db: None) -> Channel:
    """The product's settings point at a real simulator, empty at the start of each test."""
    _callbacks.reset()
    _twilio.post("/api/reset", {"everything": True})
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_WHATSAPP_FROM = ACCOUNT, TOKEN, SENDER
    settings.TWILIO_API_BASE, settings.TWILIO_TIMEOUT_SECONDS = _twilio.url, 2
    settings.PUBLIC_URL = _callbacks.url
    return Channel(_twilio, _callbacks)
