"""Quality, gaps and generations, over HTTP."""

import csv
import io
import json
import re
from datetime import date

import pytest
from pydantic import SecretStr

from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.indexing.generations import current_generation, read_manifest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import DEFAULT_MODEL
from gfa_assistant.web.administration.gap_pages import GapPages
from tests.feedback.answers import MONDAY, Calendar, answer
from tests.web.administration.conftest import Desk

NEVER = "20200101t000000000000z"


def words(desk: Desk, path: str) -> str:
    html = desk.client.get(f"/verwaltung/{path}").text
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("<main")[1]).split())


def report(desk: Desk, **changes: object) -> str:
    scores = {name: {"right": 9, "of": 10, "value": 0.9} for name in ("passed", "status", "answer", "passage")}
    corpus = read_manifest(current_generation(desk.settings.index_dir)).corpus_sha256
    values = {"question_set": "dev", "cases": 1234, "corpus_sha256": corpus}
    return json.dumps({**values, "scores": {**scores, "quotes": {"right": 0, "of": 0, "value": None}}, **changes})


def test_without_a_report_the_command_is_named(desk: Desk) -> None:
    shown = words(desk, "guete")
    assert f"Es gibt noch keinen Prüfbericht in {desk.settings.report_dir}." in shown
    assert f"gfa-assistant evaluate dev --report {desk.settings.report_dir}" in shown
    assert desk.client.get("/verwaltung/guete/bericht").status_code == 404


def test_last_report_is_shown_and_says_when_the_corpus_has_changed(desk: Desk) -> None:
    desk.settings.report_dir.mkdir()
    (desk.settings.report_dir / "dev.json").write_text(report(desk), encoding="utf-8")
    (desk.settings.report_dir / "index.html").write_text("<h1>Bericht</h1>", encoding="utf-8")
    shown = words(desk, "guete")
    assert "dev 1.234 90,0 % 90,0 % 90,0 % 90,0 % –" in shown
    assert "Der Korpus hat sich seit dieser Prüfung geändert." not in shown
    whole = desk.client.get("/verwaltung/guete/bericht")
    assert whole.text == "<h1>Bericht</h1>"
    assert whole.headers["content-security-policy"].endswith("frame-ancestors 'none'; sandbox")
    (desk.settings.report_dir / "dev.json").write_text(report(desk, corpus_sha256="x"), encoding="utf-8")
    assert "Der Korpus hat sich seit dieser Prüfung geändert." in words(desk, "guete")


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"scores": {"passed": {"value": "viel"}}}'])
def test_file_that_is_no_report_is_named(desk: Desk, content: str) -> None:
    desk.settings.report_dir.mkdir()
    (desk.settings.report_dir / "anderes.json").write_text(content, encoding="utf-8")
    assert "Kein lesbarer Bericht: anderes.json." in words(desk, "guete")


def test_gaps_say_that_nothing_is_kept(desk: Desk) -> None:
    shown = words(desk, "luecken")
    assert "Fragen werden nicht aufbewahrt: Es wird nur gezählt. Mit GFA_KEEP_QUESTIONS=true" in shown
    assert "Es gibt noch keine Rückmeldedatenbank" in shown
    with FeedbackStore.open(desk.settings) as store:
        store.note_answer(answer("Wann sind Ferien?", status="not_found", intent="general"))
    shown = words(desk, "luecken")
    assert "Antworten: 1, davon ohne Fundstelle: 1. Als nicht hilfreich bewertet: 0." in shown
    assert "Ferien" not in shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("von=31.01.2026", "Geben Sie beide Tage als Datum an"),
        ("von=2026-02-01&bis=2026-01-01", "Der erste Tag liegt nach dem letzten."),
        ("mindestens=0", "„Ab so vielen Fragen“ ist eine Zahl von 1 bis 1000."),
        ("mindestens=viele", "„Ab so vielen Fragen“ ist eine Zahl von 1 bis 1000."),
    ],
)
def test_wrong_period_is_told(desk: Desk, query: str, sentence: str) -> None:
    for path in ("luecken", "luecken.csv"):
        answered = desk.client.get(f"/verwaltung/{path}?{query}")
        assert (answered.status_code, sentence in answered.text) == (422, True)


