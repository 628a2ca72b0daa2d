"""Which links a message holds, and what they become."""

import pytest

from bot.commands.collecting import LINKS_A_MESSAGE, collect_link, links_in
from bot.ports import Collecting, Sharing
from bot.story import StoryState
from tests.support.building import MORNING, draft, opened

SHARING = Sharing(channel="slack:C1", message="171.1", actor="slack:U1", at=MORNING)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("이거 보세요 https://a.example/1.", ("https://a.example/1",)),
        ("(https://a.example/1), https://a.example/2!", ("https://a.example/1", "https://a.example/2")),
        ("https://ko.wiki.example/자바_(언어) 참고", ("https://ko.wiki.example/자바_(언어)",)),
        ("<https://a.example/1|제목> <https://a.example/1>", ("https://a.example/1",)),
        ("http:// 만 있는 글, ftp://a.example/x", ()),
        ("", ()),
    ],
)
def test_the_links_of_a_message_are_found_without_the_punctuation_behind_them(text: str, links: tuple[str, ...]):
    assert links_in(text) == links


def test_a_message_full_of_links_gives_only_the_first_ones():
    text = " ".join(f"https://a.example/{number}" for number in range(50))
    assert len(links_in(text)) == LINKS_A_MESSAGE


@pytest.mark.parametrize(
    ("mode", "state"),
    [(Collecting.SUGGEST, StoryState.SUGGESTED), (Collecting.ADD, StoryState.LIVE), (Collecting.HINT, None)],
)
async def test_a_new_link_comes_in_as_the_channel_says_and_the_same_again_changes_nothing(
    mode: Collecting, state: StoryState | None
):
    async with opened() as store:
        link = draft("새 글", link="https://a.example/1")
        story, is_new = await store.write(lambda library: collect_link(library, link, mode, SHARING))
        assert (story.state if story else None, is_new) == (state, state is not None)
        again, is_new_again = await store.write(lambda library: collect_link(library, link, mode, SHARING))
        assert (again == story, is_new_again) == (True, False)
