"""A reply as terminal text: nothing makes the renderer fail, and nothing in a story is obeyed by a terminal."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.console.render import marked, render, visible
from bot.reply import Actions, Button, Field, Form, Listing, Marked, Note, Part, Reply, Row, StoryCard, Text, Tone
from bot.words.catalogue import load_catalogue
from tests.unit.console.support import paper, written

HOSTILE = (
    "\x1b[31m빨강\x1b[0m",
    "\x1b]8;;https://evil.example\x07누르세요\x1b]8;;\x07",
    "\x9b2J",
    "종\x07소리",
    "앞\u202e뒤집힌 글\u202c뒤",
    "\u2066끼움\u2069",
    "줄\r덮어쓰기",
    "한 줄\u2028다음 줄",
    "[bold]표시[/bold] [link=https://evil.example]x[/link] :smile:",
    "널\x00과 반쪽\ud800",
    "\u200b보이지 않는\ufeff칸",
    "가족 👨‍👩‍👧‍👦 국기 🇰🇷",
    "",
)
LETTERS = st.characters(exclude_categories=["Cs", "Nd"])  # no digits, so that only buttons are numbered
TEXTS = st.one_of(
    st.sampled_from(HOSTILE), st.text(LETTERS, max_size=30), st.text("가나다 \x1b\u202e\t\n[/]", max_size=30)
)
PRESSES = st.sampled_from(["", "open:1", "save:1", "similar:2", "find@2:검색어"])
BUTTONS = st.builds(Button, label=TEXTS, press=PRESSES)
MARKS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3).map(tuple)
MARKED = st.builds(Marked, text=TEXTS, marks=MARKS)
SOME_TEXTS = st.lists(TEXTS, max_size=3).map(tuple)
SOME_BUTTONS = st.lists(BUTTONS, max_size=4).map(tuple)
CARDS = st.builds(
    StoryCard,
    number=st.integers(0, 10**15),
    id=TEXTS,
    title=MARKED,
    link=st.none() | TEXTS,
    company=st.none() | TEXTS,
    author=st.none() | TEXTS,
    tags=SOME_TEXTS,
    views=st.integers(0),
    published_on=st.none() | st.dates(),
    facts=SOME_TEXTS,
    reasons=SOME_TEXTS,
    excerpt=st.none() | MARKED,
    summary=SOME_TEXTS,
    buttons=SOME_BUTTONS,
)
ROWS = st.lists(st.builds(Row, label=TEXTS, detail=TEXTS, press=PRESSES)).map(tuple)
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, paragraphs=SOME_TEXTS),
    st.builds(Note, text=TEXTS, tone=st.sampled_from(Tone)),
    CARDS,
    st.builds(
        Listing, heading=TEXTS, rows=st.lists(st.builds(Row, label=TEXTS, detail=TEXTS, press=PRESSES)).map(tuple)
    ),
    st.builds(Actions, buttons=SOME_BUTTONS),
    st.builds(
        Form,
        title=TEXTS,
        press=PRESSES,
        submit=TEXTS,
        fields=st.lists(st.builds(Field, name=TEXTS, label=TEXTS, value=TEXTS, hint=TEXTS)).map(tuple),
    ),
)
REPLIES = st.builds(Reply, summary=TEXTS, parts=st.lists(PARTS, max_size=5).map(tuple))
NUMBER = re.compile(r"\[(\d+)\] ")


def shown(reply: Reply, *, numbered: bool = True, width: int = 200, soft_wrap: bool = True) -> str:
    console = paper(width)
    console.print(render(reply, load_catalogue("ko"), numbered=numbered).shown, soft_wrap=soft_wrap)
    return written(console)


@settings(deadline=None)
@given(REPLIES, st.booleans(), st.integers(2, 200), st.booleans())
def test_every_reply_is_shown_at_every_width_without_anything_a_terminal_would_obey(
    reply: Reply, numbered: bool, width: int, soft_wrap: bool
):
    obeyed = {one for one in shown(reply, numbered=numbered, width=width, soft_wrap=soft_wrap) if _is_obeyed(one)}
    assert obeyed == set()


@settings(deadline=None)
@given(REPLIES)
def test_every_button_has_one_number_and_the_numbers_count_up(reply: Reply):
    screen = render(reply, load_catalogue("ko"), numbered=True)
    assert set(screen.presses) == {press for press in _presses(reply.parts) if press}
    console = paper()
    console.print(screen.shown, soft_wrap=True)
    numbers = [int(number) for number in NUMBER.findall(written(console))]
    assert numbers == list(range(1, len(screen.presses) + 1))


@settings(deadline=None)
@given(REPLIES)
def test_without_numbers_nothing_is_offered_to_press(reply: Reply):
    assert render(reply, load_catalogue("ko"), numbered=False).presses == ()
    assert not NUMBER.search(shown(reply, numbered=False))


@settings(deadline=None)
@given(TEXTS, MARKS)
def test_marks_stay_on_the_characters_they_were_made_for(text: str, marks: tuple[tuple[int, int], ...]):
    styled = marked(text, marks, "")
    assert len(styled.plain) == len(text)
    assert all(now == then for now, then in zip(styled.plain, text, strict=True) if then.isprintable())
    emphasised = {place for span in styled.spans for place in range(span.start, span.end)}
    assert emphasised == {place for start, end in marks for place in range(start, min(end, len(text)))}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_words_survive_what_is_taken_out_of_a_text(text: str):
    for part in (Note(text=text), Text(paragraphs=(text,)), Listing(heading=text, rows=(Row(label=text),))):
        page = shown(Reply(summary="", parts=(part,)))
        assert all(one in page for one in text if one.isalnum() or one in "[]=")


def test_emoji_and_markup_of_a_story_are_shown_as_they_are():
    assert visible("가족 👨‍👩‍👧‍👦 🇰🇷") == "가족 👨‍👩‍👧‍👦 🇰🇷"
    assert "[bold]표시[/bold] :smile:" in shown(Reply(summary="", parts=(Note(text="[bold]표시[/bold] :smile:"),)))


def test_a_card_reads_from_the_title_down_to_its_buttons():
    card = StoryCard(
        number=7,
        id="s:7",
        title=Marked(text="모니터링 입문", marks=((0, 4),)),
        link="https://blog.example/7",
        company="두레",
        author=None,
        tags=("AWS", "개발 문화"),
        views=3,
        published_on=date(2026, 3, 2),
        facts=("#7", "두레"),
        reasons=("제목에 있어요",),
        excerpt=Marked(text="지표와 로그", marks=((0, 2),)),
        summary=("첫 문장.", "둘째 문장."),
        buttons=(
            Button(label="원문 읽기", link="https://blog.example/7"),
            Button(label="저장", press="save:7"),
            Button(label="자세히", press="open:7"),
            Button(label="비슷한 글", press="similar:7"),
        ),
    )
    screen = render(Reply(summary="", parts=(card,)), load_catalogue("ko"), numbered=True)
    assert screen.presses == ("open:7", "save:7", "similar:7")
    assert [line.strip() for line in shown(Reply(summary="", parts=(card,))).splitlines()] == [
        "",
        "[1] 모니터링 입문",
        "#7 · 두레 · #AWS #개발 문화",
        "제목에 있어요",
        "지표와 로그",
        "첫 문장.",
        "둘째 문장.",
        "https://blog.example/7",
        "[2] 저장  [3] 비슷한 글",
    ]


def test_the_first_form_is_given_to_be_filled_in():
    form = Form(title="글 추가", press="add:", submit="담기", fields=(Field(name="title", label="제목"),))
    screen = render(Reply(summary="", parts=(Note(text="자"), form)), load_catalogue("ko"), numbered=True)
    assert (screen.form, screen.presses) == (form, ())


def _is_obeyed(character: str) -> bool:
    if character in "\n\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _presses(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        match part:
            case StoryCard(buttons=buttons) | Actions(buttons=buttons):
                yield from (button.press for button in buttons)
            case Listing(rows=rows):
                yield from (row.press for row in rows)
            case _:
                pass


def test_where_nothing_can_be_pressed_the_stories_behind_buttons_are_named_by_number():
    guesses = Actions(buttons=(Button(label="캐시 이야기", press="open:12"), Button(label="다음", press="find@2:캐시")))
    screen = render(Reply(summary="", parts=(guesses,)), load_catalogue("ko"), numbered=False)
    console = paper()
    console.print(screen.shown)
    assert written(console).split() == ["#12", "캐시", "이야기"]
