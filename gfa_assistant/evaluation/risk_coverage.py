"""How far the confidence of an answer tells right from wrong: risk–coverage curve, its area, and AUROC.

Risk and coverage of a selective predictor after El-Yaniv & Wiener, "On the Foundations of Noise-free Selective
Classification", JMLR 11 (2010). The area (AURC) is that of Geifman, Uziel & El-Yaniv, "Bias-Reduced Uncertainty
Estimation for Deep Neural Classifiers", arXiv:1805.08206 (2018): the mean, over the answers, of the risk at the
threshold that just admits each. The assistant has nothing to show where it refuses or asks back, so the curve ends at
the coverage in use, and the mean runs over the cases that were answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from gfa_assistant.evaluation.metrics import Outcome


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What would be if only answers of at least this confidence were shown: so many, of which so many wrong."""

    threshold: float
    answered: int
    wrong: int
    cases: int

    @property
    def coverage(self) -> float:
        """The share of all cases that would be answered."""
        return self.answered / self.cases

    @property
    def risk(self) -> float:
        """The share of the answers shown that would be wrong."""
        return self.wrong / self.answered


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """One point for each confidence that occurs, highest first; equal confidences cannot be told apart."""

    points: tuple[RiskPoint, ...]

    @property
    def in_use(self) -> RiskPoint | None:
        """Where the assistant stands: all that it answers is shown. None if it answered nothing."""
        return self.points[-1] if self.points else None

    @property
    def aurc(self) -> float | None:
        """The mean risk over the answers; without any order it would be the risk in use, and lower is better."""
        if self.in_use is None:
            return None
        before = (0, *(point.answered for point in self.points))
        sizes = [point.answered - admitted for point, admitted in zip(self.points, before, strict=False)]
        weighted = sum(size * point.risk for size, point in zip(sizes, self.points, strict=True))
        return weighted / self.in_use.answered


def risk_coverage(outcomes: Sequence[Outcome]) -> RiskCoverage:
    """The curve over the answered cases; an answer is wrong if its case did not pass (so too if a refusal was due)."""
    answered = sorted((o for o in outcomes if o.status == "answered"), key=lambda o: o.confidence, reverse=True)
    points: list[RiskPoint] = []
    shown = wrong = 0
    for threshold, group in groupby(answered, key=lambda o: o.confidence):
        verdicts = [outcome.passed for outcome in group]
        shown, wrong = shown + len(verdicts), wrong + verdicts.count(False)
        points.append(RiskPoint(threshold, shown, wrong, len(outcomes)))
    return RiskCoverage(tuple(points))


def coarse_points(points: Sequence[RiskPoint], least: int) -> tuple[RiskPoint, ...]:
    """Those points that lie at least so many answers apart, so that none tells of a single case; the last one stays."""
    kept: list[RiskPoint] = []
    for point in points:
        if point.answered - (kept[-1].answered if kept else 0) >= least:
            kept.append(point)
    if points and (not kept or kept[-1] != points[-1]):
        kept[-1:] = [points[-1]]
    return tuple(kept)


def auroc(outcomes: Sequence[Outcome]) -> float | None:
    """How often a case to be answered has more confidence than one to be refused (equal counts half); None: no pair.

    This is the area under the ROC curve, or Mann–Whitney's U as a share of all pairs (Hanley & McNeil, 1982). Left out
    are cases where experts differ on whether to answer, those to ask back on, and those that raised an error.
    """
    pairs = [(_answerable(o), o.confidence) for o in outcomes if o.status is not None]
    clear = [(answerable, confidence) for answerable, confidence in pairs if answerable is not None]
    if len({answerable for answerable, _ in clear}) < 2:
        return None
    # Half a second to import, and only for a report: nothing that serves answers imports this.
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415

    return float(roc_auc_score(*zip(*clear, strict=True)))


def _answerable(outcome: Outcome) -> bool | None:
    if outcome.expected == ("not_found",):
        return False
    return True if "answered" in outcome.expected and "not_found" not in outcome.expected else None
