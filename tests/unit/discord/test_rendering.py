"""Every reply becomes a Discord message within its limits, in which nothing a person wrote is markup."""

import re
from datetime import date

import discord
import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as some

from adapters.discord import limits
from adapters.discord.escaping import Line, markdown, plain, titled_link
from adapters.discord.render import render
from bot.reply import Actions, Button, Form, Listing, Marked, Note, Part, Reply, Row, StoryCard, Text, Tone
from bot.reply import Field as Question
from bot.words.catalogue import load_catalogue
from tests.support.discord_screens import fault_in

WORDS = load_catalogue("ko")

texts = some.text(max_size=400) | some.sampled_from(
    ["", " ", "@everyone", "<@1>", "**굵게**", "한" * 5000, "a\u202eb\n# c"]
)
presses = some.sampled_from(["open:1", "save:2", "find@2:말", "", "x" * 100, "y" * 101]) | some.text(max_size=110)
links = some.sampled_from(["", "https://a.example/글(1)", "javascript:alert(1)", "https://a.example/" + "b" * 900])
buttons = some.builds(
    Button, label=texts, press=presses, link=links, style=some.sampled_from(["plain", "primary", "danger"])
)
many_buttons = some.lists(buttons, max_size=12).map(tuple)


@some.composite
def marked_texts(draw: some.DrawFn) -> Marked:
    text = draw(texts)
    cuts = sorted(draw(some.lists(some.integers(0, len(text)), max_size=6, unique=True)))
    return Marked(text=text, marks=tuple(zip(cuts[::2], cuts[1::2], strict=False)))


many = some.lists(texts, max_size=5).map(tuple)
cards = some.builds(
    StoryCard,
    number=some.integers(1, 9**9),
    id=texts,
    title=marked_texts(),
    link=some.none() | links,
    company=some.none() | texts,
    author=some.none() | texts,
    tags=many,
    views=some.integers(0),
    published_on=some.none() | some.dates(),
    facts=many,
    reasons=many,
    excerpt=some.none() | marked_texts(),
    summary=many,
    buttons=many_buttons,
)
rows = some.builds(Row, label=texts, detail=texts, press=presses)
questions = some.builds(Question, name=texts, label=texts, value=texts, hint=texts, limit=some.integers(1, 9**6))
parts: some.SearchStrategy[Part] = some.one_of(
    some.builds(Text, paragraphs=many),
    some.builds(Note, text=texts, tone=some.sampled_from(Tone)),
    cards,
    some.builds(Listing, heading=texts, rows=some.lists(rows, max_size=30).map(tuple)),
    some.builds(Actions, buttons=many_buttons),
    some.builds(Form, title=texts, press=presses, submit=texts, fields=some.lists(questions, max_size=7).map(tuple)),
)
replies = some.builds(Reply, summary=texts, parts=some.lists(parts, max_size=14).map(tuple), private=some.booleans())


@settings(max_examples=40, deadline=None)
@given(replies)
def test_any_reply_fits_into_a_message(reply: Reply) -> None:
    assert fault_in(render(reply, WORDS).components) == ""


