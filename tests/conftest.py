from pathlib import Path

import pytest

from framing.models import load_model

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def fast():
    return load_model("fast")


@pytest.fixture(scope="session")
def data_dir():
    if not (SHARED / "data").is_dir():
        pytest.skip("the public data sets are not at ../shared/data")
    return SHARED / "data"


@pytest.fixture(scope="session")
def friends_of_steel():
    path = SHARED / "articles/friends_of_steel.txt"
    if not path.is_file():
        pytest.skip("the article is not at ../shared/articles")
    return path.read_text(encoding="utf-8")
