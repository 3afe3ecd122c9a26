import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openai_stub import OpenAIStub, says
from tests.stories.house import LEASE, House

WORKS = {"language": "en", "stance": "interested", "wants_followup": False, "answer_now": True, "confidence": 0.95}


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
    """A house whose model can be slow, and whose workers are killed and stopped: leases are short. It answers while the
    house is furnished: else its breaker would still be open when the first story begins."""
    scripted_model.on("read", says(WORKS))
    scripted_model.on("compose", says({"text": "Gladly, we look into it.", "confidence": 0.9}))
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
