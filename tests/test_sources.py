import json
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from framing import score_frame, summarize
from framing.__main__ import main
from framing.sources import CHANGES, GAP, REASON, RESULT, SUMS
from framing.sources.estimates import estimates, moments, without_topics
from framing.sources.forest import forest_plot

NEUTRAL, LOADED = "The council met on Monday.", "What a shameless, disgraceful farce!"


def passages(scores, sources=None, **columns):
    """Return passages as score_frame gives them, each an article of its own."""
    n = len(scores)
    frame = pd.DataFrame({"article": range(n), "source": sources or ["A"] * n, "kind": "body", "score": scores})
    return frame.assign(percentile=0.5, n_author_words=10, n_quoted_words=0).assign(**columns)


def simulated(rng, strengths, n_articles, n_passages=12):
    """Return passages of sources whose articles vary around a known strength, and passages around their article."""
    source = np.repeat(np.arange(len(strengths)), n_articles)
    level = np.clip(rng.beta(2, 2 / strengths[source] - 2), 0.01, 0.99)
    article = np.repeat(np.arange(len(source)), n_passages)
    scores = rng.beta(3 * level[article], 3 * (1 - level[article]))
    return passages(scores, source[article].tolist(), article=article)


def test_a_source_is_the_mean_of_its_articles_not_of_its_passages():
    found = summarize(passages([0.2, 0.2, 0.2, 0.8], article=[0, 0, 0, 1]))
    assert found["score"].item() == pytest.approx(0.5)
    assert (found["n_articles"].item(), found["n_passages"].item(), found["n_words"].item()) == (2, 4, 40)


def test_an_article_is_its_passages_weighed_by_words():
    assert summarize(passages([0.2, 0.8], article=0, n_author_words=[30, 10]))["score"].item() == pytest.approx(0.35)


def test_the_interval_is_students_over_articles():
    found = summarize(passages([0.2, 0.4, 0.3])).iloc[0]
    half = 4.302653 * 0.1 / 3**0.5
    assert found[["low", "high"]].tolist() == pytest.approx([0.3 - half, 0.3 + half], abs=1e-6)


def test_one_article_has_an_estimate_and_no_interval():
    found = summarize(passages([0.4]), fewest=1).iloc[0]
    assert found["score"] == 0.4
    assert found[["low", "high", "rank_low", "rank_high"]].isna().all()
    assert found["reason"] == "1 article, fewer than 2"


@pytest.mark.parametrize("n_articles", [20, 60])
def test_intervals_cover_what_sources_are(n_articles):
    rng, covered = np.random.default_rng(7), []
    for _ in range(40):
        strengths = rng.uniform(0.1, 0.5, 50)
        found = summarize(simulated(rng, strengths, n_articles, 4))
        covered += ((found["low"] <= strengths) & (strengths <= found["high"])).tolist()
    assert 0.93 <= np.mean(covered) <= 0.97


def test_passages_without_a_score_count_only_what_is_quoted():
    found = summarize(passages([0.2, np.nan], article=0, n_author_words=[10, 0], n_quoted_words=[0, 30])).iloc[0]
    assert (found["n_passages"], found["score"], found["share_quoted"]) == (1, 0.2, 0.75)


def test_the_headlines_gap_is_within_articles():
    kinds = ["headline", "body", "body", "body"]
    found = summarize(passages([0.9, 0.3, 0.5, 0.1], article=[0, 0, 0, 1], kind=kinds)).iloc[0]
    assert found["headline_gap"] == pytest.approx(0.5)


def test_quotations_count_also_where_an_author_says_nothing_but_not_in_promotion():
    frame = passages(
        [0.2, np.nan, np.nan], n_author_words=[10, 0, 0], n_quoted_words=[0, 30, 50], kind=["body", "body", "promotion"]
    )
    assert summarize(frame)["share_quoted"].item() == 0.75


def test_rows_without_a_time_are_not_compared():
    found = summarize(passages([0.1, 0.2, 0.9], month=["2024-01", "2024-02", None]), by=["source", "month"])
    assert found["change"].isna().tolist() == [True, False, True]


