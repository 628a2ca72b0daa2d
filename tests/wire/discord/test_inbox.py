"""A question nobody could answer, from the member's press to the admin's answer and the message that brings it."""

from bot.notices.telling import Teller
from tests.wire.discord.conftest import Stage, eventually

QUESTION = "온콜 수당은 얼마인가요?"
ANSWER = "하루 5만 원이에요. @everyone"


async def test_a_member_asks_an_admin_who_writes_the_answer_and_the_member_hears_it_once(stage: Stage) -> None:
    server = stage.server
    async with stage.bot() as bot:
        await eventually(lambda: bot._connection.client and bot._connection.client.is_ready())
        refused = await server.message_of(await server.slash("질문", {"내용": QUESTION}))
        asked = await server.message_of(await server.press(refused, "관리자에게 물어보기"))
        assert "답이 생기면 알려 드릴게요" in asked.text

        listed = await server.message_of(await server.slash("서재관리 질문함", user=server.admin))
        assert QUESTION in listed.text
        opened = await server.press(listed, "답 쓰기", user=server.admin)
        await server.response_to(opened)
        wrong = await server.submit_modal(opened, {"question": QUESTION, "answer": ANSWER, "story": "999"})
        again = await server.press(await server.message_of(wrong), "고쳐 적기", user=server.admin)
        await server.response_to(again)
        kept = await server.message_of(await server.submit_modal(again, {"story": ""}))
        assert "답을 남겼어요" in kept.text

        teller = Teller(store=stage.store, messengers={"discord": bot.messenger}, now=stage.clock)
        await teller.tick()
        await teller.tick()
        direct = server.platform.world.dm_with(server.member)
        assert direct
        assert [message.text.count("하루 5만 원이에요.") for message in direct.shown] == [1]

        answered = await server.message_of(await server.slash("질문", {"내용": "온콜 수당 얼마예요?"}))
        assert "관리자가 쓴 답이에요" in answered.text
        assert "하루 5만 원이에요." in answered.text
