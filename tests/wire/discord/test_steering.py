"""Steering the daily story in Discord: its settings in a form, tomorrow's approval, and what people think of it."""

from datetime import timedelta

from bot.digest.posting import Poster
from bot.digest.target import Target
from bot.notices.telling import Teller
from tests.support.building import MORNING, SEOUL
from tests.wire.discord.conftest import Stage, eventually


async def test_a_thumb_approval_and_settings(stage: Stage) -> None:
    server = stage.server
    channel = f"discord:{server.general.id}"
    async with stage.bot() as bot:
        await eventually(lambda: bot._connection.client and bot._connection.client.is_ready())
        poster = Poster(store=stage.store, messengers={"discord": bot.messenger}, now=stage.clock, owner="one")
        teller = Teller(store=stage.store, messengers={"discord": bot.messenger}, now=stage.clock)
        target = Target(channel=channel, zone=SEOUL, since=MORNING - timedelta(hours=1))
        await stage.store.write(lambda library: library.set_target(target, actor="test:a", at=MORNING))
        await poster.tick()
        (post,) = [one for one in server.general.shown if one.author is server.bot]
        liked = await server.message_of(await server.press(post, "👍"))
        assert "좋아요를 남겼어요" in liked.text
        assert liked.ephemeral

        settings = await server.message_of(
            await server.slash("서재채널 발송", {"내용": "승인 켜기"}, user=server.admin)
        )
        assert "승인한 글만 보내요" in settings.text
        opened = await server.press(settings, "내용 설정", user=server.admin)
        await server.response_to(opened)
        refused = await server.message_of(await server.submit_modal(opened, {"digest_kind": "아무거나"}))
        assert "‘오늘의 글’, ‘새 글’, ‘주간’" in refused.text
        again = await server.press(refused, "고쳐 적기", user=server.admin)
        await server.response_to(again)
        kept = await server.message_of(
            await server.submit_modal(again, {"digest_kind": "오늘의 글", "digest_tags": "관측"})
        )
        assert "태그: 관측" in kept.text

        await poster.tick()
        await teller.tick()
        direct = server.platform.world.dm_with(server.admin)
        assert direct
        (question,) = direct.shown
        agreed = await server.message_of(await server.press(question, "이 글로 승인", user=server.admin))
        assert "승인했어요" in agreed.text
