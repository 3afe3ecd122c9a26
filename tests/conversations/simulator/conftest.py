from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from twilio.rest import Client

from conversations.whatsapp import twilio
from tests.conversations.simulator.running import ACCOUNT, SENDER, TOKEN, Product, Simulator, simulator


@pytest.fixture(scope="session")
def _product() -> Iterator[Product]:
    product = Product()
    yield product
    product.close()


@pytest.fixture(scope="session")
def _simulator(_product: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with simulator(tmp_path_factory.mktemp("simulator") / "store.sqlite3", _product) as running:
        yield running


@pytest.fixture
def product(_product: Product) -> Product:
    _product.reset()
    return _product


@pytest.fixture
def sim(_simulator: Simulator, product: Product) -> Simulator:
    """One process for all tests, empty at the start of each."""
    _simulator.post("/api/reset", {"everything": True})
    return _simulator


@pytest.fixture
def pointed(settings: Settings) -> Settings:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT, TOKEN
    settings.TWILIO_WHATSAPP_FROM, settings.TWILIO_TIMEOUT_SECONDS = SENDER, 10
    return settings


@pytest.fixture
def sdk(sim: Simulator, pointed: Settings) -> Client:
    """The unchanged SDK, made by the product for these settings: only the base differs from Twilio."""
    pointed.TWILIO_API_BASE = sim.url
    return twilio.client()


@pytest.fixture
def own_store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"
