"""The command that reports what the corpus lacks: gaps."""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gfa_assistant.corpus_commands import AddCommand
from gfa_assistant.output import print_json
from gfa_assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gfa_assistant.feedback.gaps import GapGroup


def add_feedback_commands(add: AddCommand) -> None:
    """Add the command to the command line."""
    sub = add(
        "gaps",
        _gaps,
        "Report questions that were not answered or badly rated.",
        "gaps --since 2026-01-01 --csv gaps.csv",
    )
    sub.add_argument("--since", type=_day, metavar="DATE", help="first day (default: as long as questions are kept)")
    sub.add_argument("--until", type=_day, metavar="DATE", help="last day (default: today)")
    sub.add_argument(
        "--smallest", type=_count, default=1, metavar="N", help="fewest questions of a group whose texts are shown"
    )
    sub.add_argument("--csv", type=Path, metavar="FILE", help="write a file for a spreadsheet")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it like 2026-01-31") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


def _gaps(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.feedback.gap_csv import gap_csv  # noqa: PLC0415
    from gfa_assistant.feedback.gaps import gap_report  # noqa: PLC0415
    from gfa_assistant.feedback.store import FeedbackStore  # noqa: PLC0415
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415

    until = arguments.until or date.today()
    since = arguments.since or until - timedelta(days=settings.keep_days)

    def encode(texts: Sequence[str]) -> "NDArray[np.float32]":
        # Loaded only where there is something to compare.
        return load_exported_encoder(settings.embedding_model, settings.cache_dir).embed_queries(texts)

    with FeedbackStore.open_to_read(settings) as store:
        groups = gap_report(store, encode, since, until, smallest=arguments.smallest)
    if arguments.csv:
        arguments.csv.write_bytes(gap_csv(groups))
    if arguments.json:
        print_json({"since": f"{since}", "until": f"{until}", "groups": [group.to_json() for group in groups]})
    elif groups:
        print("\n".join(_line(group) for group in groups))
    else:
        print(f"no gaps from {since} to {until}; questions are reported where GFA_KEEP_QUESTIONS lets them be kept")
    return 0


def _line(group: "GapGroup") -> str:
    states = ", ".join(f"{state} {times}" for state, times in group.states)
    about = "; ".join(
        part
        for part in (
            f"{group.unanswered} not answered, {group.rated_badly} rated badly",
            states,
            f"{group.first_day} to {group.last_day}",
        )
        if part
    )
    return f"{group.questions:>4}  {group.name or '(too few to show)'}\n      {about}"
