"""Lays a report out as a compact table for the terminal."""

from gfa_assistant.evaluation.metrics import Rate, Scores
from gfa_assistant.evaluation.runner import Report

_COLUMNS = ("passed", "status", "answer", "document", "passage", "quotes")


def report_text(report: Report) -> str:
    """The scores per topic, the refusals, and each failed case with its reasons (not those of a held-out set)."""
    scores = report.scores
    rows = [_row(topic, topic_scores) for topic, topic_scores in report.topics.items()]
    lines = [
        _title(report),
        "",
        f"{'topic':<14} {'cases':>5} " + " ".join(f"{column:>8}" for column in _COLUMNS),
        *rows,
        _row("all", scores),
        "",
        f"refusals: precision {_fraction(scores.refusal_precision)}, recall {_fraction(scores.refusal_recall)}; "
        f"answered that should not be: {scores.wrongly_answered}",
        *_failures(report),
    ]
    return "\n".join(lines)


def _title(report: Report) -> str:
    time = "" if report.median_ms is None else f", median {report.median_ms:.0f} ms"
    corpus = f", corpus {report.corpus_sha256[:12]}" if report.corpus_sha256 else ""
    kind = " (held out)" if report.held_out else ""
    return f"question set {report.question_set}{kind} {report.questions_sha256[:12]}{corpus}{time}"


def _row(name: str, scores: Scores) -> str:
    cells = " ".join(f"{_share(getattr(scores, column)):>8}" for column in _COLUMNS)
    return f"{name:<14} {scores.passed.of:>5} {cells}"


def _share(rate: Rate) -> str:
    return "-" if rate.value is None else f"{rate.value:.3f}"


def _fraction(rate: Rate) -> str:
    return f"{_share(rate)} ({rate.right}/{rate.of})"


def _failures(report: Report) -> list[str]:
    failed = [outcome for outcome in report.outcomes if not outcome.passed]
    if not failed:
        return []
    if report.held_out:
        return ["", f"failed: {len(failed)} (not listed: the set is held out)"]
    lines = ["", f"failed: {len(failed)}"]
    for outcome in failed:
        lines += [f"  {outcome.id}: {outcome.question}", *(f"    {reason}" for reason in outcome.reasons)]
    return lines
