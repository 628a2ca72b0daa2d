"""Slack as the outbox's messenger: posted once under a key, found again by it, each fault named for what it means."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.digest.outbox import PostFault, PostOutcome
from bot.reply import Note, Reply
from tests.support.slack_server import ARCHIVED, GENERAL, MEMBER, OUTSIDE, dropped_after, refused, server_error
from tests.wire.slack.running import Running

DIGEST = Reply(summary="오늘의 글", parts=(Note(text="오늘의 글이에요."),), private=False)
KEY = "0123456789abcdef0123"


async def test_a_post_is_found_again_by_its_key(socket_bot: Running):
    link = await socket_bot.adapter.messenger.post(f"slack:{GENERAL}", DIGEST, key=KEY)
    (posted,) = socket_bot.slack.posted(GENERAL)
    assert posted.shows == "오늘의 글이에요."
    assert link.endswith(f"/archives/{GENERAL}/p{posted.ts.replace('.', '')}")
    since = socket_bot.clock() - timedelta(days=400)
    assert await socket_bot.adapter.messenger.find(f"slack:{GENERAL}", KEY, since=since) == link
    assert await socket_bot.adapter.messenger.find(f"slack:{GENERAL}", "another", since=since) is None
    socket_bot.slack.assert_clean()


@pytest.mark.parametrize("fault", [dropped_after(), server_error()])
async def test_an_unknown_outcome_is_left_to_the_outbox_to_look_after(socket_bot: Running, fault: object):
    socket_bot.slack.fault("chat.postMessage", fault)  # type: ignore[arg-type]
    with pytest.raises(PostFault) as raised:
        await socket_bot.adapter.messenger.post(f"slack:{GENERAL}", DIGEST, key=KEY)
    assert raised.value.outcome is PostOutcome.UNKNOWN
    assert len(socket_bot.slack.calls.of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("channel", "code", "outcome"),
    [
        (ARCHIVED, "", PostOutcome.GONE),
        (OUTSIDE, "not_in_channel", PostOutcome.GONE),
        ("C0NOWHERE", "", PostOutcome.GONE),
        (GENERAL, "token_revoked", PostOutcome.LATER),
        (GENERAL, "internal_error", PostOutcome.UNKNOWN),
        (GENERAL, "missing_scope", PostOutcome.LATER),
    ],
)
async def test_a_refusal_is_named_for_what_it_means(socket_bot: Running, channel: str, code: str, outcome: PostOutcome):
    if code:
        socket_bot.slack.fault("chat.postMessage", refused(code))
    with pytest.raises(PostFault) as raised:
        await socket_bot.adapter.messenger.post(f"slack:{channel}", DIGEST, key=KEY)
    assert raised.value.outcome is outcome


async def test_before_the_start_and_after_the_end_it_is_later(socket_bot: Running):
    await socket_bot.adapter.close()
    with pytest.raises(PostFault) as raised:
        await socket_bot.adapter.messenger.post(f"slack:{GENERAL}", DIGEST, key=KEY)
    assert raised.value.outcome is PostOutcome.LATER


async def test_a_person_is_written_to_directly_and_the_message_is_found_again(socket_bot: Running):
    messenger = socket_bot.adapter.messenger
    channel = await messenger.conversation(f"slack:{MEMBER}")
    assert channel == await messenger.conversation(f"slack:{MEMBER}")
    at = await messenger.post(channel, DIGEST, key=KEY)
    since = socket_bot.clock() - timedelta(days=400)
    assert await messenger.find(channel, KEY, since=since) == at
    with pytest.raises(PostFault) as raised:
        await messenger.conversation("slack:U0NOBODY")
    assert raised.value.outcome is PostOutcome.GONE
    socket_bot.slack.assert_clean()


async def test_a_post_is_found_hours_later_in_a_busy_channel(socket_bot: Running):
    messenger = socket_bot.adapter.messenger
    link = await messenger.post(f"slack:{GENERAL}", DIGEST, key=KEY)
    (posted,) = socket_bot.slack.posted(GENERAL)
    for number in range(450):
        socket_bot.slack.put(f"이야기 {number}", user=MEMBER)
    since = datetime.fromtimestamp(float(posted.ts) - 60, UTC)
    assert await messenger.find(f"slack:{GENERAL}", KEY, since=since) == link
