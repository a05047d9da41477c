"""Medians, ratios and tables of the comparison, worked out by hand."""

import pytest

from benchmarks.comparison import (
    Comparison,
    Ratio,
    System,
    percentile,
    quality,
    ratio,
    ratio_table,
    ratios,
    spread,
    table,
)


def comparison() -> Comparison:
    return Comparison(
        plain=System(
            "plain",
            "plain LlamaIndex",
            ranks=[1, 2, None, 1],
            search_ms=[20, 40, 30],
            first_s=[8, 10, 9],
            serving_mib=[1000],
            ingest_s=[30, 31, 32],
            ingest_process_s=[40],
        ),
        hybrid=System("hybrid", "LlamaIndex hybrid", fusion="relative_score", ranks=[1, 1, 6, 1], search_ms=[35]),
        ours=System(
            "ours",
            "gfa_assistant",
            ranks=[1, 1, 2, 1],
            search_ms=[10],
            answer_ms=[15, 20, 21],
            first_s=[4, 4, 4.5],
            serving_mib=[700],
            ingest_s=[23, 24, 25],
        ),
        bare=System("bare", "bare encode", ingest_s=[20, 20, 20]),
        questions=4,
        timed_questions=2,
    )


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 1), (0.05, 1), (0.06, 2), (0.5, 10), (0.95, 19), (1.0, 20)],
)
def test_a_percentile_is_the_smallest_value_that_enough_others_do_not_exceed(share: float, expected: float) -> None:
    assert percentile([20, *range(1, 20)], share) == expected


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.5], 0.95) == 7.5


def test_a_ratio_is_of_medians_and_its_range_of_single_rounds() -> None:
    assert ratio("answer", [10, 20, 60], [20, 40, 30], 0.8) == Ratio("answer", 20 / 30, 0.5, 2.0, 0.8)


def test_rounds_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        ratio("answer", [10, 20], [20], 0.8)


@pytest.mark.parametrize(("value", "met"), [(0.79, True), (0.8, True), (0.81, False)])
def test_a_target_is_met_up_to_its_value(value: float, met: bool) -> None:
    assert Ratio("answer", value, value, value, 0.8).met is met


def test_the_ratios_divide_what_their_names_say() -> None:
    assert [(r.value, r.target, r.met) for r in ratios(comparison())] == [
        (20 / 30, 0.8, True),
        (4 / 9, 0.4, False),
        (0.7, 0.7, True),
        (24 / 20, 1.15, False),
    ]


def test_the_ratio_table_says_which_targets_are_met() -> None:
    assert ratio_table([Ratio("memory", 0.701, 0.69, 0.71, 0.7), Ratio("ingest", 1.1, 1.0, 1.25, 1.15)]).split(
        "\n"
    ) == [
        "| ours ÷ theirs | ratio | target |  |",
        "| --- | --- | --- | --- |",
        "| memory | 0.70 (0.69–0.71) | ≤ 0.7 | missed |",
        "| ingest | 1.10 (1.00–1.25) | ≤ 1.15 | met |",
    ]


@pytest.mark.parametrize(
    ("values", "shown"),
    [([], "–"), ([8.94], "8.9"), ([9.96, 8.2, 8.94], "8.9 (8.2–10.0)")],
    ids=["none", "one", "many"],
)
def test_a_spread_shows_median_and_range(values: list[float], shown: str) -> None:
    assert spread(values, 1) == shown


def test_quality_counts_a_document_not_found_as_a_miss() -> None:
    assert quality(comparison().plain) == (0.5, 0.75, 2.5 / 4)


def test_the_table_has_a_row_a_system_and_dashes_for_what_it_does_not_do() -> None:
    assert table(comparison().systems).split("\n") == [
        "| system | R@1 | R@5 | MRR@10 | search, ms | complete answer, ms | first result of a fresh process, s "
        "| peak memory serving, MiB | ingest, model loaded, s | ingest, whole process, s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| plain LlamaIndex | 0.500 | 0.750 | 0.625 | 30.0 (20.0–40.0) | – | 9.0 (8.0–10.0) | 1000 "
        "| 31.0 (30.0–32.0) | 40.0 |",
        "| LlamaIndex hybrid (relative_score) | 0.750 | 0.750 | 0.792 | 35.0 | – | – | – | – | – |",
        "| gfa_assistant | 0.750 | 1.000 | 0.875 | 10.0 | 20.0 (15.0–21.0) | 4.0 (4.0–4.5) | 700 "
        "| 24.0 (23.0–25.0) | – |",
        "| bare encode | – | – | – | – | – | – | – | 20.0 (20.0–20.0) | – |",
    ]