def test_a_month_whose_articles_do_not_count_is_passed_over():
    reasons = [reason for reason in ("", "doubtful", "") for _ in range(3)]
    frame = passages([0.1, 0.2, 0.3, 0.9, 0.9, 0.9, 0.6, 0.7, 0.8], month=np.repeat([1, 2, 3], 3), reason=reasons)
    found = summarize(frame, by=["source", "month"])
    assert found["change"].tolist() == pytest.approx([np.nan, np.nan, 0.5], nan_ok=True)
    assert found["changed"].tolist() == [False, False, True]


def test_sources_without_a_name_change_over_time_too():
    found = summarize(passages([0.1, 0.2], [None, None], month=["2024-01", "2024-02"]), by=["source", "month"])
    assert found["change"].tolist() == [pytest.approx(np.nan, nan_ok=True), pytest.approx(0.1)]


def test_a_score_without_its_topic_stays_a_score():
    scores, topics = [0.9] * 30 + [0.1] * 10 + [0.02] * 30 + [0.03], ["war"] * 30 + ["sport"] * 10 + ["war"] * 30 + ["sport"]
    assert summarize(passages(scores, ["A"] * 40 + ["B"] * 31, topic=topics), topic="topic")["score"].between(0, 1).all()


def test_ranks_are_what_intervals_allow():
    scores = {"low": [0.1, 0.11, 0.12], "middle": [0.2, 0.4, 0.6], "alike": [0.25, 0.45, 0.65], "high": [0.9, 0.91, 0.92]}
    frame = passages([value for own in scores.values() for value in own], [name for name in scores for _ in range(3)])
    found = summarize(frame, fewest=3).sort_values("score")
    assert found.index.tolist() == ["low", "middle", "alike", "high"]
    assert found["rank_low"].tolist() == [1, 1, 1, 2]
    assert found["rank_high"].tolist() == [3, 4, 4, 4]


def test_a_source_of_few_articles_is_not_ranked_and_says_why():
    frame = passages([0.1] * 20 + [0.9] * 19, ["many"] * 20 + ["few"] * 19)
    found = summarize(frame)
    assert found.loc["few", "reason"] == "19 articles, fewer than 20"
    assert found["rank_high"].isna().tolist() == [True, False]
    assert found.loc["many", "rank_high"] == 1


def test_articles_of_an_unknown_source_are_a_row_without_a_rank():
    frame = passages([0.1, 0.2, 0.3, 0.4, 0.8, 0.9], ["", "", "A", "A", None, None])
    found = summarize(frame, fewest=2).loc[["A", "", np.nan]]
    assert found["n_articles"].tolist() == [2, 2, 2]
    assert found["rank_high"].isna().tolist() == [False, True, True]
    assert found["rank_high"].iloc[0] == 1
    assert found["reason"].tolist() == ["", *["unknown, perhaps several: not comparable"] * 2]


def test_topics_are_taken_out():
    topics = ["war"] * 30 + ["sport"] * 10 + ["war"] * 10 + ["sport"] * 30
    scores = [0.6 if topic == "war" else 0.2 for topic in topics]
    frame = passages(scores, ["A"] * 40 + ["B"] * 40, topic=topics)
    assert summarize(frame)["score"].tolist() == pytest.approx([0.5, 0.3])
    assert summarize(frame, topic="topic")["score"].tolist() == pytest.approx([0.4, 0.4])


@pytest.mark.parametrize("n_topics", [1, 10, 30])
def test_intervals_cover_what_sources_are_beside_their_topics(n_topics):
    rng, covered = np.random.default_rng(3), []
    groups = np.repeat(np.arange(4), 20)
    for _ in range(120):
        topics = rng.integers(n_topics, size=80)
        of_topic = rng.normal(0, 0.1, n_topics)
        scores = 0.5 + of_topic[topics] + rng.normal(0, [0.03, 0.06, 0.09, 0.12], (20, 4)).T.ravel()
        found, alone = without_topics(scores, groups, pd.factorize(topics)[0], 4)
        truth = 0.5 + of_topic[topics].mean()
        _, low, high = estimates(found)
        covered += ((low <= truth) & (truth <= high))[~alone].tolist()
    assert 0.93 <= np.mean(covered) <= (0.975 if n_topics < 30 else 0.99)


