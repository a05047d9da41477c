"""The commands that change corpus and index: ingest, add, remove."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING

from gfa_assistant.errors import CorpusError, GfaError
from gfa_assistant.output import EXIT_NOT_ALL, print_error, print_json
from gfa_assistant.settings import Settings

if TYPE_CHECKING:
    from gfa_assistant.indexing.ingest import IngestReport

Command = Callable[[argparse.Namespace, Settings], int]
# Makes the parser of a command of this name, text and example.
AddCommand = Callable[[str, Command, str, str], argparse.ArgumentParser]
# What a catalog entry says, with an example and its meaning.
_ABOUT = (
    ("title", "TITLE", "title (default: the file's own)"),
    ("publisher", "NAME", "who publishes it"),
    ("url", "URL", "where it is published"),
    ("state", "BY", "Land it is for, as its two-letter code; DE for all"),
    ("as_of", "2025-03", "date of its content"),
    ("rights", "TEXT", "what may be done with it"),
)


def add_corpus_commands(add: AddCommand) -> None:
    """Add the commands to the command line."""
    sub = add("ingest", _ingest, "Read the corpus into the index.", "ingest --corpus corpus")
    sub.add_argument("--corpus", metavar="DIR", help="folder of documents (default: GFA_CORPUS_DIR or corpus)")
    sub.add_argument("--index", metavar="DIR", help="folder of the index (default: GFA_INDEX_DIR or index)")
    sub.add_argument("--rebuild", action="store_true", help="read and embed everything anew")
    sub.add_argument("--watch", action="store_true", help="stay, and ingest again whenever the folder changes")
    sub.add_argument(
        "--progress", choices=("bar", "json"), default="bar", help="json: a line for programs at each step"
    )
    sub = add(
        "add", _add, "Copy a file into the corpus, with its catalog entry.", "add Flyer.pdf --title Flyer --state BY"
    )
    sub.add_argument("file", metavar="FILE")
    sub.add_argument("--name", default="", metavar="NAME", help="path below the corpus folder (default: its own)")
    for key, example, text in _ABOUT:
        sub.add_argument(f"--{key.replace('_', '-')}", metavar=example, help=text)
    sub.add_argument(
        "--supersedes", action="append", default=[], metavar="NAME", help="file that it takes the place of"
    )
    sub.add_argument("--yes", action="store_true", help="ask nothing: take what the options and the file itself say")
    sub = add("remove", _remove, "Delete a file of the corpus and its catalog entry.", "remove Flyer.pdf --yes")
    sub.add_argument("name", metavar="NAME", help="its path below the corpus folder, or its document id")
    sub.add_argument("--yes", action="store_true", help="do not ask")


def _ingest(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.indexing.ingest import ingest  # noqa: PLC0415
    from gfa_assistant.indexing.last_ingest import write_last_ingest  # noqa: PLC0415
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415
    from gfa_assistant.indexing.watching import ingest_on_change  # noqa: PLC0415
    from gfa_assistant.progress import ingest_bars, progress_lines  # noqa: PLC0415

    # Loaded once, however often it is needed.
    encoder = cache(lambda: load_exported_encoder(settings.embedding_model, settings.cache_dir))

    def run(*, rebuild: bool) -> "IngestReport":
        with progress_lines() if arguments.progress == "json" else ingest_bars() as progress:
            report = ingest(settings, encoder, rebuild=rebuild, progress=progress)
        write_last_ingest(settings.index_dir, report)
        return report

    if not arguments.watch:
        return _print_report(run(rebuild=arguments.rebuild), arguments)
    # Only the first ingest reads everything anew.
    rebuilds = chain([arguments.rebuild], repeat(False))
    for outcome in ingest_on_change(settings.corpus_dir, lambda: run(rebuild=next(rebuilds))):
        if isinstance(outcome, GfaError):
            print_error(outcome)
        else:
            _print_report(outcome, arguments)
            sys.stdout.flush()
    return 0


def _print_report(report: "IngestReport", arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json(asdict(report))
    else:
        counts = ", ".join(
            f"{len(getattr(report, k))} {k}" for k in ("added", "changed", "removed", "unchanged", "failed")
        )
        print(f"{counts}; {report.passages} passages in {report.seconds:.1f} s (generation {report.generation})")
    for _, problem in report.problems:
        print(f"gfa-assistant: {problem}", file=sys.stderr)
    for _, reason in report.failed:
        print_error(reason)
    return EXIT_NOT_ALL if report.failed else 0


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.reading.catalog import CatalogEntry  # noqa: PLC0415
    from gfa_assistant.reading.catalog_edit import add_file, look_at  # noqa: PLC0415

    file = Path(arguments.file)
    own = look_at(file)
    about = {key: getattr(arguments, key) or getattr(own, key) or "" for key, _, _ in _ABOUT}
    if sys.stdin.isatty() and not arguments.yes:
        for key, _, text in _ABOUT:
            if not getattr(arguments, key):
                shown = f" [{about[key]}]" if about[key] else ""
                about[key] = input(f"{key} – {text}{shown}: ").strip() or about[key]
    title = about.pop("title")
    known = {key: value or None for key, value in about.items()}
    entry = CatalogEntry(title, **known, supersedes=tuple(arguments.supersedes))
    name = add_file(settings.corpus_dir, file, entry, arguments.name)
    if arguments.json:
        print_json({"name": name, **entry.to_json()})
    else:
        print(f"added {name} ({entry.title}); run `gfa-assistant ingest` to take it into the index")
    return 0


def _remove(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.reading.catalog_edit import remove_file  # noqa: PLC0415

    if not arguments.yes:
        if not sys.stdin.isatty():
            raise CorpusError(f"{arguments.name!r} would be deleted; give --yes to do it")
        if input(f"Delete {arguments.name} from the corpus? [y/N] ").strip().lower() not in ("y", "yes", "j", "ja"):
            print("nothing deleted")
            return 0
    name = remove_file(settings.corpus_dir, arguments.name)
    if arguments.json:
        print_json({"name": name})
    else:
        print(f"removed {name}; run `gfa-assistant ingest` to take it out of the index")
    return 0
