"""Settings from the environment (GFA_*) and `gfa.toml`, as one frozen object that is handed on explicitly."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator

from gfa_assistant.errors import SettingsError
from gfa_assistant.origins import listed_origin

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
PREFIX = "GFA_"
# Read by the launcher, not a setting of the program: names the file that holds the settings.
CONFIG_VARIABLE = "GFA_CONFIG"


class Settings(BaseModel):
    """Everything an operator can set; every field is also the environment variable `GFA_<NAME>`."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    corpus_dir: Path = Path("corpus")
    index_dir: Path = Path("index")
    cache_dir: Path = Field(default_factory=lambda: user_cache_path("gfa-assistant"))
    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(7860, ge=1, le=65535)
    language: Literal["de", "en"] = "de"
    embedding_model: str = Field(DEFAULT_MODEL, min_length=1)
    passage_tokens: int = Field(400, ge=64, le=8192)
    chroma_url: str | None = None
    max_question_chars: int = Field(2000, ge=100, le=20_000)
    widget_origins: tuple[str, ...] = ()
    rate_limit: int = Field(60, ge=0)
    origin_rate_limit: int = Field(600, ge=0)
    # Whose X-Forwarded-For and X-Forwarded-Proto are believed.
    trusted_proxies: tuple[IPvAnyNetwork, ...] = ()
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    # Secret, since a database's address may hold its password; None is a SQLite file in the user's data folder.
    feedback_url: SecretStr | None = None
    keep_questions: bool = False
    keep_days: int = Field(90, ge=1, le=3650)
    # None means that there are no metrics to read.
    metrics_token: SecretStr | None = Field(None, min_length=16)
    # None means that there is no administration.
    operator_token: SecretStr | None = Field(None, min_length=16)
    keep_generations: int = Field(2, ge=1, le=50)
    report_dir: Path = Path("build/evaluation")

    @field_validator("corpus_dir", "index_dir", "cache_dir", "report_dir", mode="before")
    @classmethod
    def _check_folder(cls, value: object) -> object:
        # An empty path would be the folder the program happens to run in.
        if isinstance(value, str) and not value.strip():
            raise ValueError("must name a folder")
        return Path(value).expanduser() if isinstance(value, str) else value

    @field_validator("operator_token", "metrics_token", mode="before")
    @classmethod
    def _strip(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @field_validator("widget_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split_list(cls, value: object) -> object:
        return tuple(part for part in value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("widget_origins")
    @classmethod
    def _check_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(listed_origin(each) for each in value))

    @field_validator("chroma_url", "llm_base_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value


_SECRETS = {"llm_api_key", "feedback_url", "metrics_token", "operator_token"}


def load_settings(config: Path | None = None, **overrides: Any) -> Settings:
    """Merge, weakest first: defaults, `gfa.toml` (or `config`), the environment, and non-None `overrides`.

    Raises:
        SettingsError: a key is unknown, a value is out of range, or the file cannot be read.
    """
    named = config or (Path(os.environ[CONFIG_VARIABLE]) if os.environ.get(CONFIG_VARIABLE) else None)
    values = _read_toml(named or Path("gfa.toml"), required=named is not None)
    origin = dict.fromkeys(values, str(named or "gfa.toml"))
    for variable, value in os.environ.items():
        if variable.startswith(PREFIX) and variable != CONFIG_VARIABLE and value != "":
            key = variable.removeprefix(PREFIX).lower()
            values[key], origin[key] = value, f"the environment variable {variable}"
    for key, value in overrides.items():
        if value is not None:
            values[key], origin[key] = value, f"--{key.removesuffix('_dir').replace('_', '-')}"
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_one_line(error, origin)) from None


def _read_toml(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if required:
            raise SettingsError(f"settings file {str(path)!r} does not exist; correct {CONFIG_VARIABLE}") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"settings file {str(path)!r} cannot be read ({error}); correct it") from None


def _one_line(error: ValidationError, origin: dict[str, str]) -> str:
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0])
    source = origin.get(key, "the settings")
    if first["type"] == "extra_forbidden":
        known = ", ".join(sorted(Settings.model_fields))
        return f"unknown setting {key!r} in {source}; known settings: {known}"
    shown = "(hidden)" if key in _SECRETS else repr(first["input"])
    return f"setting {key!r} from {source} has the value {shown}: {first['msg']}; correct it"
