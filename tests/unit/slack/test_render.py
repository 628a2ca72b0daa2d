"""Every reply becomes a message that Slack takes, whatever people and posts wrote into it."""

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.render import Surface, render, render_parts, without_blocks
from adapters.slack.text import clean, escape, spans, unescape
from bot.reply import (
    Actions,
    Attachment,
    Button,
    Field,
    Form,
    Listing,
    Marked,
    Note,
    Part,
    Reply,
    Row,
    StoryCard,
    Text,
    Tone,
)
from bot.words.catalogue import load_catalogue
from tests.support.slack_server.blocks import faults_of_blocks, repeated_action_ids, total_text
from tests.support.slack_server.visible import labels, shown_text

WORDS = load_catalogue("ko")
HOSTILE = (
    "<!channel> ",
    "<@U0MEMBER1>",
    "&lt;!here&gt;",
    "*굵게*는",
    "```",
    "\x00\u202e",
    "한글🇰🇷👨‍👩‍👧",
    "가" * 9,
    "a " * 2000,
)

texts = st.one_of(
    st.text(max_size=40), st.sampled_from(HOSTILE), st.integers(1, 4000).map(lambda size: "긴 글 " * size)
)
lines = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
links = st.sampled_from(
    ["", "https://a.example/1", "javascript:alert(1)", "https://a.example/" + "x" * 3000, "http://b.c"]
)
presses = st.sampled_from(["", "open:1", "share:1 검색어", "find@2:" + "가" * 90])
buttons = st.builds(
    Button, label=lines, press=presses, link=links, style=st.sampled_from(["plain", "primary", "danger"])
)
many_buttons = st.lists(buttons, max_size=7).map(tuple)
marks = st.sampled_from([(), ((0, 2),), ((1, 3), (5, 5000)), ((7000, 7010),)])
marked = st.builds(Marked, text=texts, marks=marks)
cards = st.builds(
    StoryCard,
    number=st.integers(1, 10**9),
    id=lines,
    title=marked,
    link=st.none() | links,
    company=st.none() | lines,
    author=st.none() | lines,
    tags=st.lists(lines, max_size=40).map(tuple),
    views=st.integers(0, 10**9),
    published_on=st.none() | st.just(date(2026, 3, 2)),
    facts=st.lists(lines, max_size=6).map(tuple),
    reasons=st.lists(lines, max_size=4).map(tuple),
    excerpt=st.none() | marked,
    summary=st.lists(texts, max_size=4).map(tuple),
    buttons=many_buttons,
)
rows = st.lists(st.builds(Row, label=texts, detail=texts, press=presses), max_size=30).map(tuple)
parts = st.one_of(
    st.builds(Text, paragraphs=st.lists(texts, max_size=4).map(tuple)),
    st.builds(Note, text=texts, tone=st.sampled_from(Tone)),
    cards,
    st.builds(Listing, heading=texts, rows=rows),
    st.builds(Actions, buttons=st.lists(buttons, max_size=40).map(tuple)),
    st.builds(Form, title=texts, press=st.just("add:"), submit=lines, fields=st.just(())),
)
replies = st.builds(Reply, summary=texts, parts=st.lists(parts, max_size=12).map(tuple))


@settings(max_examples=60, deadline=None)
@given(reply=replies, owner=st.sampled_from(["", "U0MEMBER1"]))
def test_any_reply_is_within_slacks_limits_and_calls_nobody(reply: Reply, owner: str):
    message = render(reply, WORDS, owner=owner)
    blocks = list(message.blocks)
    assert faults_of_blocks(blocks) == []
    assert repeated_action_ids(blocks) == []
    assert total_text(blocks) <= 12_000
    assert len(blocks) <= 50
    assert "mrkdwn" not in json.dumps(blocks)
    assert not any(markup in message.text for markup in ("<!", "<@", "<#"))
    assert len(without_blocks(message).text) <= 20_000


