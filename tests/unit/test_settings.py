"""What the operator may set, and what they read when it is wrong."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from bot.errors import SettingFault, SettingsFault
from bot.settings import Problem, Settings, describe_settings, env_example, load_settings

ROOT = Path(__file__).parents[2]
BOT_TOKEN = "xoxb-1-the-secret"
APP_TOKEN = "xapp-1-the-secret"


def faults(environ: Mapping[str, str], dotenv: Path | None = None) -> tuple[SettingFault, ...]:
    with pytest.raises(SettingsFault) as caught:
        load_settings(environ, dotenv)
    return caught.value.faults


def problems(environ: Mapping[str, str], dotenv: Path | None = None) -> dict[str, str]:
    return {fault.variable: fault.problem for fault in faults(environ, dotenv)}


def env_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / ".env"
    path.write_bytes(text.encode(encoding))
    return path


def test_nothing_set_gives_a_bot_that_speaks_korean_in_seoul() -> None:
    settings = load_settings({})
    assert (settings.language, settings.zone, settings.db) == ("ko", ZoneInfo("Asia/Seoul"), Path("data/storybot.db"))
    assert (settings.slack_bot_token, settings.discord_token, settings.admins) == (None, None, ())


def test_every_variable_reaches_its_field() -> None:
    settings = load_settings(
        {
            "STORYBOT_DB": "/srv/library.db",
            "STORYBOT_LANGUAGE": "en",
            "STORYBOT_ZONE": "Europe/Berlin",
            "STORYBOT_SAMPLE_LIBRARY": "off",
            "STORYBOT_SLACK_BOT_TOKEN": BOT_TOKEN,
            "STORYBOT_SLACK_MODE": "http",
            "STORYBOT_SLACK_SIGNING_SECRET": "shh",
            "STORYBOT_SLACK_API_URL": "http://127.0.0.1:9000/api/",
            "STORYBOT_DISCORD_TOKEN": "any.form.goes",
            "STORYBOT_DISCORD_API_URL": "http://[::1]:9001/api/v10",
            "STORYBOT_DISCORD_GATEWAY_URL": "ws://127.0.0.1:9001/",
            "STORYBOT_DISCORD_COMMAND_SYNC": "off",
            "STORYBOT_LISTEN_HOST": "0.0.0.0",
            "STORYBOT_LISTEN_PORT": "0",
            "STORYBOT_ADMINS": "slack:U123, discord:456,console:local",
            "STORYBOT_SPACES": "slack:T1",
            "STORYBOT_RETRY_ATTEMPTS": "1",
            "STORYBOT_TIMEOUT_SECONDS": "0.5",
            "STORYBOT_LOG_LEVEL": "debug",
            "STORYBOT_LOG_FORMAT": "json",
        }
    )
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == BOT_TOKEN
    assert settings.admins == ("slack:U123", "discord:456", "console:local")
    assert settings.spaces == ("slack:T1",)
    assert (settings.sample_library, settings.discord_command_sync) == (False, False)
    assert (settings.listen_port, settings.retry_attempts, settings.timeout_seconds) == (0, 1, 0.5)
    assert (settings.slack_api_url, settings.slack_mode) == ("http://127.0.0.1:9000/api/", "http")
    assert (settings.log_level, settings.log_format, settings.zone.key) == ("debug", "json", "Europe/Berlin")


def test_other_programs_variables_are_not_read() -> None:
    assert load_settings({"DB": "x", "LANGUAGE": "de", "PATH": "/bin"}) == load_settings({})


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings({}).language = "en"  # type: ignore[misc]  # what the test is about


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = env_file(tmp_path, "STORYBOT_LANGUAGE=en\nSTORYBOT_ZONE='UTC'\n")
    settings = load_settings({"STORYBOT_LANGUAGE": "ko"}, dotenv)
    assert (settings.language, settings.zone.key) == ("ko", "UTC")


def test_an_empty_value_leaves_the_one_below_it(tmp_path: Path) -> None:
    dotenv = env_file(tmp_path, "STORYBOT_LANGUAGE=en\nSTORYBOT_SLACK_BOT_TOKEN=\n")
    settings = load_settings({"STORYBOT_LANGUAGE": " ", "STORYBOT_LOG_LEVEL": ""}, dotenv)
    assert (settings.language, settings.log_level, settings.slack_bot_token) == ("en", "info", None)


def test_the_file_is_not_expanded_and_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    dotenv = env_file(tmp_path, 'STORYBOT_DB="$HOME/${USER}.db"\n', encoding="utf-8-sig")
    assert load_settings({"HOME": "/h", "USER": "u"}, dotenv).db == Path("$HOME/${USER}.db")


def test_a_missing_file_is_no_fault(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path / ".env") == load_settings({})


def test_all_faults_come_in_one_report() -> None:
    environ = {
        "STORYBOT_LANGUAGE": "jp",
        "STORYBOT_ZONE": "Asia/Soul",
        "STORYBOT_LISTEN_PORT": "eighty",
        "STORYBOT_SAMPLE_LIBRARY": "maybe",
        "STORYBOT_SLACK_BOT_TOKEN": BOT_TOKEN,
        "STORYBOT_LANGAUGE": "ko",
    }
    assert problems(environ) == {
        "STORYBOT_SAMPLE_LIBRARY": "switch",
        "STORYBOT_LANGUAGE": "choice",
        "STORYBOT_ZONE": "zone",
        "STORYBOT_LISTEN_PORT": "number",
        "STORYBOT_SLACK_APP_TOKEN": "missing",
        "STORYBOT_LANGAUGE": "misspelt",
    }


@pytest.mark.parametrize(
    ("variable", "text", "problem", "example"),
    [
        ("STORYBOT_LANGUAGE", "KO-kr", "choice", "ko | en"),
        ("STORYBOT_LOG_LEVEL", "verbose", "choice", "debug | info | warning | error"),
        ("STORYBOT_LOG_FORMAT", "xml", "choice", "console | json"),
        ("STORYBOT_SLACK_MODE", "rtm", "choice", "socket | http"),
        ("STORYBOT_SAMPLE_LIBRARY", "예", "switch", "on | off"),
        ("STORYBOT_ZONE", "KST", "zone", "Asia/Seoul"),
        ("STORYBOT_ZONE", "Asia", "zone", "Asia/Seoul"),
        ("STORYBOT_ZONE", "../../etc/passwd", "zone", "Asia/Seoul"),
        ("STORYBOT_LISTEN_PORT", "65536", "range", "8080"),
        ("STORYBOT_LISTEN_PORT", "-1", "range", "8080"),
        ("STORYBOT_LISTEN_PORT", "80.5", "number", "8080"),
        ("STORYBOT_LISTEN_PORT", "9" * 5000, "range", "8080"),
        ("STORYBOT_RETRY_ATTEMPTS", "0", "range", "3"),
        ("STORYBOT_TIMEOUT_SECONDS", "0", "range", "10"),
        ("STORYBOT_TIMEOUT_SECONDS", "nan", "range", "10"),
        ("STORYBOT_TIMEOUT_SECONDS", "inf", "range", "10"),
        ("STORYBOT_TIMEOUT_SECONDS", "10초", "number", "10"),
        ("STORYBOT_SLACK_BOT_TOKEN", "xapp-1", "prefix", "xoxb-…"),
        ("STORYBOT_SLACK_BOT_TOKEN", "xoxb-", "prefix", "xoxb-…"),
        ("STORYBOT_SLACK_APP_TOKEN", "xoxb-1", "prefix", "xapp-…"),
        ("STORYBOT_SLACK_API_URL", "https://slack.com/api", "url", "https://slack.com/api/"),
        ("STORYBOT_SLACK_API_URL", "slack.com/api/", "url", "https://slack.com/api/"),
        ("STORYBOT_SLACK_API_URL", "http://host:port/api/", "url", "https://slack.com/api/"),
        ("STORYBOT_SLACK_API_URL", "http://[::1/api/", "url", "https://slack.com/api/"),
        ("STORYBOT_DISCORD_API_URL", "https://discord.com/api/v9", "url", "https://discord.com/api/v10"),
        ("STORYBOT_DISCORD_GATEWAY_URL", "https://gateway.discord.gg", "url", "wss://gateway.discord.gg/"),
        ("STORYBOT_ADMINS", "slack:@minji", "actor", "slack:U0123ABCD,discord:123456789012345678"),
        ("STORYBOT_ADMINS", "slack:U1,discord:name#12", "actor", "slack:U0123ABCD,discord:123456789012345678"),
        ("STORYBOT_SPACES", "slack:U1", "space", "slack:T0123ABCD,discord:123456789012345678"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write(variable: str, text: str, problem: str, example: str) -> None:
    told = {fault.variable: fault for fault in faults({variable: text})}
    assert told[variable] == SettingFault(variable=variable, problem=problem, example=example)


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"STORYBOT_SLACK_BOT_TOKEN": BOT_TOKEN}, {"STORYBOT_SLACK_APP_TOKEN"}),
        ({"STORYBOT_SLACK_APP_TOKEN": APP_TOKEN}, {"STORYBOT_SLACK_BOT_TOKEN"}),
        ({"STORYBOT_SLACK_BOT_TOKEN": BOT_TOKEN, "STORYBOT_SLACK_MODE": "http"}, {"STORYBOT_SLACK_SIGNING_SECRET"}),
        (
            {"STORYBOT_SLACK_SIGNING_SECRET": "shh"},
            {"STORYBOT_SLACK_BOT_TOKEN", "STORYBOT_SLACK_APP_TOKEN"},
        ),
    ],
)
def test_half_of_what_slack_needs_names_the_other_half(environ: dict[str, str], missing: set[str]) -> None:
    assert problems(environ) == dict.fromkeys(missing, "missing")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("STORYBOT_SLACK_TOKEN", "STORYBOT_SLACK_BOT_TOKEN"),
        ("STORYBOT_LANG", "STORYBOT_LANGUAGE"),
        ("STORYBOT_TIMEZONE", "STORYBOT_ZONE"),
        ("STORYBOT_PORT", "STORYBOT_LISTEN_PORT"),
        ("STORYBOT_DISCROD_TOKEN", "STORYBOT_DISCORD_TOKEN"),
        ("STORYBOT_ADMIN", "STORYBOT_ADMINS"),
        ("storybot_db", "STORYBOT_DB"),
    ],
)
def test_a_misspelt_variable_is_told_with_the_nearest_name(typed: str, meant: str) -> None:
    assert faults({typed: "x"}) == (SettingFault(variable=typed, problem="misspelt", example=meant),)


def test_a_variable_like_no_other_is_unknown() -> None:
    assert problems({"STORYBOT_FOO": "x"}) == {"STORYBOT_FOO": "unknown"}


def test_a_fault_of_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    dotenv = env_file(tmp_path, "STORYBOT_DB=a.db\nSTORYBOT_LANGUAGE\nSTORYBOT_ZONE='UTC\n")
    assert problems({}, dotenv) == {".env:2": "syntax", ".env:3": "syntax"}


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    dotenv = env_file(tmp_path, "# 서재\nSTORYBOT_DB=서재.db\n", encoding="cp949")
    assert faults({}, dotenv) == (SettingFault(variable=".env", problem="encoding", example="UTF-8"),)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    assert problems({}, tmp_path) == {tmp_path.name: "unreadable"}


def test_neither_a_fault_nor_the_settings_show_a_token() -> None:
    secrets = {
        "STORYBOT_SLACK_BOT_TOKEN": "hunter2-in-the-wrong-place",
        "STORYBOT_SLACK_APP_TOKEN": "hunter2",
        "STORYBOT_ZONE": "hunter2",
        "STORYBOT_ADMINS": "hunter2",
        "STORYBOT_SLACK_API_URL": "hunter2",
    }
    with pytest.raises(SettingsFault) as caught:
        load_settings(secrets)
    fault = caught.value
    assert "hunter2" not in f"{fault} {fault!r} {fault.faults} {fault.__context__!r} {fault.__cause__!r}"
    settings = load_settings({"STORYBOT_SLACK_BOT_TOKEN": BOT_TOKEN, "STORYBOT_SLACK_APP_TOKEN": APP_TOKEN})
    assert "the-secret" not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_making_settings_reads_no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    env_file(tmp_path, "STORYBOT_LANGUAGE=en\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STORYBOT_LANGUAGE", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    assert Settings().language == "ko"


def test_every_setting_is_explained_in_both_languages() -> None:
    rows = describe_settings()
    assert len(rows) == len(Settings.model_fields)
    assert all(row.korean.endswith((".", "?")) and row.english.endswith(".") and row.example for row in rows)
    assert all(any("가" <= letter <= "힣" for letter in row.korean) and row.english.isascii() for row in rows)


def test_the_example_file_is_the_one_made_from_the_settings() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example(), "run: python -m bot.settings"


def test_the_module_prints_the_example_file() -> None:
    printed = subprocess.run([sys.executable, "-m", "bot.settings"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode("utf-8") == env_example()


def test_the_example_file_works_as_it_is_and_with_every_line_taken_in(tmp_path: Path) -> None:
    assert load_settings({}, env_file(tmp_path, env_example())) == load_settings({})
    settings = load_settings({}, env_file(tmp_path, env_example().replace("\n#STORYBOT_", "\nSTORYBOT_")))
    assert len(settings.admins) == len(settings.spaces) == 2
    assert settings.model_fields_set == set(Settings.model_fields)


def test_every_kind_of_fault_is_one_the_catalogue_can_name() -> None:
    assert len(set(get_args(Problem))) == len(get_args(Problem))
