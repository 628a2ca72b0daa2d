"""The Web API with the real client: tokens, scopes, messages, history, people."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack_server import (
    ADMIN,
    ARCHIVED,
    BOT,
    DM,
    GENERAL,
    GROUP,
    MEMBER,
    OTHER_MEMBER,
    OUTSIDE,
    OWNER,
    STRANGER,
    TEAM,
    SlackServer,
)
from tests.support.slack_server.shapes import JsonObject

SECTION: JsonObject = {"type": "section", "text": {"type": "mrkdwn", "text": "말"}}


async def error_of(call: object) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call  # type: ignore[misc]
    return str(caught.value.response["error"])


async def test_the_bot_knows_itself(client: AsyncWebClient) -> None:
    who = await client.auth_test()
    assert (who["user_id"], who["team_id"]) == (BOT, TEAM)
    assert "chat:write" in who.headers["x-oauth-scopes"]


async def test_tokens_are_checked(slack: SlackServer) -> None:
    def with_token(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=slack.api_url)

    assert await error_of(with_token(None).auth_test()) == "not_authed"
    assert await error_of(with_token("xoxb-wrong").auth_test()) == "invalid_auth"
    assert await error_of(with_token(slack.app_token).auth_test()) == "not_allowed_token_type"
    slack.revoke()
    assert await error_of(with_token(slack.bot_token).auth_test()) == "token_revoked"


async def test_a_missing_scope_is_named(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.scopes = {"commands", "channels:read"}
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=GENERAL, text="말")
    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "channels:read,commands",
    )
    assert await error_of(client.conversations_history(channel=GENERAL)) == "missing_scope"
    assert (await client.conversations_info(channel=GENERAL))["channel"]["name"] == "일반"


async def test_a_message_is_posted_changed_and_deleted(slack: SlackServer, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(channel=GENERAL, text="처음", blocks=[SECTION], unfurl_links=False)
    await client.chat_update(channel=GENERAL, ts=sent["ts"], text="나중")
    (message,) = slack.posted(GENERAL)
    assert (message.shows, message.edited, message.options["unfurl_links"]) == ("나중", True, False)
    assert "block_id" in sent["message"]["blocks"][0]
    await client.chat_delete(channel=GENERAL, ts=sent["ts"])
    assert slack.posted(GENERAL) == []
    slack.assert_clean()


@pytest.mark.parametrize(
    ("channel", "error"), [("C404", "channel_not_found"), (ARCHIVED, "is_archived"), (OUTSIDE, "not_in_channel")]
)
async def test_where_the_bot_may_not_post(slack: SlackServer, client: AsyncWebClient, channel: str, error: str) -> None:
    slack.scopes.discard("chat:write.public")
    assert await error_of(client.chat_postMessage(channel=channel, text="말")) == error


async def test_bad_blocks_are_refused_and_kept_as_violations(slack: SlackServer, client: AsyncWebClient) -> None:
    call = client.chat_postMessage(channel=GENERAL, text="말", blocks=[{"type": "header", "text": {"type": "mrkdwn"}}])
    assert await error_of(call) == "invalid_blocks"
    many = [{"type": "section", "text": {"type": "plain_text", "text": "가" * 2900}}] * 5
    assert await error_of(client.chat_postMessage(channel=GENERAL, text="말", blocks=many)) == "msg_blocks_too_long"
    with pytest.raises(AssertionError, match="14500 characters in all blocks"):
        slack.assert_clean()


async def test_mentions_and_strays_are_told_by_assert_clean(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=GENERAL, text=f"<!channel> <@{MEMBER}> R&D")
    with pytest.raises(AssertionError, match="mentions <!channel>") as caught:
        slack.assert_clean(may_mention=[f"<@{MEMBER}>"])
    assert "unescaped '&'" in str(caught.value)
    assert MEMBER not in str(caught.value).splitlines()[1]


@pytest.mark.shared
async def test_arguments_slack_does_not_know_are_refused(slack: SlackServer, client: AsyncWebClient) -> None:
    call = client.api_call("chat.postMessage", json={"channel": GENERAL, "text": "말", "colour": "red"})
    assert await error_of(call) == "invalid_arguments"
    assert str(slack.violations[0]) == "chat.postMessage: unknown argument colour"


async def test_an_unknown_method_is_refused(slack: SlackServer, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"
    assert slack.violations


async def test_an_ephemeral_message_is_seen_by_one_person(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=GENERAL, user=MEMBER, text="너만")
    assert [one.text for one in slack.messages(GENERAL, seen_by=MEMBER)] == ["너만"]
    assert slack.messages(GENERAL, seen_by=ADMIN) == []
    assert (await client.conversations_history(channel=GENERAL))["messages"] == []
    error = await error_of(client.chat_postEphemeral(channel=GENERAL, user=STRANGER, text="말"))
    assert error == "user_not_in_channel"


async def test_history_comes_in_pages_newest_first_with_metadata_when_asked(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    for number in range(5):
        slack.put(f"글 {number}")
    kept = {"event_type": "story", "event_payload": {"row": "7"}}
    await client.chat_postMessage(channel=GENERAL, text="글 5", metadata=kept)
    asked = await client.conversations_history(channel=GENERAL, limit=4)
    pages = [[one["text"] for one in page["messages"]] async for page in asked]
    assert pages == [["글 5", "글 4", "글 3", "글 2"], ["글 1", "글 0"]]
    assert "metadata" not in (await client.conversations_history(channel=GENERAL, limit=1))["messages"][0]
    whole = await client.conversations_history(channel=GENERAL, include_all_metadata=True, limit=1)
    assert whole["messages"][0]["metadata"] == kept


async def test_history_keeps_between_its_ends(slack: SlackServer, client: AsyncWebClient) -> None:
    first, second, third = (slack.put(name) for name in ("하나", "둘", "셋"))
    after = await client.conversations_history(channel=GENERAL, oldest=first.ts)
    assert [one["text"] for one in after["messages"]] == ["셋", "둘"]
    between = await client.conversations_history(channel=GENERAL, oldest=second.ts, latest=third.ts, inclusive=True)
    assert [one["text"] for one in between["messages"]] == ["셋", "둘"]


async def test_replies_stand_in_their_thread(slack: SlackServer, client: AsyncWebClient) -> None:
    parent = slack.put("질문")
    await client.chat_postMessage(channel=GENERAL, text="답", thread_ts=parent.ts)
    (root,) = (await client.conversations_history(channel=GENERAL))["messages"]
    assert root["reply_count"] == 1
    thread = await client.conversations_replies(channel=GENERAL, ts=parent.ts)
    assert [one["text"] for one in thread["messages"]] == ["질문", "답"]
    assert await error_of(client.chat_postMessage(channel=GENERAL, text="답", thread_ts="1.1")) == "thread_not_found"


async def test_people_groups_and_channels_are_told(client: AsyncWebClient) -> None:
    admin = (await client.users_info(user=ADMIN, include_locale=True))["user"]
    assert (admin["is_admin"], admin["is_owner"], admin["locale"]) == (True, False, "ko-KR")
    assert (await client.users_info(user=STRANGER))["user"]["team_id"] != TEAM
    assert (await client.usergroups_users_list(usergroup=GROUP))["users"] == [ADMIN, OTHER_MEMBER]
    assert {one["id"] for one in (await client.users_list())["members"]} >= {MEMBER, OWNER, BOT}
    listed = await client.conversations_list(types="public_channel,private_channel", exclude_archived=True)
    assert [one["name"] for one in listed["channels"]] == ["일반", "바깥", "비공개", "함께"]
    assert BOT in (await client.conversations_members(channel=GENERAL))["members"]
    assert (await client.conversations_open(users=MEMBER))["channel"]["id"] == DM
    assert (await client.team_info())["team"]["id"] == TEAM


async def test_reactions_come_and_go(slack: SlackServer, client: AsyncWebClient) -> None:
    message = slack.put("글")
    await client.reactions_add(channel=GENERAL, name="eyes", timestamp=message.ts)
    assert message.reactions == {"eyes": [BOT]}
    error = await error_of(client.reactions_add(channel=GENERAL, name="eyes", timestamp=message.ts))
    assert error == "already_reacted"
    await client.reactions_remove(channel=GENERAL, name="eyes", timestamp=message.ts)
    assert message.reactions == {}


async def test_a_preview_is_put_under_a_link_and_changed_by_the_next(
    slack: SlackServer, client: AsyncWebClient
) -> None:
    message = slack.put("<https://story.example/1>")
    for title in ("처음", "나중"):
        await client.chat_unfurl(channel=GENERAL, ts=message.ts, unfurls={"https://story.example/1": {"title": title}})
    assert message.unfurls == {"https://story.example/1": {"title": "나중"}}
    other = client.chat_unfurl(channel=GENERAL, ts=message.ts, unfurls={"https://story.example/2": {"title": "x"}})
    assert await error_of(other) == "cannot_unfurl_url"


async def test_a_file_goes_up_in_two_steps(slack: SlackServer, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel=GENERAL, filename="stories.csv", content="제목\n글", initial_comment="목록")
    (message,) = slack.posted(GENERAL)
    assert (message.text, message.files[0]["name"]) == ("목록", "stories.csv")
    assert slack.workspace.contents[str(message.files[0]["id"])] == "제목\n글".encode()
    slack.assert_clean()


async def test_a_free_workspace_forgets(slack: SlackServer, client: AsyncWebClient) -> None:
    slack.put("옛 글", ts="1700000000.000100")
    slack.put("새 글")
    slack.workspace.history_window = timedelta(days=90)
    shown = await client.conversations_history(channel=GENERAL)
    assert [one["text"] for one in shown["messages"]] == ["새 글"]