@pytest.mark.model
def test_gaps_are_grouped_and_downloaded(desk: Desk) -> None:
    settings = desk.settings.model_copy(update={"keep_questions": True})
    with FeedbackStore.open(settings, Calendar()) as store:
        for state in ("HE", "HE", None):
            store.note_answer(answer("Wann sind <b>Ferien</b>?", status="not_found", intent="general", state=state))
        store.rate(store.note_answer(answer("Wer fördert Hitzeschutz?")), False, "wrong", "=1+1")
    pages = GapPages(settings, load_exported_encoder(DEFAULT_MODEL, settings.cache_dir).embed_queries)
    show, download = (route.endpoint for route in pages.routes())
    query = f"von={MONDAY}&bis={MONDAY}&mindestens=3"
    shown = show(request("/luecken", query)).body.decode()
    assert "Wann sind &lt;b&gt;Ferien&lt;/b&gt;?" in shown
    assert "zu selten gefragt, um den Wortlaut zu zeigen" in shown
    assert "Hitzeschutz" not in shown
    assert f"/verwaltung/luecken.csv?von={MONDAY}&amp;bis={MONDAY}&amp;mindestens=3" in shown
    file = download(request("/luecken.csv", query))
    assert file.headers["content-disposition"] == f'attachment; filename="luecken-{MONDAY}-{MONDAY}.csv"'
    lines = list(csv.reader(io.StringIO(file.body.decode("utf-8-sig")), delimiter=";"))
    assert [line[1] for line in lines] == ["Anzahl", "3", "1"]


def request(path: str, query: str) -> object:
    from starlette.requests import Request  # noqa: PLC0415

    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []})


def test_broken_feedback_database_is_told(desk: Desk) -> None:
    name = desk.settings.feedback_url
    assert isinstance(name, SecretStr)
    with open(name.get_secret_value().removeprefix("sqlite:///"), "wb") as file:
        file.write(b"keine Datenbank" * 100)
    shown = desk.client.get(f"/verwaltung/luecken?von={date.today()}")
    assert (shown.status_code, "Die Rückmeldedatenbank kann nicht gelesen werden." in shown.text) == (200, True)
    assert desk.client.get("/verwaltung/luecken.csv").headers["content-type"].startswith("text/html")


def test_generations_are_listed_and_gone_back_to(desk: Desk) -> None:
    first = current_generation(desk.settings.index_dir).name
    (desk.corpus / "neu.md").write_text("# Neu\n\nText.\n", encoding="utf-8")
    second = desk.ingest()
    shown = words(desk, "staende")
    assert re.search(rf"{second} \S+, \S+ Uhr 4 4 in Gebrauch {first} \S+, \S+ Uhr 3 3 Verwenden {first}", shown)
    asked = desk.client.get(f"/verwaltung/staende/wechseln?stand={first}")
    assert "Diesen Stand verwenden" in asked.text
    switched = desk.client.post("/verwaltung/staende/wechseln", data={"stand": first})
    assert switched.headers["location"] == "/verwaltung/staende?done=gewechselt"
    assert current_generation(desk.settings.index_dir).name == first
    assert f"{first}" in words(desk, "einlesen")


@pytest.mark.parametrize("name", [NEVER, "", "../corpus", "CURRENT"])
def test_vanished_generation_is_told(desk: Desk, name: str) -> None:
    serving = current_generation(desk.settings.index_dir).name
    assert desk.client.get("/verwaltung/staende/wechseln", params={"stand": name}).status_code == 404
    answered = desk.client.post("/verwaltung/staende/wechseln", data={"stand": name})
    assert answered.status_code == (409 if name == NEVER else 404)
    assert "gibt es nicht mehr" in answered.text
    assert current_generation(desk.settings.index_dir).name == serving


def test_damaged_generation_is_told_and_not_used(desk: Desk) -> None:
    first = current_generation(desk.settings.index_dir).name
    (desk.corpus / "neu.md").write_text("# Neu\n\nText.\n", encoding="utf-8")
    second = desk.ingest()
    (desk.settings.index_dir / first / "documents.jsonl").unlink()
    answered = desk.client.post("/verwaltung/staende/wechseln", data={"stand": first})
    assert (answered.status_code, "Dieser Stand des Index ist beschädigt" in answered.text) == (409, True)
    assert current_generation(desk.settings.index_dir).name == second
