"""What the operator sets: each STORYBOT_ variable with its default and check. All faults come in one report."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv.parser import Binding, parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import fuzz, process

from bot.errors import SettingFault, SettingsFault
from bot.logs import LogFormat, LogLevel
from bot.request import Language

PREFIX = "STORYBOT_"

# What can be wrong with a setting; the catalogue has a sentence for each under `setting.`.
Problem = Literal[
    "choice",  # none of the words it can be
    "switch",  # neither on nor off
    "number",  # no number
    "range",  # a number too small or too large
    "zone",  # no IANA time zone
    "prefix",  # a token of another kind, or none
    "url",  # no address, or one that ends differently
    "actor",  # an entry that names no person on a platform
    "space",  # an entry that names no workspace or server
    "missing",  # another setting needs this one
    "misspelt",  # no such variable; the example is the nearest one
    "unknown",  # no such variable, and none like it
    "encoding",  # the file is not UTF-8
    "syntax",  # the line of the file is no NAME=value
    "unreadable",  # the file cannot be read
    "unusable",  # anything else
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One variable as the documentation shows it; `default` is empty where there is none."""

    variable: str
    korean: str
    english: str
    default: str
    example: str


def _starts_with(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().removeprefix(prefix) or not token.get_secret_value().startswith(prefix):
            raise _fault("prefix")
        return token

    return AfterValidator(check)


def _address(schemes: tuple[str, ...], path_end: str = "") -> AfterValidator:
    def check(text: str) -> str:
        try:
            parts = urlsplit(text)
            is_address = bool(parts.hostname) and parts.port != 0 and parts.scheme in schemes
        except ValueError:
            is_address = False
        if not is_address or not text.endswith(path_end):
            raise _fault("url")
        return text

    return AfterValidator(check)


def _keys(pattern: str, problem: Problem) -> BeforeValidator:
    def split(text: object) -> object:
        if not isinstance(text, str):
            return text
        keys = tuple(key.strip() for key in text.split(",") if key.strip())
        if not all(re.fullmatch(pattern, key) for key in keys):
            raise _fault(problem)
        return keys

    return BeforeValidator(split)


def _number() -> AfterValidator:
    def check(text: str) -> str:
        if text and not (text.isascii() and text.isdigit()):
            raise _fault("number")
        return text

    return AfterValidator(check)


def _zone(name: object) -> object:
    if not isinstance(name, str):
        return name
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _fault("zone") from None


def _fault(problem: Problem) -> PydanticCustomError:
    return PydanticCustomError(problem, "cannot be used")


_ACTOR = r"slack:[UW][A-Z0-9]+|discord:[0-9]+|console:[\w.-]+"
_SPACE = r"slack:[TE][A-Z0-9]+|discord:[0-9]+"


class Settings(BaseSettings):
    """The settings of one run, checked. `load_settings` makes it; making one reads no environment and no file.

    The title of a field explains it in Korean, the description in English; its example is given where the
    default does not show what to write.
    """

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    db: Path = Field(Path("data/storybot.db"), title="서재 파일의 경로예요.", description="Path of the library file.")
    sample_library: bool = Field(
        default=True,
        title="처음 시작할 때 서재가 비어 있으면 예시 글을 넣을지 정해요.",
        description="Whether the first start fills an empty library with sample stories.",
    )

    language: Language = Field(
        "ko",
        title="플랫폼과 채널이 언어를 알려 주지 않을 때 쓰는 언어예요.",
        description="Language used where neither the platform nor the channel names one.",
    )
    zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        default_factory=lambda: ZoneInfo("Asia/Seoul"),
        title="날짜와 시각을 세는 시간대(IANA 이름)예요.",
        description="Time zone of dates and times, by its IANA name.",
    )
    admins: Annotated[tuple[str, ...], _keys(_ACTOR, "actor")] = Field(
        (),
        title="관리자예요. 플랫폼:아이디를 쉼표로 이어 적어요.",
        description="The admins, as platform:id with commas between.",
        examples=["slack:U0123ABCD,discord:123456789012345678"],
    )
    spaces: Annotated[tuple[str, ...], _keys(_SPACE, "space")] = Field(
        (),
        title="봇이 대답할 Slack 워크스페이스와 Discord 서버예요. 비우면 플랫폼마다 봇을 처음 쓴 한 곳이에요.",
        description="Slack workspaces and Discord servers to answer in; empty: the first one on each platform.",
        examples=["slack:T0123ABCD,discord:123456789012345678"],
    )

    slack_bot_token: Annotated[SecretStr, _starts_with("xoxb-")] | None = Field(
        None,
        title="봇 토큰이에요. OAuth & Permissions 화면에 있어요.",
        description="Bot token, from the page OAuth & Permissions.",
        examples=["xoxb-…"],
    )
    slack_app_token: Annotated[SecretStr, _starts_with("xapp-")] | None = Field(
        None,
        title="앱 토큰이에요. socket 방식에 필요하고 Basic Information 화면에서 만들어요.",
        description="App token, needed by the mode socket; made on the page Basic Information.",
        examples=["xapp-…"],
    )
    slack_config_token: Annotated[SecretStr, _starts_with("xoxe")] | None = Field(
        None,
        title="앱 구성 토큰이에요. `storybot slack check`가 설치된 매니페스트를 읽을 때만 써요. 12시간이면 끝나요.",
        description="App configuration token; only `storybot slack check` uses it, to read the installed manifest.",
        examples=["xoxe.xoxp-…"],
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        title="서명 비밀값이에요. http 방식에 필요하고 Basic Information 화면에 있어요.",
        description="Signing secret, needed by the mode http; from the page Basic Information.",
        examples=["0123456789abcdef0123456789abcdef"],
    )
    slack_mode: Literal["socket", "http"] = Field(
        "socket",
        title="Slack과 잇는 방식이에요. socket은 공개 주소가 필요 없어요.",
        description="How Slack reaches the bot; socket needs no public address.",
    )
    slack_api_url: Annotated[str, _address(("https", "http"), "/api/")] = Field(
        "https://slack.com/api/",
        title="Slack API 주소예요. /api/로 끝나야 해요.",
        description="Address of the Slack API; ends in /api/.",
    )

    slack_admin_group: str = Field(
        "",
        title="관리자로 대할 Slack 사용자 그룹의 아이디예요.",
        description="Id of a Slack user group whose members are admins.",
        examples=["S0123ABCD"],
    )
    slack_page_host: str = Field(
        "",
        title="펼쳐 보여 줄 우리 글 페이지의 호스트 이름이에요.",
        description="Host of our own story pages, whose links are unfurled.",
        examples=["stories.example.com"],
    )

    discord_token: SecretStr | None = Field(
        None,
        title="봇 토큰이에요. 개발자 포털의 Bot 화면에서 만들어요.",
        description="Bot token, made on the page Bot of the developer portal.",
        examples=["MTIz….….…"],
    )
    discord_command_sync: bool = Field(
        default=True,
        title="시작할 때 Discord에 명령을 등록할지 정해요.",
        description="Whether starting registers the commands with Discord.",
    )
    discord_command_guild: Annotated[str, _number()] = Field(
        "",
        title="명령을 한 서버에만 등록하려면 그 서버의 아이디를 적어요.",
        description="Id of the one server to register the commands in; empty: all of them.",
        examples=["123456789012345678"],
    )
    discord_message_content: bool = Field(
        default=False,
        title="올라온 링크를 보려면 켜요. 개발자 포털에서 Message Content Intent도 켜야 해요.",
        description="Read messages to see links; needs the Message Content Intent switched on in the portal.",
    )
    discord_daily_thread: bool = Field(
        default=False,
        title="오늘의 글마다 이야기할 스레드를 열지 정해요.",
        description="Whether every daily story gets a thread to talk in.",
    )
    discord_api_url: Annotated[str, _address(("https", "http"), "/api/v10")] = Field(
        "https://discord.com/api/v10",
        title="Discord API 주소예요. /api/v10으로 끝나야 해요.",
        description="Address of the Discord API; ends in /api/v10.",
    )
    discord_gateway_url: Annotated[str, _address(("wss", "ws"))] = Field(
        "wss://gateway.discord.gg/",
        title="Discord 게이트웨이 주소예요.",
        description="Address of the Discord gateway.",
    )

    llm_base_url: Annotated[str, _address(("https", "http"))] | None = Field(
        None,
        title="답을 쓸 언어 모델의 OpenAI 호환 주소예요. 비우면 아무것도 밖으로 나가지 않아요.",
        description="OpenAI-compatible address of a model that writes answers; empty: nothing leaves the machine.",
        examples=["http://127.0.0.1:11434/v1"],
    )
    llm_model: str | None = Field(
        None,
        title="그 주소에서 쓸 모델의 이름이에요.",
        description="Name of the model at that address.",
        examples=["qwen3:8b"],
    )
    llm_api_key: SecretStr | None = Field(
        None,
        title="그 주소의 API 키예요. 필요 없으면 비워 두세요.",
        description="API key of that address, where it needs one.",
        examples=["sk-…"],
    )
    llm_timeout_seconds: float = Field(
        20.0,
        gt=0,
        le=600,
        title="모델의 답을 기다리는 시간(초)이에요(600까지). 지나면 글의 문장을 그대로 보여 줘요.",
        description="Seconds to wait for the model (up to 600); then the sentences of the story are shown.",
    )
    llm_max_tokens: int = Field(
        400,
        ge=16,
        le=4000,
        title="모델이 한 번에 쓸 수 있는 토큰 수예요(16~4000).",
        description="The most tokens the model may write at once (16 to 4000).",
    )
    llm_price_in: float = Field(
        0.0,
        ge=0,
        le=1000,
        title="모델이 읽는 토큰 백만 개의 값이에요. 비용을 셀 때 써요.",
        description="Price of a million tokens read, for counting costs.",
    )
    llm_price_out: float = Field(
        0.0,
        ge=0,
        le=1000,
        title="모델이 쓰는 토큰 백만 개의 값이에요. 비용을 셀 때 써요.",
        description="Price of a million tokens written, for counting costs.",
    )

    listen_host: str = Field(
        "127.0.0.1",
        title="상태 확인과 웹 페이지를 여는 주소예요.",
        description="Host that health checks and pages are served on.",
    )
    listen_port: int = Field(
        8080,
        ge=0,
        le=65535,
        title="상태 확인과 웹 페이지를 여는 포트예요. 0이면 빈 포트를 골라요.",
        description="Port that health checks and pages are served on; 0 picks a free one.",
    )
    link_check: bool = Field(
        default=True,
        title="글의 링크가 아직 열리는지 천천히 살펴볼지 정해요.",
        description="Whether the links of the stories are slowly looked at, to find those that no longer open.",
    )
    retry_attempts: int = Field(
        3,
        ge=1,
        le=10,
        title="플랫폼이 응답하지 않을 때 모두 몇 번까지 시도할지 정해요(1~10).",
        description="How often a call to a platform is tried in all (1 to 10).",
    )
    timeout_seconds: float = Field(
        10.0,
        gt=0,
        le=600,
        title="플랫폼의 응답을 기다리는 시간(초)이에요(600까지).",
        description="Seconds to wait for an answer of a platform (up to 600).",
    )

    log_level: LogLevel = Field(
        "info", title="이 수준부터 로그에 남겨요.", description="The lowest level that is logged."
    )
    log_format: LogFormat = Field(
        "console",
        title="로그 모양이에요. console은 사람이, json은 프로그램이 읽기 좋아요.",
        description="How the log looks: console for people, json for programs.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is given: the environment arrives as an argument of `load_settings`."""
        return (init_settings,)


# The headings of `.env.example`, each by the first setting below it.
_HEADINGS = {
    "db": "서재 · Library",
    "language": "사람 · People",
    "slack_bot_token": "Slack",
    "discord_token": "Discord",
    "llm_base_url": "언어 모델 · Language model",
    "listen_host": "네트워크 · Network",
    "log_level": "로그 · Log",
}
_VARIABLES = {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}


def load_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """The settings in `environ` and the file `dotenv`, `environ` first; an empty value counts as absent.

    A missing file is no fault. Raises SettingsFault with every fault found; none of them holds a value.
    """
    texts, faults = _read(dotenv)
    texts |= {name: text for name, text in environ.items() if text.strip()}
    ours = {name: text.strip() for name, text in texts.items() if name.upper().startswith(PREFIX)}
    given = {_VARIABLES[name]: text for name, text in ours.items() if name in _VARIABLES}
    settings, wrong = _check(given)
    faults += [*wrong, *_missing(given), *(_stray(name) for name in sorted(ours) if name not in _VARIABLES)]
    if settings is None or faults:
        raise SettingsFault(tuple(faults))
    return settings


def describe_settings() -> tuple[SettingRow, ...]:
    """Every setting in the order of `.env.example`."""
    return tuple(_row(name) for name in Settings.model_fields)


def env_example() -> str:
    """The text of `.env.example`: every setting, explained in Korean and English, with its default or example."""
    lines = [
        "# storybot 설정이에요. 이 파일을 .env로 복사한 뒤 바꿀 줄의 맨 앞 #을 지우고 값을 고치세요.",
        "# Settings of storybot. Copy this file to .env, take the # off the lines you change and edit them.",
    ]
    for row in describe_settings():
        heading = _HEADINGS.get(_VARIABLES[row.variable])
        lines += ["", f"# == {heading} =="] if heading else []
        lines += ["", f"# {row.korean}", f"# {row.english}"]
        lines += [f"# {row.example}"] if " | " in row.example else []
        lines += [f"#{row.variable}={row.default or row.example}"]
    return "\n".join(lines) + "\n"


def _read(dotenv: Path | None) -> tuple[dict[str, str], list[SettingFault]]:
    """The values of the file, not expanded: a `$` in a token stays one."""
    if dotenv is None or not dotenv.exists():
        return {}, []
    try:
        with dotenv.open(encoding="utf-8-sig") as lines:
            bindings = list(parse_stream(lines))
    except UnicodeDecodeError:
        return {}, [SettingFault(variable=dotenv.name, problem="encoding", example="UTF-8")]
    except OSError:
        return {}, [SettingFault(variable=dotenv.name, problem="unreadable", example=str(dotenv))]
    texts = {line.key: line.value for line in bindings if line.key and line.value and line.value.strip()}
    return texts, list(_broken_lines(dotenv.name, bindings))


def _broken_lines(file: str, bindings: list[Binding]) -> Iterator[SettingFault]:
    for binding in bindings:
        is_ours = binding.key is not None and binding.key.upper().startswith(PREFIX)
        if binding.error or (is_ours and binding.value is None):
            place = f"{file}:{binding.original.line}"
            yield SettingFault(variable=place, problem="syntax", example=f"{PREFIX}LANGUAGE=ko")


def _check(given: Mapping[str, str]) -> tuple[Settings | None, list[SettingFault]]:
    try:
        return Settings.model_validate(given), []
    except ValidationError as wrong:
        # The errors hold what was typed, tokens too; only the place and the kind of each go on.
        kinds = {str(error["loc"][0]): error["type"] for error in reversed(wrong.errors(include_input=False))}
    return None, [_told(name, _problem(kinds[name])) for name in Settings.model_fields if name in kinds]


_PYDANTIC_KINDS: Mapping[str, Problem] = {
    "literal_error": "choice",
    "bool_parsing": "switch",
    "int_parsing": "number",
    "int_parsing_size": "range",
    "float_parsing": "number",
    "finite_number": "range",
    "greater_than": "range",
    "greater_than_equal": "range",
    "less_than_equal": "range",
}


def _problem(kind: str) -> Problem:
    own: tuple[Problem, ...] = get_args(Problem)
    return next((problem for problem in own if problem == kind), _PYDANTIC_KINDS.get(kind, "unusable"))


def _missing(given: Mapping[str, str]) -> Iterator[SettingFault]:
    """Slack works with a bot token and what its mode needs; a part of that alone is a fault."""
    if "llm_base_url" in given and "llm_model" not in given:
        yield _told("llm_model", "missing")
    if not given.keys() & {"slack_bot_token", "slack_app_token", "slack_signing_secret"}:
        return
    mode = given.get("slack_mode", "socket")
    needed = {"socket": "slack_app_token", "http": "slack_signing_secret"}.get(mode)
    for name in ("slack_bot_token", needed):
        if name is not None and name not in given:
            yield _told(name, "missing")


def _told(name: str, problem: Problem) -> SettingFault:
    row = _row(name)
    return SettingFault(variable=row.variable, problem=problem, example=row.example)


_ALIKE = 70.0  # of 100: SLACK_TOKEN is like SLACK_BOT_TOKEN, FOO like nothing


def _stray(name: str) -> SettingFault:
    nearest = process.extractOne(
        name.upper(),
        list(_VARIABLES),
        scorer=fuzz.WRatio,
        processor=lambda variable: variable.removeprefix(PREFIX),
        score_cutoff=_ALIKE,
    )
    if nearest is None:
        return SettingFault(variable=name, problem="unknown", example="")
    return SettingFault(variable=name, problem="misspelt", example=nearest[0])


def _row(name: str) -> SettingRow:
    field = Settings.model_fields[name]
    default = _written(field.get_default(call_default_factory=True, validated_data={}))
    return SettingRow(
        variable=f"{PREFIX}{name.upper()}",
        korean=field.title or "",
        english=field.description or "",
        default=default,
        example=str(field.examples[0]) if field.examples else " | ".join(_words(field.annotation)) or default,
    )


def _words(annotation: object) -> tuple[str, ...]:
    if annotation is bool:
        return ("on", "off")
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _written(default: object) -> str:
    match default:
        case None | ():
            return ""
        case bool():
            return "on" if default else "off"
        case float():
            return f"{default:g}"
        case _:
            return str(default)


if __name__ == "__main__":
    sys.stdout.write(env_example())
