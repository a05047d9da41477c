import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from gfa_assistant.errors import SettingsError
from gfa_assistant.settings import Settings, load_settings

KNOWN = (
    "cache_dir, chroma_url, corpus_dir, embedding_model, feedback_url, host, index_dir, keep_days, keep_generations, "
    "keep_questions, language, llm_api_key, llm_base_url, llm_model, max_question_chars, operator_token, "
    "origin_rate_limit, passage_tokens, port, rate_limit, report_dir, trusted_proxies, widget_origins"
)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No GFA_* variable, and a working folder without gfa.toml."""
    for name in [name for name in os.environ if name.startswith("GFA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/home/operator")
    monkeypatch.chdir(tmp_path)


def refused(config: Path | None = None, **overrides: Any) -> str:
    with pytest.raises(SettingsError) as raised:
        load_settings(config, **overrides)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_defaults_serve_this_machine_only_and_need_no_hub() -> None:
    assert load_settings().model_dump(exclude={"cache_dir"}) == {
        "corpus_dir": Path("corpus"),
        "index_dir": Path("index"),
        "host": "127.0.0.1",
        "port": 7860,
        "language": "de",
        "embedding_model": "intfloat/multilingual-e5-small",
        "passage_tokens": 400,
        "chroma_url": None,
        "max_question_chars": 2000,
        "widget_origins": (),
        "rate_limit": 60,
        "origin_rate_limit": 600,
        "trusted_proxies": (),
        "llm_base_url": None,
        "llm_model": None,
        "llm_api_key": None,
        "feedback_url": None,
        "keep_questions": False,
        "keep_days": 90,
        "operator_token": None,
        "keep_generations": 2,
        "report_dir": Path("build/evaluation"),
    }
    assert load_settings().cache_dir.name == "gfa-assistant"


def test_every_setting_is_an_environment_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "CORPUS_DIR": "/srv/korpus",
        "INDEX_DIR": "~/index",
        "CACHE_DIR": "/var/cache/gfa",
        "HOST": " 0.0.0.0 ",
        "PORT": "8080",
        "LANGUAGE": "en",
        "EMBEDDING_MODEL": "/srv/modell",
        "PASSAGE_TOKENS": "256",
        "CHROMA_URL": "https://chroma.example:8000",
        "MAX_QUESTION_CHARS": "500",
        "WIDGET_ORIGINS": "https://a.example, https://b.example  https://c.example,",
        "RATE_LIMIT": "0",
        "ORIGIN_RATE_LIMIT": "100",
        "TRUSTED_PROXIES": "127.0.0.1, 2001:db8::/64",
        "LLM_BASE_URL": "http://127.0.0.1:11434/v1",
        "LLM_MODEL": "qwen",
        "LLM_API_KEY": "geheim",
        "FEEDBACK_URL": "sqlite:////srv/feedback.sqlite",
        "KEEP_QUESTIONS": "true",
        "KEEP_DAYS": "30",
        "OPERATOR_TOKEN": " ein-langes-geheimnis ",
        "KEEP_GENERATIONS": "5",
        "REPORT_DIR": "/srv/bericht",
    }
    for name, value in values.items():
        monkeypatch.setenv(f"GFA_{name}", value)
    assert load_settings() == Settings(
        corpus_dir=Path("/srv/korpus"),
        index_dir=Path("/home/operator/index"),
        cache_dir=Path("/var/cache/gfa"),
        host="0.0.0.0",
        port=8080,
        language="en",
        embedding_model="/srv/modell",
        passage_tokens=256,
        chroma_url="https://chroma.example:8000",
        max_question_chars=500,
        widget_origins=("https://a.example", "https://b.example", "https://c.example"),
        rate_limit=0,
        origin_rate_limit=100,
        trusted_proxies=(ip_network("127.0.0.1/32"), ip_network("2001:db8::/64")),
        llm_base_url="http://127.0.0.1:11434/v1",
        llm_model="qwen",
        llm_api_key=SecretStr("geheim"),
        feedback_url=SecretStr("sqlite:////srv/feedback.sqlite"),
        keep_questions=True,
        keep_days=30,
        operator_token=SecretStr("ein-langes-geheimnis"),
        keep_generations=5,
        report_dir=Path("/srv/bericht"),
    )
    assert {name.lower() for name in values} == set(Settings.model_fields)


def test_file_in_the_working_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "gfa.toml").write_text('port = 9000\nwidget_origins = ["https://ä.example"]\n', encoding="utf-8")
    assert load_settings() == Settings(port=9000, widget_origins=("https://xn--4ca.example",))


def test_environment_goes_before_the_file_and_the_command_line_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gfa.toml").write_text('port = 9000\nhost = "file"\nlanguage = "en"\n')
    monkeypatch.setenv("GFA_PORT", "9001")
    monkeypatch.setenv("GFA_HOST", "environment")
    settings = load_settings(port="9002", host=None, corpus_dir=None)
    assert (settings.port, settings.host, settings.language) == (9002, "environment", "en")


def test_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GFA_PORT", "")
    assert load_settings().port == 7860


def test_named_file_takes_the_place_of_the_one_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gfa.toml").write_text("port = 9000\nrate_limit = 1\n")
    (tmp_path / "other.toml").write_text("port = 9001\n")
    monkeypatch.setenv("GFA_CONFIG", str(tmp_path / "other.toml"))
    assert (load_settings().port, load_settings().rate_limit) == (9001, 60)
    assert load_settings(tmp_path / "gfa.toml").port == 9000


def test_named_file_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GFA_CONFIG", "fehlt.toml")
    assert refused() == "settings file 'fehlt.toml' does not exist; correct GFA_CONFIG"


@pytest.mark.parametrize("content", [b"port = \n", b"\xff\xfe", None], ids=["not TOML", "not UTF-8", "a folder"])
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gfa.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    message = refused()
    assert message.startswith("settings file 'gfa.toml' cannot be read (")
    assert message.endswith("); correct it")


def test_unknown_setting_is_refused_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gfa.toml").write_text("prot = 9000\n")
    assert refused() == f"unknown setting 'prot' in gfa.toml; known settings: {KNOWN}"
    (tmp_path / "gfa.toml").write_text("[llm]\nmodel = 'qwen'\n")
    assert refused() == f"unknown setting 'llm' in gfa.toml; known settings: {KNOWN}"
    (tmp_path / "gfa.toml").unlink()
    monkeypatch.setenv("GFA_PROT", "9000")
    assert refused() == f"unknown setting 'prot' in the environment variable GFA_PROT; known settings: {KNOWN}"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "0", "Input should be greater than or equal to 1"),
        ("PORT", "65536", "Input should be less than or equal to 65535"),
        ("PORT", "http", "Input should be a valid integer, unable to parse string as an integer"),
        ("PASSAGE_TOKENS", "63", "Input should be greater than or equal to 64"),
        ("MAX_QUESTION_CHARS", "20001", "Input should be less than or equal to 20000"),
        ("KEEP_DAYS", "0", "Input should be greater than or equal to 1"),
        ("KEEP_GENERATIONS", "0", "Input should be greater than or equal to 1"),
        ("RATE_LIMIT", "-1", "Input should be greater than or equal to 0"),
        ("LANGUAGE", "fr", "Input should be 'de' or 'en'"),
        ("CHROMA_URL", "chroma:8000", "Value error, must start with http:// or https://"),
        ("LLM_BASE_URL", "ftp://x", "Value error, must start with http:// or https://"),
        ("INDEX_DIR", " ", "Value error, must name a folder"),
        (
            "WIDGET_ORIGINS",
            "https://a.example/chat",
            "Value error, 'https://a.example/chat' is no origin; write https://www.example.de or https://*.example.de, "
            "with nothing behind the host",
        ),
        ("ORIGIN_RATE_LIMIT", "-1", "Input should be greater than or equal to 0"),
        ("TRUSTED_PROXIES", "*", "value is not a valid IPv4 or IPv6 network"),
        ("HOST", " ", "String should have at least 1 character"),
        ("EMBEDDING_MODEL", " ", "String should have at least 1 character"),
    ],
)
def test_wrong_value_is_refused_with_its_place(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"GFA_{name}", value)
    assert refused() == (
        f"setting {name.lower()!r} from the environment variable GFA_{name} has the value {value!r}: {reason}; "
        "correct it"
    )


def test_wrong_value_names_the_option_or_the_file_it_came_from(tmp_path: Path) -> None:
    assert refused(port="x").startswith("setting 'port' from --port has the value 'x': ")
    assert refused(corpus_dir="").startswith("setting 'corpus_dir' from --corpus has the value '': ")
    (tmp_path / "own.toml").write_text("port = 0\n")
    assert refused(tmp_path / "own.toml").startswith(f"setting 'port' from {tmp_path}/own.toml has the value 0: ")


def test_short_operator_token_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GFA_OPERATOR_TOKEN", "  geheim-15-lang  ")
    assert refused() == (
        "setting 'operator_token' from the environment variable GFA_OPERATOR_TOKEN has the value (hidden): "
        "Value should have at least 16 items after validation, not 14; correct it"
    )


@pytest.mark.parametrize("name", ["llm_api_key", "feedback_url", "operator_token"])
def test_secret_is_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"GFA_{name.upper()}", "geheim-und-lang-genug")
    settings = load_settings()
    assert getattr(settings, name).get_secret_value() == "geheim-und-lang-genug"
    for shown in (repr(settings), str(settings), str(settings.model_dump(mode="json")), settings.model_dump_json()):
        assert "geheim" not in shown
    monkeypatch.delenv(f"GFA_{name.upper()}")
    (tmp_path / "gfa.toml").write_text(f"{name} = ['geheim']\n")
    assert refused() == (
        f"setting {name!r} from gfa.toml has the value (hidden): Input should be a valid string; correct it"
    )


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="Instance is frozen"):
        load_settings().port = 1  # type: ignore[misc]