def densely(scores, groups, topics):
    """Return means, errors and degrees of freedom beside topics by the textbook: one matrix of all groups and topics."""
    table = np.hstack([np.eye(groups.max() + 1)[groups], np.eye(topics.max() + 1)[topics]])
    inverse = np.linalg.pinv(table, rcond=1e-10)
    left = 1 - np.einsum("ij,ji->i", table, inverse)
    missed = np.divide((scores - table @ inverse @ scores) ** 2, left, out=np.zeros(len(scores)), where=left > 1e-9)
    weights = np.hstack([np.eye(groups.max() + 1), np.tile(np.bincount(topics) / len(topics), (groups.max() + 1, 1))]) @ inverse
    return weights @ scores, np.sqrt(weights**2 @ missed), np.bincount(groups, left)


@pytest.mark.parametrize(("n_groups", "n_topics"), [(1, 8), (16, 1), (4, 9), (9, 4), (30, 30)])
def test_topics_are_taken_out_as_by_the_textbook(n_groups, n_topics):
    rng = np.random.default_rng(5)
    groups, topics = (np.concatenate([np.arange(n), rng.integers(n, size=300 - n)]) for n in (n_groups, n_topics))
    scores = rng.random(300)
    found, alone = without_topics(scores, groups, topics, n_groups)
    assert not alone.any()
    np.testing.assert_allclose(found, densely(scores, groups, topics), rtol=0, atol=1e-9)