@settings(max_examples=150, deadline=None)
@given(marked_texts(), some.integers(1, 120))
def test_text_shows_as_it_was_written_whatever_is_cut(text: Marked, limit: int) -> None:
    shown = markdown(text.text, text.marks, limit)
    assert len(shown) <= limit
    bare = re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", shown)).replace("\u200b", "")
    assert plain(bare).rstrip("…") in plain(text.text) or plain(text.text).startswith(plain(bare).rstrip("…").rstrip())


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**굵게** _기울임_ ~~줄~~ `코드`", r"\*\*굵게\*\* \_기울임\_ \~\~줄\~\~ \`코드\`"),
        ("[누르세요](https://x.example)", r"\[누르세요\](https\://x.example)"),
        ("# 제목\n> 인용", r"\# 제목 > 인용"),
        ("1. 첫째", r"1\. 첫째"),
        ("@everyone 모두", "@\u200beveryone 모두"),
        ("<@123> <#4> <:이:5>", r"\<@123> \<#4> \<:이:5>"),
        ("||비밀||", r"\|\|비밀\|\|"),
        ("C++ 14:30", "C++ 14:30"),
    ],
)
def test_what_people_wrote_is_never_markup(written: str, shown: str) -> None:
    assert markdown(written, (), 1000) == shown


def test_marks_are_bold_also_beside_hangul() -> None:
    assert markdown("모니터링은 쉽다", ((0, 4),), 100) == "**모니터링**은 쉽다"


def test_a_mark_keeps_no_space_at_its_borders() -> None:
    assert markdown("가 나 다", ((0, 4),), 100) == "**가 나** 다"


def test_text_is_cut_between_syllables_and_emphasis_is_closed() -> None:
    assert markdown("가나다라마바사", ((0, 7),), 8) == "**가나다**…"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://x.example/ y", "https://x.example/" + "a" * 400, ""])
def test_only_short_web_addresses_become_titled_links(link: str) -> None:
    assert titled_link(link) == ""


def test_an_address_cannot_leave_its_brackets() -> None:
    assert titled_link("https://x.example/a)b(c") == "https://x.example/a%29b%28c"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("[가나] 제목", r"### [\[가나\] 제목](https://a.example/7)"),
        ("열린 [괄호", r"### 열린 \[괄호"),
        ("닫힌] 괄호[", r"### 닫힌\] 괄호\["),
        ("https://x.example 소개", r"### https\://x.example 소개"),
    ],
)
def test_a_title_discord_would_not_link_stays_text(title: str, shown: str) -> None:
    assert Line(text=title, prefix="### ", link="https://a.example/7").written(500) == shown


def test_a_page_of_results_has_a_button_beside_each_story_and_a_menu_for_the_rest() -> None:
    found = tuple(a_card(number) for number in range(1, 6))
    container = render(Reply(summary="5", parts=(Note(text="다섯 편"), *found)), WORDS).container
    sections = [item for item in container.children if isinstance(item, ui.Section)]
    assert [section.accessory.custom_id for section in sections] == [f"open:{n}" for n in range(1, 6)]
    menu = next(item for item in container.walk_children() if isinstance(item, ui.Select))
    assert [option.value for option in menu.options] == [f"{do}:{n}" for n in range(1, 6) for do in ("save", "similar")]


def test_an_opened_story_has_all_its_buttons() -> None:
    container = render(Reply(summary="", parts=(a_card(7),)), WORDS).container
    shown = [item for item in container.walk_children() if isinstance(item, ui.Button)]
    assert [button.url or button.custom_id for button in shown] == [
        "https://a.example/7",
        "open:7",
        "save:7",
        "similar:7",
    ]


def test_sixty_stories_still_make_one_message_in_which_each_can_be_opened() -> None:
    components = render(Reply(summary="", parts=tuple(a_card(n) for n in range(1, 61))), WORDS).components
    assert fault_in(components) == ""
    assert "open:1" in str(components)


def test_what_went_wrong_is_red_and_what_is_done_green() -> None:
    colours = [
        render(Reply(summary="", parts=(Note(text="x", tone=tone),)), WORDS).container.accent_colour
        for tone in (Tone.FAULT, Tone.DONE, Tone.PLAIN)
    ]
    assert colours == [0xD64545, 0x3BA55D, None]


def test_an_empty_reply_says_its_summary() -> None:
    container = render(Reply(summary="끝났어요."), WORDS).container
    assert [item.content for item in container.children if isinstance(item, ui.TextDisplay)] == ["끝났어요."]


def a_card(number: int) -> StoryCard:
    return StoryCard(
        number=number,
        id=f"s{number}",
        title=Marked(text=f"글 {number}", marks=((0, 1),)),
        link=f"https://a.example/{number}",
        company="회사",
        author=None,
        tags=("AWS", "개발 문화"),
        views=3,
        published_on=date(2026, 3, 2),
        facts=(f"#{number}", "회사"),
        reasons=("제목에 있어요",),
        buttons=(
            Button(label="원문 읽기", link=f"https://a.example/{number}"),
            Button(label="자세히", press=f"open:{number}"),
            Button(label="저장", press=f"save:{number}"),
            Button(label="비슷한 글", press=f"similar:{number}"),
        ),
    )


def test_the_limits_are_those_of_the_library_too() -> None:
    assert discord.ui.LayoutView().content_length() == 0
    assert limits.COMPONENTS_A_MESSAGE == 40
