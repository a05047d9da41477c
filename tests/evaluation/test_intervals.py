import pytest

from gfa_assistant.evaluation.intervals import wilson_interval
from gfa_assistant.evaluation.metrics import Rate


@pytest.mark.parametrize(
    ("rate", "limits"),
    [
        # (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.95996.
        pytest.param(Rate(8, 10), (0.4902, 0.9433), id="eight of ten"),
        pytest.param(Rate(0, 10), (0.0, 0.2775), id="none"),
        pytest.param(Rate(3, 3), (0.4385, 1.0), id="all of few"),
    ],
)
def test_wilson_interval_by_hand(rate: Rate, limits: tuple[float, float]) -> None:
    assert wilson_interval(rate) == pytest.approx(limits, abs=5e-5)


def test_nothing_has_no_interval() -> None:
    assert wilson_interval(Rate(0, 0)) is None
