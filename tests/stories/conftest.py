from collections.abc import Iterator

import pytest

from tests.openai_stub import OpenAIStub
from tests.stories.house import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/stories" in item.path.as_posix():
            item.add_marker(pytest.mark.story)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo with the embedded model, as a newcomer starts it."""
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.stop()


@pytest.fixture(scope="session")
def scripted_model() -> Iterator[OpenAIStub]:
    with OpenAIStub() as stub:
        yield stub


@pytest.fixture(scope="session")
def fragile_house(tmp_path_factory: pytest.TempPathFactory, scripted_model: OpenAIStub) -> Iterator[House]:
    """A house whose model can be slow, and whose workers are killed and stopped: leases are short."""
    house = House(
        tmp_path_factory.mktemp("fragile"),
        LLM_MODEL="openai/stub",
        LLM_API_BASE=scripted_model.base,
        LLM_API_KEY="for-the-stub",
        TURN_QUIET_SECONDS="1",
        TURN_LEASE_SECONDS="5",
    )
    yield house
    house.stop()
