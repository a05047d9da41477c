"""The command line: thin commands that print an answer for people, or JSON with --json."""

import argparse
import atexit
import gc
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from gfa_assistant import __version__
from gfa_assistant.corpus_commands import Command, add_corpus_commands
from gfa_assistant.errors import GfaError, NotFoundError, QuestionError
from gfa_assistant.feedback_commands import add_feedback_commands
from gfa_assistant.output import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_USAGE, print_error, print_json
from gfa_assistant.settings import Settings, load_settings


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status (0 done, 1 error, 2 usage, 3 done but not all)."""
    _expect_little_garbage()
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Where the terminal's encoding lacks a character, it is named and the answer still shown.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        settings = load_settings(
            corpus_dir=getattr(arguments, "corpus", None),
            index_dir=getattr(arguments, "index", None),
            host=getattr(arguments, "host", None),
            port=getattr(arguments, "port", None),
        )
        status = command(arguments, settings)
        sys.stdout.flush()
        return status
    except GfaError as error:
        print_error(error)
        return EXIT_ERROR
    except BrokenPipeError:
        _drop_output()
        return EXIT_ERROR
    except OSError as error:
        _drop_output()
        print_error(f"{error}; check disk space and rights")
        return EXIT_ERROR
    except KeyboardInterrupt:
        print_error("interrupted")
        return EXIT_INTERRUPTED


def _expect_little_garbage() -> None:
    """Spare a command the many searches for garbage while libraries and index load, and the last one at its end.

    What is loaded stays until the process ends, and these searches would take a tenth of a first answer's time.
    """
    gc.set_threshold(100_000, 50, 50)
    atexit.register(gc.freeze)


def _drop_output() -> None:
    """Let what is still buffered go nowhere; Python would try to write it again on closing, and complain."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_USAGE, f"gfa-assistant: {' '.join(message.split())}; see `{self.prog} --help`\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="gfa-assistant",
        description="Answers questions about the partner process 'Gesundheit für alle' from its own texts.",
        epilog='Example: gfa-assistant ask "Wie werden wir Partnerkommune in Bayern?"',
    )
    parser.add_argument("--version", action="version", version=f"gfa-assistant {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command, text: str, example: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text, epilog=f"Example: gfa-assistant {example}")
        sub.add_argument("--json", action="store_true", help="print JSON")
        sub.set_defaults(command=run)
        return sub

    add_corpus_commands(add)
    sub = add("ask", _ask, "Answer one question.", 'ask "Wer ist zuständig?" --state BY')
    sub.add_argument("question", metavar="QUESTION", help="the question, or - to read it from standard input")
    sub.add_argument("--state", metavar="BY", help="Land the question is about, as its two-letter code")
    sub.add_argument("--history", metavar="FILE", help='JSON list of {"role": "user"|"assistant", "content": …}')
    sub.add_argument("--language", metavar="de|en", help="language of the answer's frame")
    sub = add("search", _search, "Rank passages for a query.", 'search "Präventionskette" --top-k 3')
    sub.add_argument("query", metavar="QUERY")
    sub.add_argument("--top-k", type=int, default=10, metavar="N", help="how many passages (default: 10)")
    sub.add_argument("--document", metavar="ID", help="only this document")
    sub.add_argument("--state", metavar="BY", help="only documents of this Land and of none")
    add("documents", _documents, "List the documents in the index.", "documents")
    sub = add("contacts", _contacts, "List the coordinating offices.", "contacts HE")
    sub.add_argument("state", nargs="?", metavar="STATE", help="two-letter code, DE for the federal office")
    sub = add("serve", _serve, "Serve the API and the page.", "serve --port 7860")
    sub.add_argument("--host", help="address to listen on (default: GFA_HOST or 127.0.0.1)")
    sub.add_argument("--port", help="port to listen on (default: GFA_PORT or 7860)")
    add("mcp", _mcp, "Serve other programs' assistants on standard input and output (MCP).", "mcp")
    sub = add("evaluate", _evaluate, "Run question sets and print the scores.", "evaluate questions.yaml --report DIR")
    sub.add_argument(
        "file", nargs="+", metavar="FILE", help="question set, or the name of a packaged one (dev, held_out, …)"
    )
    sub.add_argument("--report", type=_folder, metavar="DIR", help="also write DIR/index.html and a JSON file per set")
    sub = add("verify", _verify, "Check every quote of saved answers against the index.", "verify answers.json")
    sub.add_argument("file", metavar="FILE", help="one answer, a JSON list of them, or one a line")
    add_feedback_commands(add)
    add("doctor", _doctor, "Check install, model, index, write access and versions.", "doctor")
    return parser


def _folder(text: str) -> Path:
    # An empty path would be the folder the program happens to run in.
    if not text.strip():
        raise argparse.ArgumentTypeError("must name a folder")
    return Path(text)


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.answering.assistant import Assistant  # noqa: PLC0415
    from gfa_assistant.answering.plain import plain_answer  # noqa: PLC0415

    question = _read_input() if arguments.question == "-" else arguments.question
    history = _read_history(arguments.history)
    answer = Assistant.open(settings).ask(question, history=history, state=arguments.state, language=arguments.language)
    if arguments.json:
        print_json(answer.to_json())
    else:
        print(plain_answer(answer))
    return 0


def _search(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.answering.assistant import Assistant, search_json  # noqa: PLC0415

    assistant = Assistant.open(settings)
    hits = assistant.search(arguments.query, top_k=arguments.top_k, document=arguments.document, state=arguments.state)
    results = search_json(hits, assistant.documents)
    if arguments.json:
        print_json(results)
    else:
        for result in results["results"]:
            place = " › ".join([result["title"], *result["section"]])
            print(f"{result['rank']:>2}  {result['score']:6.2f}  {place}\n    {' '.join(result['text'].split())[:160]}")
    return 0


def _documents(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.indexing.stored import current_documents  # noqa: PLC0415

    entries = [
        {
            "document_id": d.id, "title": d.title, "publisher": d.publisher, "url": d.url, "state": d.state,
            "as_of": d.as_of, "rights": d.rights, "media_type": d.media_type, "characters": len(d.text),
        }
        for d in current_documents(settings.index_dir)
    ]  # fmt: skip
    if arguments.json:
        print_json({"documents": entries})
    else:
        for entry in entries:
            publisher = f"{entry['publisher']}, " if entry["publisher"] else ""
            print(f"{entry['document_id']}: {entry['title']} ({publisher}Stand {entry['as_of'] or 'unbekannt'})")
    return 0


def _contacts(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.answering.assistant import check_state  # noqa: PLC0415
    from gfa_assistant.answering.plain import plain_contact  # noqa: PLC0415
    from gfa_assistant.indexing.generations import current_generation  # noqa: PLC0415
    from gfa_assistant.reading import read_contacts  # noqa: PLC0415
    from gfa_assistant.retrieval.states import FEDERAL  # noqa: PLC0415

    contacts = read_contacts(current_generation(settings.index_dir))
    if arguments.state:
        code = check_state(arguments.state) or FEDERAL
        if code not in contacts:
            raise NotFoundError(f"no contact for {code!r} in the index; known: {', '.join(contacts) or 'none'}")
        contacts = {code: contacts[code]}
    if arguments.json:
        print_json({"contacts": [asdict(c) for c in contacts.values()]})
    elif contacts:
        print("\n\n".join(plain_contact(c) for c in contacts.values()))
    return 0


def _serve(_: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.web.server import serve  # noqa: PLC0415

    serve(settings)
    return 0


def _mcp(_: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.web.mcp_server.stdio import serve_stdio  # noqa: PLC0415

    serve_stdio(settings)
    return 0


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.answering.assistant import Assistant  # noqa: PLC0415
    from gfa_assistant.evaluation.cases import DEV_FILE, load_questions  # noqa: PLC0415
    from gfa_assistant.evaluation.report_files import check_report, write_report  # noqa: PLC0415
    from gfa_assistant.evaluation.report_text import report_text  # noqa: PLC0415
    from gfa_assistant.evaluation.runner import run_cases  # noqa: PLC0415

    packaged = {file.stem: file for file in DEV_FILE.parent.glob("*.yaml")}
    sets = [load_questions(packaged.get(file) or Path(file), allow_held_out=True) for file in arguments.file]
    assistant = Assistant.open(settings)
    if arguments.report:
        check_report(arguments.report, [questions.name for questions in sets])
    recorded = settings.model_dump(mode="json", exclude={"llm_api_key", "operator_token"})
    reports = [run_cases(s, assistant, settings=recorded, corpus_sha256=assistant.corpus_sha256) for s in sets]
    try:
        page = write_report(arguments.report, reports) if arguments.report else None
    finally:
        # A run takes minutes: its scores are shown even if the folder cannot be written after all.
        if arguments.json:
            objects = [report.to_json() for report in reports]
            print_json(objects[0] if len(objects) == 1 else {"reports": objects})
        else:
            print("\n\n".join(report_text(report) for report in reports))
    if page and not arguments.json:
        print(f"\nreport: {page}")
    return 0


def _verify(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.answering.citations import check_saved, read_saved  # noqa: PLC0415
    from gfa_assistant.indexing.stored import current_documents  # noqa: PLC0415

    saved = read_saved(Path(arguments.file))
    faults = check_saved(saved, {d.id: d for d in current_documents(settings.index_dir)})
    quotes = sum(len(answer["citations"]) for answer in saved)
    if arguments.json:
        print_json({"answers": len(saved), "quotes": quotes, "faults": faults})
    else:
        print(f"{len(saved)} answers, {quotes} quotes, {len(faults)} faults")
    for fault in faults:
        print_error(fault)
    return EXIT_ERROR if faults else 0


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    from gfa_assistant.doctor import check_installation  # noqa: PLC0415

    checks = check_installation(settings)
    if arguments.json:
        print_json({"checks": [asdict(check) for check in checks]})
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'FAIL'} {check.name}: {check.detail}")
    return 0 if all(check.ok for check in checks) else EXIT_ERROR


def _read_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise QuestionError(f"the question on standard input is not UTF-8 ({error}); save it as UTF-8") from None


def _read_history(file: str | None) -> list[Any]:
    from gfa_assistant.answering.history import parse_history  # noqa: PLC0415

    if file is None:
        return []
    try:
        data = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise QuestionError(f"history file {file!r} cannot be read ({reason}); give a JSON list of turns") from None
    return parse_history(data)
