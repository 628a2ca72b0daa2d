"""What the log shows, and what it never shows."""

import io
import json
import logging
import random
import time

import pytest
import structlog

from bot.logs import (
    LONGEST_VALUE,
    REDACTED,
    LogFormat,
    LogLevel,
    bind_request,
    configure_logging,
    new_request_id,
    redact,
    redact_event,
)

DISCORD_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
TOKENS = [
    "xoxb-1234567890-abcDEF",
    "xoxp-1234567890-abcDEF",
    "xoxe.xoxp-1-abcDEF",
    "xapp-1-A0123-456-abcdef",
    DISCORD_TOKEN,
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def configured(log_format: LogFormat = "json", level: LogLevel = "info") -> io.StringIO:
    stream = io.StringIO()
    configure_logging(level, log_format, stream)
    return stream


def events(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def cleaned(**fields: object) -> dict[str, object]:
    return dict(redact_event(None, "info", fields))


def test_json_gives_one_object_a_line_with_level_and_utc_time() -> None:
    stream = configured("json")
    structlog.get_logger().info("request", command="find", ms=12, ok=True, note="모니터링")
    (event,) = events(stream)
    timestamp = str(event.pop("timestamp"))
    assert timestamp.endswith("Z")
    assert timestamp.startswith(time.strftime("%Y-", time.gmtime()))
    assert event == {"event": "request", "level": "info", "command": "find", "ms": 12, "ok": True, "note": "모니터링"}


def test_the_console_gives_keys_and_values_without_colour_where_nobody_watches() -> None:
    stream = configured("console")
    structlog.get_logger().warning("slow", ms=900)
    assert "slow" in stream.getvalue()
    assert "ms=900" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_the_console_is_coloured_on_a_terminal() -> None:
    stream = Terminal()
    configure_logging("info", "console", stream)
    structlog.get_logger().info("hello")
    assert "\x1b[" in stream.getvalue()


def test_events_below_the_level_are_left_out() -> None:
    stream = configured(level="warning")
    structlog.get_logger().info("quiet")
    logging.getLogger("discord").info("quiet")
    structlog.get_logger().warning("loud")
    logging.getLogger("discord").warning("loud")
    assert [event["event"] for event in events(stream)] == ["loud", "loud"]


def test_the_libraries_debug_events_are_left_out_since_they_hold_messages() -> None:
    stream = configured(level="debug")
    logging.getLogger("slack_bolt.AsyncApp").debug("payload: secret plans")
    structlog.get_logger().debug("ours")
    assert [event["event"] for event in events(stream)] == ["ours"]


def test_the_libraries_events_take_the_same_way() -> None:
    stream = configured()
    with bind_request("abcd2345"):
        logging.getLogger("apscheduler.scheduler").warning("run of %s missed with %s", "digest", TOKENS[0])
    (event,) = events(stream)
    assert event["event"] == f"run of digest missed with {REDACTED}"
    assert (event["logger"], event["level"], event["request"]) == ("apscheduler.scheduler", "warning", "abcd2345")


def test_configuring_again_replaces_the_earlier_way() -> None:
    first, second = configured(), configured()
    log = structlog.get_logger()
    log.info("once")
    logging.getLogger("discord").info("twice")
    assert first.getvalue() == ""
    assert [event["event"] for event in events(second)] == ["once", "twice"]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("sentence", ["{}", "토큰{}을 받았어요", "token is {}, really", '{{"a": "{}"}}', "x={}&y=1"])
def test_a_token_inside_a_text_is_redacted(token: str, sentence: str) -> None:
    said = redact(sentence.format(token))
    assert REDACTED in said
    assert token not in said
    assert token[-8:] not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Authorization: Bearer abc.def-123", f"Authorization: {REDACTED}"),
        ("sent Bearer abc.def-123", f"sent Bearer {REDACTED}"),
        ("authorization: Bot some-test-token", f"authorization: {REDACTED}"),
        ("Basic dXNlcjpwYXNzd29yZA== sent", f"Basic {REDACTED} sent"),
        ("https://hooks.slack.com/services/T0/B0/abc done", f"https://hooks.slack.com/{REDACTED} done"),
        ("https://hooks.slack.com/commands/T0/1/abc", f"https://hooks.slack.com/{REDACTED}"),
        ("POST /api/v10/webhooks/12/aW50.ZXI", f"POST /api/v10/webhooks/12/{REDACTED}"),
        ("/interactions/12/aW50ZXI/callback", f"/interactions/12/{REDACTED}/callback"),
        ("postgres://bot:hunter2@db:5432/x", f"postgres://{REDACTED}@db:5432/x"),
        ("https://a.kr/?q=1&token=abc&r=2", f"https://a.kr/?q=1&token={REDACTED}&r=2"),
        ("wss://a.slack.com/link/?ticket=abc&app=1", f"wss://a.slack.com/link/?ticket={REDACTED}&app=1"),
        ("{'token': 'abc', 'team': 'T1'}", f"{{'token': {REDACTED}, 'team': 'T1'}}"),
        ('{"client_secret": "a b", "x": 1}', f'{{"client_secret": {REDACTED}, "x": 1}}'),
        ('"{\\"password\\": \\"a b\\"}"', f'"{{\\"password\\": {REDACTED}}}"'),
        ("Set-Cookie: d=abc; Path=/\nHost: a", f"Set-Cookie: {REDACTED}\nHost: a"),
        ("X-Slack-Signature: v0=abcdef", f"X-Slack-Signature: {REDACTED}"),
        ("api_key=abc", f"api_key={REDACTED}"),
    ],
)
def test_a_secret_with_a_name_or_a_place_is_redacted(text: str, said: str) -> None:
    assert redact(text) == said
    assert redact(said) == said


