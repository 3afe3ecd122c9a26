import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openai_stub import OpenAIStub
from tests.stories.house import LEASE, House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/stories" in item.path.as_posix():
            item.add_marker(pytest.mark.story)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where PostgreSQL's own user can go, too: root's temporary folders of pytest are closed to it."""
    path = Path(tempfile.mkdtemp(prefix="followthrough-stories-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def house(folder: Path) -> Iterator[House]:
    """The demo with the embedded model, as a newcomer starts it."""
    house = House(folder / "house")
    yield house
    house.stop()


@pytest.fixture(scope="session")
def scripted_model() -> Iterator[OpenAIStub]:
    with OpenAIStub() as stub:
        yield stub


@pytest.fixture(scope="session")
def fragile_house(folder: Path, scripted_model: OpenAIStub) -> Iterator[House]:
    """A house whose model can be slow, and whose workers are killed and stopped: leases are short."""
    house = House(
        folder / "fragile",
        LLM_MODEL="openai/stub",
        LLM_API_BASE=scripted_model.base,
        LLM_API_KEY="for-the-stub",
        TURN_QUIET_SECONDS="1",
        TURN_LEASE_SECONDS=str(LEASE),
    )
    yield house
    house.stop()