SAMPLES: dict[type, Part] = {
    Text: Text(paragraphs=("한 문단", "또 한 문단")),
    Note: Note(text="알려 드려요"),
    StoryCard: StoryCard(
        number=1,
        id="x",
        title=Marked(text="제목이에요", marks=((0, 2),)),
        link="https://a.example/1",
        company=None,
        author=None,
        tags=("검색",),
        views=0,
        published_on=None,
        facts=("#1",),
        reasons=("제목에 있어요",),
        excerpt=Marked(text="발췌"),
        summary=("요약",),
        buttons=(Button(label="자세히", press="open:1"),),
    ),
    Listing: Listing(heading="머리", rows=(Row(label="줄", detail="설명", press="open:1"),)),
    Actions: Actions(buttons=(Button(label="다음", press="find@2:가"),)),
    Attachment: Attachment(name="stories.jsonl", data=b"{}"),
    Form: Form(title="글 추가", press="add:", submit="담기", fields=(Field(name="title", label="제목"),)),
}


def test_there_is_a_sample_of_every_part():
    assert set(SAMPLES) == set(get_args(Part))


@pytest.mark.parametrize("part", SAMPLES.values(), ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("surface", Surface)
def test_every_part_is_shown(part: Part, surface: Surface):
    blocks = render_parts((part,), WORDS, surface)
    assert blocks
    assert shown_text(list(blocks)) or labels(list(blocks))


def test_a_card_shows_all_it_has():
    shown = shown_text(list(render_parts((SAMPLES[StoryCard],), WORDS, Surface.MESSAGE)))
    for words in ("제목이에요", "발췌", "• 요약", "#1 · #검색", "제목에 있어요"):
        assert words in shown


def test_emphasis_beside_hangul_is_rich_text_and_never_markup():
    (block, *_) = render_parts((SAMPLES[StoryCard],), WORDS, Surface.MESSAGE)
    first, rest = block["elements"][0]["elements"]  # type: ignore[index]
    assert (first["text"], first["style"]) == ("제목", {"bold": True})
    assert rest["text"] == "이에요"
    assert "style" not in rest


def test_the_page_can_be_turned_however_long_the_page_is():
    long = tuple(Note(text="긴 글 " * 900) for _ in range(60))
    blocks = render_parts((*long, SAMPLES[Actions]), WORDS, Surface.MESSAGE)
    assert labels(list(blocks)) == ["다음"]
    assert len(blocks) <= 50


def test_twenty_hits_of_3000_characters_fit():
    card = SAMPLES[StoryCard]
    message = render(Reply(summary="많아요", parts=(Text(paragraphs=("글 " * 1500,)), *[card] * 20)), WORDS)
    assert total_text(list(message.blocks)) <= 12_000
    assert faults_of_blocks(list(message.blocks)) == []


def test_a_view_without_a_channel_offers_no_sharing():
    share = Actions(buttons=(Button(label="나누기", press="share:1"), Button(label="저장", press="save:1")))
    assert labels(list(render_parts((share,), WORDS, Surface.VIEW))) == ["저장"]
    assert labels(list(render_parts((share,), WORDS, Surface.MESSAGE))) == ["나누기", "저장"]


def test_the_words_survive_when_the_blocks_are_refused():
    plain = without_blocks(render(Reply(summary="요약", parts=tuple(SAMPLES.values())), WORDS))
    for words in ("한 문단", "제목이에요", "요약", "줄"):
        assert words in plain.text
    assert "자세히" not in plain.text
    assert plain.blocks == ()


@given(text=st.text())
def test_what_is_escaped_reads_as_it_was_typed(text: str):
    assert unescape(escape(text)) == clean(text)
    assert "<" not in escape(text)


@given(text=st.text(max_size=30), marks=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_pieces_put_together_are_the_text(text: str, marks: list[tuple[int, int]]):
    assert "".join(piece for piece, _ in spans(text, tuple(sorted(marks)))) == text
