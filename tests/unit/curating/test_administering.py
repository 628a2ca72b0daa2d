"""Admins named from chat, their channel, and the settings."""

from bot.actor import Actor, Role
from bot.app import App
from bot.chat_settings import CHAT_SETTINGS, retention_days, space_language
from tests.unit.curating.support import KIM, LEE, PARK, buttons, pressed, says, typed


async def test_an_admin_names_another_and_the_list_says_why_each_is_one(app: App):
    boss = Actor(key="slack:U1", name="김관리", role=Role.ADMIN, standing="platform")
    done = await typed(app, "관리자 추가", boss)
    assert says(done) == "누구인지 알 수 없어요. ‘관리자 추가 @사람’처럼 사람을 불러 주세요."
    done = await typed(app, "관리자 추가 @박회원", boss, people=(PARK,))
    assert says(done) == "이제 박회원님도 관리자예요."
    shown = says(await typed(app, "관리자", boss))
    assert "박회원 김관리님이 2026-03-02에 추가했어요" in shown
    assert "김관리 워크스페이스나 서버를 관리해요" in shown
    assert await app.store.read(lambda library: library.is_named_admin(PARK.key))


async def test_ids_can_be_typed_where_nobody_can_be_called(app: App):
    await typed(app, "관리자 추가 slack:U7 discord:42")
    named = await app.store.read(lambda library: library.named_admins())
    assert {one.actor for one in named} == {"slack:U7", "discord:42"}


async def test_naming_twice_and_taking_back_what_was_not_named_say_so(app: App):
    await typed(app, "관리자 추가 slack:U7", KIM)
    assert "이미 관리자로" in says(await typed(app, "관리자 추가 slack:U7", KIM))
    assert "관리자에서 뺐어요" in says(await typed(app, "관리자 빼기 slack:U7", KIM))
    assert "여기에서 추가한 관리자가 아니에요" in says(await typed(app, "관리자 빼기 slack:U7", KIM))


async def test_the_last_admin_stays(app: App):
    await typed(app, "관리자", KIM)
    await typed(app, "관리자 추가 slack:U1", KIM)
    assert "마지막 관리자는 뺄 수 없어요" in says(await typed(app, "관리자 빼기 slack:U1", KIM))
    await typed(app, "관리자", LEE)
    assert "관리자에서 뺐어요" in says(await typed(app, "관리자 빼기 slack:U1", KIM))


async def test_members_name_nobody(app: App):
    await typed(app, "관리자 추가 slack:U3", PARK)
    assert (await pressed(app, "appoint:slack:U3", PARK)).failed
    assert await app.store.read(lambda library: library.named_admins()) == ()


async def test_the_admin_channel_is_set_confirmed_there_and_turned_off(app: App):
    await typed(app, "관리자 채널", KIM)
    assert await app.store.read(lambda library: library.admin_channel("slack")) == "slack:C1"
    (errand,) = await app.store.read(lambda library: library.errands(app.now(), limit=9))
    assert (errand.notice.to, errand.notice.name) == ("admins:slack", "admin_channel")
    await pressed(app, buttons(await typed(app, "관리자", KIM))["이 채널의 알림 끄기"], KIM)
    assert await app.store.read(lambda library: library.admin_channel("slack")) is None
    elsewhere = await app.type("관리자 채널", actor=KIM, channel="console:local")
    assert "알림을 받을 채널에서" in says(elsewhere)


async def test_settings_show_what_holds_and_change_with_a_press(app: App):
    shown = await typed(app, "설정", KIM)
    assert "30일 질문한 사람의 이름을" in says(shown)
    await pressed(app, buttons(shown)["90일"], KIM)
    await pressed(app, buttons(shown)["영어"], KIM)
    assert await app.store.read(retention_days) == 90
    assert await app.store.read(space_language) == "en"
    assert "이미 ‘90일’" in says(await pressed(app, "setting:retention_days 90", KIM))
    assert (await pressed(app, "setting:retention_days 31", KIM)).failed
    assert (await pressed(app, "setting:nothing 1", KIM)).failed


async def test_what_is_about_no_story_is_in_the_audit_and_cannot_be_undone(app: App):
    await pressed(app, "setting:language en", KIM)
    await typed(app, "같은말 쿠버 = k8s", KIM)
    await typed(app, "모으기 알림", KIM)
    await typed(app, "관리자 추가 slack:U7", KIM)
    shown = says(await typed(app, "변경", KIM))
    for line in (
        "설정 바꿈 · 모두에게 보이는 말: 영어",
        "같은말 가르침 · 쿠버 = k8s",
        "링크 모으기 바꿈",
        "관리자 추가 · slack:U7",
    ):
        assert line in shown
    assert "김관리" in shown
    assert "되돌릴 변경이 없어요" in says(await typed(app, "되돌리기", KIM))
    assert "되돌릴 변경이 없어요" in says(await typed(app, "되돌리기 1", KIM))


def test_every_default_is_a_choice():
    assert all(one.default in one.choices for one in CHAT_SETTINGS)
