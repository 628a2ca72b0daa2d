"""One Markdown post: front matter of three families, titles, tags, drafts."""

from datetime import UTC, datetime

import pytest

from bot.importing import Item, Refusal, RefusalReason, parse_post
from bot.story import Draft


def _post(content: str | bytes, name: str = "notes/글.md") -> Draft:
    item = _parsed(content, name)
    assert isinstance(item, Item), item
    return item.draft


def _refusal(content: str | bytes, name: str = "글.md") -> Refusal:
    refusal = _parsed(content, name)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.path == name
    return refusal


def _parsed(content: str | bytes, name: str) -> Item | Refusal:
    return parse_post(name, content.encode() if isinstance(content, str) else content, id_prefix="blog")


def test_a_jekyll_post_gives_its_front_matter_and_the_date_of_its_name() -> None:
    draft = _post(
        "---\nlayout: post\ntitle: '빌드: 캐시'\ntags: build cache\ncategories: [ops]\nauthor: 김하늘\n---\n\n본문\n",
        "_posts/2024-01-02-build.md",
    )
    assert (draft.title, draft.body, draft.author) == ("빌드: 캐시", "본문", "김하늘")
    assert draft.tags == ("build", "cache", "ops")
    assert draft.published_at == datetime(2024, 1, 1, 15, tzinfo=UTC)
    assert draft.id == "blog/_posts/2024-01-02-build.md"


def test_a_hugo_post_in_toml_gives_its_front_matter() -> None:
    draft = _post(
        '+++\ntitle = "빌드"\ndate = 2024-01-02T03:04:05+09:00\ntags = ["a b", "c"]\nviews = 12\n'
        'canonicalURL = "https://example.com/a"\n+++\n본문'
    )
    assert (draft.title, draft.tags, draft.views, draft.link) == ("빌드", ("a b", "c"), 12, "https://example.com/a")
    assert draft.published_at == datetime(2024, 1, 1, 18, 4, 5, tzinfo=UTC)


def test_a_gatsby_post_is_named_and_dated_by_its_folder() -> None:
    draft = _post("---\ndescription: x\n---\n본문", "content/blog/ops/2024-01-02-build-cache/index.mdx")
    assert (draft.title, draft.tags) == ("build-cache", ("ops",))
    assert draft.published_at == datetime(2024, 1, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize("written", ["2024", "2024-01-02", "yes", "012", "1.10", "true"])
def test_a_title_stays_as_written_whatever_yaml_makes_of_it(written: str) -> None:
    assert _post(f"---\ntitle: {written}\n---\n본문").title == written


@pytest.mark.parametrize(("written", "title"), [("2024", "2024"), ("2024-01-02", "2024-01-02"), ("true", "true")])
def test_a_toml_title_that_is_no_string_is_written_out(written: str, title: str) -> None:
    assert _post(f"+++\ntitle = {written}\n+++\n본문").title == title


@pytest.mark.parametrize("author", ["{name: 김하늘, url: x}", "[김하늘]", "[{name: 김하늘}]", "김하늘"])
def test_an_author_is_a_name_a_mapping_or_a_list(author: str) -> None:
    assert _post(f"---\ntitle: 가\nauthor: {author}\n---\n본문").author == "김하늘"


@pytest.mark.parametrize("field", ["link", "permalink", "canonical_url", "url", "slug"])
def test_a_link_is_taken_only_where_it_is_absolute(field: str) -> None:
    assert _post(f"---\n{field}: https://example.com/a\n---\n본문").link == "https://example.com/a"
    assert _post(f"---\n{field}: /a/b\n---\n본문").link is None


@pytest.mark.parametrize(
    ("content", "title", "body"),
    [
        ("# 빌드 **캐시**\n\n본문", "빌드 캐시", "본문"),
        ("## [도구] `a_b`와 [링크](https://example.com) ##\n본문", "[도구] a_b와 링크", "본문"),
        ("빌드 캐시\n=====\n본문", "빌드 캐시", "본문"),
        ("<br>\n\n![표지](a.png)\n# 제목\n본문", "제목", "<br>\n\n![표지](a.png)\n본문"),
        ("<!-- # 주석 -->\n# 제목\n본문", "제목", "<!-- # 주석 -->\n본문"),
        ("```\n# 셸 주석\n```\n본문", "글", "```\n# 셸 주석\n```\n본문"),
        ("그냥 본문\n\n---\n\n끝", "글", "그냥 본문\n\n---\n\n끝"),
        ("머리말\n\n#### 하나\n\n#### 둘\n", "글", "머리말\n\n#### 하나\n\n#### 둘"),
        ("### 가운데\n\n# 위\n\n본문", "글", "### 가운데\n\n# 위\n\n본문"),
        ("# 하나\n\n본문\n\n# 둘", "하나", "본문\n\n# 둘"),
        ("#태그 본문", "글", "#태그 본문"),
        ("# C# 과 `List<T>`\n본문", "C# 과 List<T>", "본문"),
    ],
)
def test_without_a_title_the_heading_that_names_the_text_is_it_else_the_file_name(
    content: str, title: str, body: str
) -> None:
    draft = _post(content)
    assert (draft.title, draft.body) == (title, body)


def test_a_heading_that_repeats_the_title_leaves_the_body_another_stays() -> None:
    assert _post("---\ntitle: 빌드\n---\n# 빌드\n본문").body == "본문"
    assert _post("---\ntitle: 빌드\n---\n# 들어가며\n본문").body == "# 들어가며\n본문"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("운영/README.md", "운영"),
        ("README.md", "blog"),
        ("운영/_index.md", "운영"),
        ("2024-1-2-메모.md", "메모"),
        ("a.b.md", "a.b"),
    ],
)
def test_the_file_name_is_the_last_resort_for_a_title(name: str, title: str) -> None:
    assert _post("본문", name).title == title