@pytest.mark.parametrize(("n_groups", "n_topics"), [(300_000, 3), (3, 300_000)])
def test_many_groups_or_topics_need_no_matrix_of_all(n_groups, n_topics):
    articles = np.arange(600_000)
    found, _ = without_topics(np.full(600_000, 0.3), articles % n_groups, articles // 2 % n_topics, n_groups)
    np.testing.assert_allclose(found.mean, 0.3)


def test_one_topic_changes_nothing():
    rng = np.random.default_rng(0)
    scores, groups = rng.random(40), np.repeat([0, 1], 20)
    found, _ = without_topics(scores, groups, np.zeros(40, dtype=int), 2)
    np.testing.assert_allclose(found, moments(scores, groups, 2), atol=1e-9)


def test_a_topic_of_its_own_for_each_article_leaves_nothing_to_compare():
    frame = passages(np.linspace(0.1, 0.9, 40).tolist(), ["A", "B"] * 20, topic=[*["x"] * 2, *range(38)])
    found = summarize(frame, topic="topic")
    assert found[["low", "high", "rank_low", "rank_high"]].isna().all(axis=None)
    assert found["reason"].tolist() == ["has about as many topics as articles: not comparable"] * 2


def test_sources_that_share_no_topic_are_not_compared():
    frame = passages([0.1, 0.2, 0.2, 0.3, 0.4, 0.8, 0.9], list("AAABBCC"), topic=["x", "y", "y", "y", "y", None, None])
    found = summarize(frame, topic="topic", fewest=2)
    assert found["rank_high"].isna().tolist() == [False, False, True]
    assert found.loc["C", "reason"] == "shares no topic with most others: not comparable"
    assert found.loc["C", "score"] == pytest.approx(0.85)


def test_doubtful_articles_are_left_out_and_counted():
    frame = passages(
        [0.2, 0.9, np.nan, np.nan], ["A", "A", "A", "B"], reason=["", "not English", "text is missing", "text is empty"]
    )
    found = summarize(frame)
    assert found["n_articles"].tolist() == [1, 0]
    assert found["n_left_out"].tolist() == [2, 1]
    assert found["score"].tolist() == [0.2, pytest.approx(np.nan, nan_ok=True)]


def test_sources_may_be_categories():
    frame = passages([0.1, 0.2, 0.8], ["A", "A", "B"], cues="vile")
    categories = frame.assign(source=pd.Categorical(frame["source"], ["A", "B", "C"]))
    counts = ["n_articles", "n_left_out", "n_passages"]
    assert summarize(categories)[counts].to_records().tolist() == summarize(frame)[counts].to_records().tolist()


@pytest.mark.parametrize(
    ("times", "known"),
    [
        ([2023, 2024], True),
        ([date(2024, 9, 1), date(2024, 10, 1)], True),
        (pd.Categorical(pd.to_datetime(["2024-09", "2024-10"])), True),
        (["2024-09", "2024-10"], True),
        (["2024Q1", "2024Q2"], True),
        (["2025-1", "2025-10"], False),
        (["2024-W09", "2024-W10"], True),
        (["2024-W9", "2024-W10"], False),
        (["x", "y"], False),
    ],
)
def test_only_what_sorts_as_time_is_compared_over_time(times, known):
    found = summarize(passages([0.1, 0.2], when=times), by=["source", "when"])
    assert ("change" in found.columns) == known


def test_a_change_is_told_only_where_the_intervals_say_so():
    rng = np.random.default_rng(1)
    scores = np.concatenate([rng.normal(mean, 0.05, 30) for mean in (0.2, 0.2, 0.4)]).clip(0, 1)
    frame = passages(scores, month=np.repeat([1, 2, 3], 30))
    found = summarize(pd.concat([frame, frame.assign(source="B")]), by=["source", "month"])
    assert found.index.tolist() == [(source, month) for source in "AB" for month in (1, 2, 3)]
    assert found["changed"].tolist() == [False, False, True] * 2
    assert found["change"].isna().tolist() == [True, False, False] * 2
    assert found["change_low"].iloc[2] < 0.2 < found["change_high"].iloc[2]


def test_months_that_are_categories_follow_each_other_as_months_do():
    months = pd.Categorical(["2024-02", "2024-01", None], categories=["2024-02", "2024-01"])
    frame = passages([0.5, 0.2, 0.9], month=months)
    found = summarize(frame, by=["source", "month"])
    assert found.index.get_level_values("month").tolist()[:2] == ["2024-01", "2024-02"]
    assert found["change"].iloc[1] == pytest.approx(0.3)
    assert frame["month"].cat.categories.tolist() == ["2024-02", "2024-01"]


def test_what_score_frame_gives_can_be_summed_up():
    articles = pd.DataFrame({"text": [NEUTRAL, LOADED, None, NEUTRAL], "source": ["A", "B", "B", None]})
    found = summarize(score_frame(articles).join(articles["source"]))
    assert found["n_articles"].tolist() == [1, 1, 1]
    assert found["score"].iloc[1] > 0.5 > found["score"].iloc[0]


def test_by_article_is_a_row_an_article():
    articles = pd.DataFrame({"text": [NEUTRAL, LOADED]}, index=["x", "y"])
    assert summarize(score_frame(articles), by="article").index.tolist() == ["x", "y"]
    assert "change" not in summarize(passages([0.1, 0.2]), by=["source", "article"])


@pytest.mark.parametrize(
    ("frame", "options", "error", "match"),
    [
        ([1], {}, TypeError, "frame must be a pandas DataFrame, got list"),
        (passages([0.1]), {"by": []}, ValueError, "by must name a column"),
        (passages([0.1]), {"by": [["source"]]}, TypeError, r"by must name columns, got list \['source'\]"),
        (passages([0.1]), {"topic": ["desk"]}, TypeError, r"topic must name columns, got list \['desk'\]"),
        (passages([0.1]), {"fewest": "3"}, TypeError, "fewest must be an int, got str '3'; pass 20"),
        (passages(["0.1"]), {}, TypeError, "score must hold numbers, got a column of (str|object)"),
        (passages([0.1]).astype({"score": "category"}), {}, TypeError, "score must hold numbers, got a column of category"),
        (passages([0.1]).astype({"percentile": object}), {}, TypeError, "percentile must hold numbers, got a column of object"),
        (passages([0.1]), {"by": "outlet"}, ValueError, "frame must have the column 'outlet', got article, source"),
        (passages([0.1]), {"topic": "desk"}, ValueError, "frame must have the column 'desk'"),
        (passages([np.nan]), {}, ValueError, "frame must hold scores, got 1 passages without"),
        (passages([0.1]), {"by": ["source", "source"]}, ValueError, "by must name each column once, got 'source' twice"),
        (passages([0.1]), {"by": "score"}, ValueError, "by must name columns that the result has not, got 'score'"),
        (passages([0.1], reason=""), {"by": "reason"}, ValueError, "by must name columns that the result has not, got 'reason'"),
        (passages([1.5]), {}, ValueError, "score must be from 0 to 1, got 1.5"),
        (passages([0.5, -0.2]), {}, ValueError, "score must be from 0 to 1, got -0.2"),
        (passages([0.1, 0.2], model=["a", "b"]), {}, ValueError, "frame must hold scores of one model, got a, b"),
        (passages([0.1]), {"topic": "source"}, ValueError, "topic must be another column than article and those of by, got 's"),
        (passages([0.1]), {"topic": "article"}, ValueError, "topic must be another column than article and those of by, got 'a"),
        (passages([0.1]), {"topic": "score"}, ValueError, "topic must name columns that the result has not, got 'score'; rename"),
        (
            passages([0.1], headline_gap=1),
            {"by": "headline_gap"},
            ValueError,
            "that the result has not, got 'headline_gap'; rename",
        ),
        (passages([0.1], low=1), {"by": "low"}, ValueError, "by must name columns that the result has not, got 'low'; rename"),
        (passages([0.1, 0.2], [["A"], ["B"]]), {}, TypeError, r"source must hold texts or numbers, got list \['A'\]; write"),
        (passages([0.1], desk=[["A"]]), {"topic": "desk"}, TypeError, "desk must hold texts or numbers, got list"),
        (
            passages([0.1, 0.2], day=pd.Series([datetime(2024, 5, 1), datetime(2024, 6, 1, tzinfo=UTC)], dtype=object)),
            {"by": ["source", "day"]},
            ValueError,
            r"day must hold times of one kind, got '2024-05-01 00:00:00' and '2024-06-01 00:00:00\+00:00'; pass it through",
        ),
        (pd.concat([passages([0.1]), passages([0.1])], axis=1), {}, ValueError, "one column 'article', got several; drop or"),
        (passages([0.1, 0.2], article="x", passage=0), {}, ValueError, "frame must tell articles apart, got two of the name 'x'"),
    ],
)
def test_bad_input_is_named(frame, options, error, match):
    with pytest.raises(error, match=match):
        summarize(frame, **options)


def test_estimates_stay_between_0_and_1():
    _, low, high = estimates(moments(np.array([0.0, 0.01, 0.99, 1.0]), np.array([0, 0, 1, 1]), 2))
    assert low.tolist()[0] == 0
    assert high.tolist()[1] == 1


@pytest.fixture
def scores(tmp_path):
    frame = passages([0.1, 0.2, 0.7, 0.9], ["A & <b>", "A & <b>", "B", "B"], month=[1, 2, 1, 2])
    frame.to_parquet(tmp_path / "part-000000.parquet")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("text", "A & <b>"), ("csv", "A & <b>,2,0,2,20,"), ("json", '"source":"A & <b>"'), ("html", "A &amp; &lt;b&gt;")],
)
def test_the_command_writes_tables(scores, capsys, kind, shown):
    assert main(["sources", str(scores), "--format", kind]) == 0
    assert shown in capsys.readouterr().out


