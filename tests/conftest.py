from pathlib import Path

import pytest
from reports import article, passage

from framing.models import load_model
from framing.scores import Cue

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


@pytest.fixture
def report():
    """Two scored passages, the second one stronger, and what is not scored."""
    return article(
        passage("LONDON —", kind="dateline"),
        passage("Rain fell.", 9, 0.1),
        passage("It is over, screams the Times.", 20, 0.9),
        passage("“Never!”", 51, voice="quoted", quoted_score=0.7),
        cues=(
            Cue(1, 9, 13, "Rain", "word", -0.4, ""),
            Cue(2, 26, 30, "over", "word", 0.8, ""),
            Cue(2, 32, 39, "screams", "loaded reporting verb", 2.1, "says"),
            Cue(2, 40, 43, "the", "word", 0.1, ""),
        ),
        quoted_score=0.7,
    )