def test_folders_are_the_tags_of_a_note_without_any() -> None:
    assert _post("본문", "운영/빌드/글.md").tags == ("운영", "빌드")
    assert _post("---\ntags: [x]\n---\n본문", "운영/글.md").tags == ("x",)


def test_names_of_macos_are_composed() -> None:
    item = _parsed("본문", "\u1100\u1161/\u1102\u1161.md")
    assert isinstance(item, Item)
    assert (item.path, item.draft.id, item.draft.title, item.draft.tags) == ("가/나.md", "blog/가/나.md", "나", ("가",))


def test_a_lone_file_has_no_id_of_its_own() -> None:
    item = parse_post("글.md", "본문".encode())
    assert isinstance(item, Item)
    assert item.draft.id is None


@pytest.mark.parametrize("mark", ["published: false", "draft: true", "published: 'no'"])
def test_a_draft_is_refused(mark: str) -> None:
    assert _refusal(f"---\ntitle: 가\n{mark}\n---\n본문").reason is RefusalReason.UNPUBLISHED


def test_a_post_among_the_drafts_is_refused() -> None:
    assert _refusal("본문", "_drafts/글.md").reason is RefusalReason.UNPUBLISHED


def test_a_published_mark_is_no_date() -> None:
    assert _post("---\ntitle: 가\npublished: true\ndate: ~\n---\n본문").published_at is None


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff", "---\n---\n", "---\ntitle: 가\n---\n", "# 제목만\n"])
def test_a_post_with_nothing_to_read_is_refused(content: str) -> None:
    assert _refusal(content).reason is RefusalReason.EMPTY


def test_a_post_that_only_links_elsewhere_is_a_story() -> None:
    assert _post("---\ntitle: 가\nlink: https://example.com/a\n---\n").body == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("---\ntitle: a: b\n---\n본문", RefusalReason.FRONT_MATTER),
        ("---\ntitle: [\n---\n본문", RefusalReason.FRONT_MATTER),
        ("---\ntitle: 안 닫힘\n본문", RefusalReason.FRONT_MATTER),
        ("+++\ntitle = \n+++\n본문", RefusalReason.FRONT_MATTER),
        ("+++\ntitle = 'x'\n본문", RefusalReason.FRONT_MATTER),
        ('---\ntitle: "\\UFFFFFFFF"\n---\n본문', RefusalReason.FRONT_MATTER),
        ("---\ntitle: " + "[" * 20_000 + "]" * 20_000 + "\n---\n본문", RefusalReason.FRONT_MATTER),
        ("+++\ntitle = " + "[" * 20_000 + "]" * 20_000 + "\n+++\n본문", RefusalReason.FRONT_MATTER),
        ("---\ntitle: x\nnote: " + "y" * 70_000 + "\n---\n본문", RefusalReason.FRONT_MATTER),
        ("---\ntitle: 가\ndate: 언젠가\n---\n본문", RefusalReason.DATE),
        ("---\ntitle: 가\nviews: 많이\n---\n본문", RefusalReason.VIEWS),
        (b"\x89PNG\r\n\x1a\n\0\0", RefusalReason.BINARY),
        (b"\xff\xff\xff", RefusalReason.ENCODING),
        (b"x" * 2_000_001, RefusalReason.FILE_TOO_LARGE),
    ],
)
def test_a_post_that_cannot_be_read_is_refused(content: str | bytes, reason: RefusalReason) -> None:
    assert _refusal(content).reason is reason


def test_a_yaml_bomb_is_refused_at_once() -> None:
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))
    assert _refusal(f"---\nl0: &l0 [x]\n{layers}\ntags: *l8\n---\n본문").reason is RefusalReason.FRONT_MATTER


def test_yaml_tags_construct_nothing() -> None:
    assert _post("---\ntitle: !!python/object/apply:os.system ['x']\n---\n본문", "a.md").title == "a"


def test_values_too_deep_for_a_field_are_passed_over() -> None:
    assert _post("---\ntitle: 가\ntags: [[x], y]\ncompany: {name: z}\n---\n본문").tags == ("y",)
    assert _refusal(f"---\ntitle: 가\ntags: [{'x,' * 1001}]\n---\n본문").reason is RefusalReason.FRONT_MATTER
    assert _post("---\n# 비었음\nx:\n---\n본문", "a.md").title == "a"


def test_an_alias_is_read() -> None:
    assert _post("---\ntitle: &t 가\ncompany: *t\n---\n본문").company == "가"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert _post("---\n그냥 글\n---\n본문").body == "---\n그냥 글\n---\n본문"


def test_cp949_and_windows_line_ends_are_read() -> None:
    draft = _post("---\r\ntitle: 빌드 캐시\r\n---\r\n첫 줄\r\n둘째 줄\r\n".encode("cp949"))
    assert (draft.title, draft.body) == ("빌드 캐시", "첫 줄\n둘째 줄")


def test_markdown_is_kept_as_written() -> None:
    body = "    들여 쓴 코드\n\n* 목록  \n\n<b>굵게</b> #아님"
    assert _post(f"# 제목\n\n{body}\n\n").body == body