def test_dates_in_json_can_be_read(tmp_path, capsys):
    days = pd.to_datetime(["2024-05-01", "2024-06-01"])
    passages([0.1, 0.2], day=days).to_parquet(tmp_path / "scores.parquet")
    assert main(["sources", str(tmp_path / "scores.parquet"), "--by", "source,day", "--format", "json"]) == 0
    assert [row["day"][:10] for row in json.loads(capsys.readouterr().out)] == ["2024-05-01", "2024-06-01"]


def test_the_command_takes_several_columns_and_draws(scores, capsys):
    for _ in range(2):  # once more with the chart beside the scores
        assert main(["sources", str(scores), "--by", "source,month", "--plot", str(scores / "plot.png")]) == 0
        assert "change_low" in capsys.readouterr().out
    assert (scores / "plot.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "message"), [(["--by", "outlet"], "the column 'outlet'"), (["none"], "which is not there")]
)
def test_the_command_names_what_is_wrong(scores, capsys, arguments, message):
    path = [] if arguments == ["none"] else [str(scores)]
    assert main(["sources", *path, *arguments]) == 1
    assert message in capsys.readouterr().err


def test_a_table_of_texts_is_no_traceback(tmp_path, capsys):
    passages(["0.1"]).to_parquet(tmp_path / "scores.parquet")
    assert main(["sources", str(tmp_path / "scores.parquet")]) == 1
    assert capsys.readouterr().err.startswith("framing sources: score must hold numbers, got a column of ")


