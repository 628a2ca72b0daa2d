"""Files into the library and out of it: looked at first, imported once, undone as one, given back whole."""

import gzip
import json

import pytest

from bot.actor import Actor
from bot.app import App
from bot.commands.receiving import Reception, receive
from bot.commands.registry import read_press
from bot.commands.transferring import LARGEST_EXPORT, LARGEST_FILE, packed
from bot.ports import Upload
from bot.reply import Attachment
from bot.story import StoryState
from tests.support.building import ADMIN, MEMBER, StandingClock, add, draft
from tests.unit.curating.support import buttons, pressed, says, story, typed

LINES = """{"id": "a", "title": "새 글"}
{"id": "b", "title": "B"}
{"title": 7}
{"id": "b", "title": "B"}
""".encode()


async def dropped(app: App, data: bytes = LINES, name: str = "글.jsonl") -> str:
    """A file that waits; gives its id."""
    upload = Upload(actor=ADMIN.key, name=name, data=data)
    return await app.store.write(lambda library: library.keep_upload(upload, at=app.now()))


async def test_a_dropped_file_is_looked_at_first(app: App):
    asked = await pressed(app, f"intake:{await dropped(app)}")
    assert "글.jsonl: 새 글 2편, 달라지는 글 0편, 그대로인 글 1편, 읽지 못한 것 1개예요." in says(asked)
    assert "새 글" in says(asked)
    assert "3번째 줄" in says(asked)
    assert await app.store.read(lambda library: library.count()) == 0


async def test_it_is_imported_once_and_undone_as_one(app: App):
    asked = await pressed(app, f"intake:{await dropped(app)}")
    button = buttons(asked)["2편 가져오기"]
    done = await pressed(app, button)
    assert "새 글 2편" in says(done)
    assert "이미 가져왔거나" in says(await pressed(app, button))
    assert await app.store.read(lambda library: library.count()) == 2
    assert "가져옴 · 글.jsonl · 2편" in says(await typed(app, "변경"))
    undo = await pressed(app, buttons(done)["되돌리기"])
    assert "글 2편이 예전으로 돌아가요" in says(undo)
    undone = await pressed(app, buttons(undo)["되돌리기"])
    assert await app.store.read(lambda library: library.count()) == 0
    await pressed(app, buttons(undone)["다시 적용"])
    assert await app.store.read(lambda library: library.count()) == 2


async def test_undoing_an_import_keeps_what_was_edited_and_restores_what_was_updated(app: App):
    await add(app.store, draft("예전", id="a"))
    done = await pressed(app, f"importnow:{await dropped(app)}")
    assert (await story(app.store, 1)).title == "새 글"
    undo = buttons(done)["되돌리기"].press.replace("undo:", "undonow:")
    await pressed(app, undo)
    assert (await story(app.store, 1)).title == "예전"
    assert (await story(app.store, 2)).state is StoryState.HIDDEN


async def test_the_button_takes_back_this_import_whatever_others_do_meanwhile(app: App):
    id_ = await dropped(app)

    async def meanwhile(sentence: str) -> None:
        await add(app.store, draft("다른 관리자의 글"))

    done = await app.handle(
        app.request(read_press(f"importnow:{id_}"), actor=ADMIN, channel="slack:C1"), progress=meanwhile
    )
    assert "글 2편이 예전으로 돌아가요" in says(await pressed(app, buttons(done)["되돌리기"]))


async def test_an_import_that_changed_nothing_offers_nothing_to_take_back(app: App):
    await pressed(app, f"importnow:{await dropped(app)}")
    assert "되돌리기" not in buttons(await pressed(app, f"importnow:{await dropped(app)}"))


async def test_progress_is_told_batch_by_batch(app: App):
    data = "".join(json.dumps({"id": str(number), "title": f"글 {number}"}) + "\n" for number in range(450)).encode()
    id_, heard = await dropped(app, data), list[str]()

    async def hear(sentence: str) -> None:
        heard.append(sentence)

    request = app.request(read_press(f"importnow:{id_}"), actor=ADMIN, channel="slack:C1")
    await app.handle(request, progress=hear)
    assert [one.split("에서 ")[1] for one in heard] == [
        "200개까지 가져왔어요.",
        "400개까지 가져왔어요.",
        "450개까지 가져왔어요.",
    ]


@pytest.mark.parametrize(
    ("data", "name", "says_so"),
    [
        (b"", "a.txt", "찾지 못했어요"),
        (b"\x00\x01\x02", "a.csv", "찾지 못했어요"),
        (b"{", "a.jsonl", "찾지 못했어요"),
    ],
)
async def test_a_file_without_stories_says_why(app: App, data: bytes, name: str, says_so: str):
    assert says_so in says(await pressed(app, f"intake:{await dropped(app, data, name)}"))


async def test_a_file_that_brings_nothing_new_says_so(app: App):
    await pressed(app, f"importnow:{await dropped(app, LINES.splitlines()[0])}")
    assert "모두 이미 서재에 있어요" in says(await pressed(app, f"intake:{await dropped(app, LINES.splitlines()[0])}"))


async def test_few_files_wait_and_none_for_long(app: App, clock: StandingClock):
    ids = []
    for number in range(7):
        ids.append(await dropped(app, name=f"{number}.jsonl"))
        clock.forward(seconds=1)
    waiting = await app.store.read(lambda library: [library.upload(one) is not None for one in ids])
    assert waiting == [False, False, True, True, True, True, True]
    assert await app.store.write(lambda library: library.forget_uploads(clock())) == 5


async def test_an_export_holds_every_story_and_can_be_imported_again(app: App):
    await add(app.store, draft("하나", link="https://a.example/1"), draft("둘", state=StoryState.HIDDEN))
    reply = await typed(app, "내보내기")
    (file,) = [part for part in reply.parts if isinstance(part, Attachment)]
    assert file.name == "stories-2026-03-02.jsonl"
    assert [json.loads(line)["title"] for line in file.data.splitlines()] == ["하나", "둘"]
    again = await pressed(app, f"intake:{await dropped(app, file.data, file.name)}")
    assert "모두 이미 서재에 있어요" in says(again)
    assert (await typed(app, "내보내기", MEMBER)).parts != reply.parts


def test_a_large_export_is_packed():
    data = b"0123456789" * (LARGEST_EXPORT // 10)
    assert packed("a.jsonl", data) == Attachment(name="a.jsonl", data=data)
    large = packed("a.jsonl", data * 2)
    assert large.name == "a.jsonl.gz"
    assert gzip.decompress(large.data) == data * 2


@pytest.mark.parametrize(
    ("name", "size", "line", "actor", "then"),
    [
        ("글.txt", 9, "", ADMIN, Reception.FETCH),
        ("글.JSONL", 9, "이거 가져와 줘", ADMIN, Reception.FETCH),
        ("글.csv", LARGEST_FILE + 1, "", ADMIN, Reception.TOO_LARGE),
        ("사진.png", 9, "", ADMIN, Reception.WRONG_KIND),
        ("사진.png", 9, "캐시가 뭐야", ADMIN, Reception.IGNORE),
        ("글.zip", 9, "", ADMIN, Reception.WRONG_KIND),
        ("글.txt", 9, "", MEMBER, Reception.DENIED),
        ("글.txt", 9, "캐시가 뭐야", MEMBER, Reception.IGNORE),
        ("사진.png", 9, "", MEMBER, Reception.IGNORE),
    ],
)
def test_which_files_are_fetched(name: str, size: int, line: str, actor: Actor, then: Reception):
    assert receive(name, size, line=line, actor=actor) is then
