"""The recipe of docs/archives.md, where Spark is."""

import re
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing import score_frame

sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
PAGE = (Path(__file__).parents[1] / "docs/archives.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_recipe_gives_the_same_rows(monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    articles = [("a", "The shameless regime lied. Rain fell."), ("b", None), ("c", "“A vile plot,” she said.")]
    with sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate() as spark:
        recipe = {"spark": spark, "articles": articles}
        exec(re.search(r"## Spark\n\n```python\n(.*?)```", PAGE, re.DOTALL)[1], recipe)
        found = recipe["scores"].toPandas().sort_values(["article", "passage"], ignore_index=True)
    expected = score_frame(pd.DataFrame(articles, columns=["id", "text"]).set_index("id")).reset_index()
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
