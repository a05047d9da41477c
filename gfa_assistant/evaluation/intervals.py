"""Confidence intervals of shares, so that few cases do not look like many."""

from gfa_assistant.evaluation.metrics import Rate


def wilson_interval(rate: Rate, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval (JASA 22, 1927); None of nothing."""
    if not rate.of:
        return None
    # A second to import, and only for a report page.
    from scipy.stats import binomtest  # noqa: PLC0415

    interval = binomtest(rate.right, rate.of).proportion_ci(confidence_level=level, method="wilson")
    return float(interval.low), float(interval.high)