@pytest.mark.parametrize(
    "text",
    [
        "tokenizer: kiwi",
        "the bearer of news",
        "Bot started",
        "basic settings",
        "https://techblog.kr/posts/1?utm_source=a",
        "mail to a@b.kr",
        "1.2.3",
        "slack:U123 asked in discord:456",
        "비밀번호를 잊었어요",
    ],
)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "key",
    [
        "token",
        "bot_token",
        "accessToken",
        "client_secret",
        "Authorization",
        "password",
        "Set-Cookie",
        "cookies",
        "SIGNATURE",
    ],
)
def test_a_key_that_names_a_secret_hides_its_value(key: str) -> None:
    assert cleaned(**{key: "plain"}) == {key: REDACTED}
    assert cleaned(**{key: ["plain"]}) == {key: REDACTED}
    assert cleaned(**{key: None}) == {key: None}


def test_a_key_that_only_sounds_like_a_secret_stays() -> None:
    assert cleaned(tokenizer="kiwi", secretary="민지") == {"tokenizer": "kiwi", "secretary": "민지"}


def test_secrets_are_found_at_any_depth() -> None:
    event = cleaned(payload={"list": [{"token": "abc"}, (TOKENS[0], {TOKENS[1]: {TOKENS[2]}})], "Cookie": {"d": 1}})
    assert event == {"payload": {"list": [{"token": REDACTED}, [REDACTED, {REDACTED: [REDACTED]}]], "Cookie": REDACTED}}


def test_what_is_too_deep_or_too_many_is_left_out() -> None:
    nested: list[object] = []
    nested.append(nested)
    assert cleaned(value=nested) == {"value": [[[[["…"]]]]]}
    assert len(str(cleaned(value=list(range(10_000))))) < 1_000


def test_an_object_is_shown_by_its_cleaned_repr() -> None:
    assert cleaned(error=ValueError(f"bad {TOKENS[0]}")) == {"error": f"ValueError('bad {REDACTED}')"}


def test_no_value_is_longer_than_the_limit() -> None:
    event = cleaned(event="가" * 5_000, body={"text": "나" * 5_000}, raw=b"x" * 5_000)
    body = event["body"]
    assert isinstance(body, dict)
    assert all(len(str(value)) <= LONGEST_VALUE for value in (event["event"], body["text"], event["raw"]))


def test_a_token_at_the_cut_is_not_shown_in_part() -> None:
    said = str(cleaned(text="가" * (LONGEST_VALUE - 12) + " " + DISCORD_TOKEN)["text"])
    assert DISCORD_TOKEN[:6] not in said


def test_a_value_cannot_pass_for_another_line() -> None:
    stream = configured("console")
    structlog.get_logger().info("one\ntwo", text="a\r\n2026-01-01 [error] forged\x1b[2J\u2028x")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_traceback_is_shown_without_its_tokens(log_format: LogFormat) -> None:
    def refuse() -> None:
        raise ValueError(f"refused {TOKENS[0]} and {DISCORD_TOKEN}\npassword: hunter2\n" + "가" * 1_000)

    stream = configured(log_format)
    try:
        refuse()
    except ValueError:
        structlog.get_logger().exception("failed")
        logging.getLogger("discord").exception("failed too")
    written = stream.getvalue()
    assert written.count("ValueError: refused") == 2
    assert "test_logs.py" in written
    assert not any(secret in written for secret in (TOKENS[0], DISCORD_TOKEN, "hunter2", "가" * 301))


def test_a_huge_value_does_not_make_logging_slow() -> None:
    started = time.perf_counter()
    for text in ("a." * 2_000_000, "token=" * 700_000, "a-" * 2_000_000, "://@" * 1_000_000, "\\" * 4_000_000):
        cleaned(text=text, exception=text)
    assert time.perf_counter() - started < 1


def test_a_request_id_is_short_and_typeable_and_the_sources_choice() -> None:
    first = new_request_id(random.Random(7))
    assert first == new_request_id(random.Random(7))
    assert len(first) == 8
    source = random.Random(1)
    ids = {new_request_id(source) for _ in range(1_000)}
    assert len(ids) == 1_000
    assert not set("".join(ids)) & set("01iloABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_a_request_is_named_in_its_events_and_no_longer_after_it() -> None:
    stream = configured()
    log = structlog.get_logger()
    with bind_request("abcd2345", command="find", platform="slack"):
        log.info("inside")
    log.info("outside")
    inside, outside = events(stream)
    assert (inside["request"], inside["command"], inside["platform"]) == ("abcd2345", "find", "slack")
    assert "request" not in outside