def test_an_archive_that_is_not_finished_is_named(scores, capsys):
    assert main(["sources", str(scores)]) == 0
    assert "is not finished; go on with framing score-many --resume" in capsys.readouterr().err
    (scores / "_SUCCESS").touch()
    assert main(["sources", str(scores)]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_no_table_of_scores_is_named(tmp_path, capsys):
    (tmp_path / "a.csv").write_text("text", encoding="utf-8")
    assert main(["sources", str(tmp_path)]) == 1
    assert "scores must be a folder of Parquet files, got" in capsys.readouterr().err
    pd.DataFrame({"text": ["a"]}).to_parquet(tmp_path / "a.parquet")
    assert main(["sources", str(tmp_path / "a.csv")]) == 1
    assert "scores must be a Parquet file" in capsys.readouterr().err
    assert main(["sources", str(tmp_path / "a.parquet")]) == 1
    assert "scores must have the column 'article', got text; pass what score-many wrote" in capsys.readouterr().err


def test_equal_tables_give_equal_plots():
    found = summarize(passages([0.1, 0.2, 0.3], ["$A$", "$A$", "B"]))
    assert forest_plot(found) == forest_plot(found)


@pytest.mark.parametrize("missing", [None, ""])
def test_a_plot_calls_articles_without_a_source_unknown(missing):
    found = summarize(passages([0.1, 0.2, 0.3], ["A", "A", missing]))
    assert forest_plot(found) == forest_plot(found.set_axis([name if name == "A" else "unknown" for name in found.index]))


def test_typical_cues_are_those_of_more_articles_than_elsewhere():
    words = ["shameless; farce", "farce", ""]
    frame = passages([0.5] * 60, ["A", "B", "C"] * 20, cues=words * 20)
    assert summarize(frame)["typical_cues"].tolist() == ["shameless; farce", "farce", ""]


def test_one_article_makes_no_cue_typical():
    article = [*range(40), *[40] * 20]
    frame = passages([0.5] * 60, ["A"] * 20 + ["B"] * 40, article=article, cues=["farce"] * 20 + [""] * 20 + ["shameless"] * 20)
    assert summarize(frame)["typical_cues"].tolist() == ["farce", ""]


def test_cues_of_doubtful_articles_are_not_typical():
    frame = passages([0.5] * 40, ["A", "B"] * 20, cues=["shameless", "farce"] * 20, reason=["no English", ""] * 20)
    assert summarize(frame)["typical_cues"].tolist() == ["", ""]


def test_a_source_alone_has_no_typical_cues():
    assert summarize(passages([0.5] * 9, cues=["farce"] * 9))["typical_cues"].tolist() == [""]


def test_cues_go_from_articles_to_the_command(tmp_path, capsys):
    rows = [(LOADED if number % 2 else NEUTRAL, "BA"[number % 2]) for number in range(24)]
    pd.DataFrame(rows, columns=["text", "source"]).to_csv(tmp_path / "articles.csv")
    arguments = ["score-many", str(tmp_path / "articles.csv"), "--source", "source", "--cues", "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    assert main(["sources", str(tmp_path / "out"), "--format", "csv"]) == 0
    found = capsys.readouterr().out
    assert "typical_cues" in found
    assert "shameless" in next(line for line in found.splitlines() if line.startswith("A,"))
    assert "shameless" not in next(line for line in found.splitlines() if line.startswith("B,"))


def test_sources_that_do_not_differ_have_no_typical_cues():
    rng = np.random.default_rng(5)
    words = np.array([f"w{number}" for number in range(800)])
    cues = ["; ".join(rng.choice(words, 3, p=np.arange(800, 0, -1) / 320_400)) for _ in range(4000)]
    found = summarize(passages([0.5] * 4000, list("ABCD") * 1000, article=(np.arange(4000) // 4).tolist(), cues=cues))
    assert found["typical_cues"].str.count("w").sum() <= 1


@pytest.mark.parametrize("cues", [[1] * 4, [["a"]] * 4])
def test_cues_must_be_texts(cues):
    with pytest.raises(ValueError, match="cues must hold texts"):
        summarize(passages([0.5] * 4, cues=cues))


def test_every_column_of_the_result_is_refused_as_a_name_to_sum_up_by():
    found = summarize(passages([0.1, 0.2], ["A", "A"], year=["2023", "2024"], cues="vile"), by=["source", "year"])
    assert {*found.columns} <= {*SUMS, GAP, REASON, *RESULT, *CHANGES}
