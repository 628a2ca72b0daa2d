"""The commands of the shell, started as processes: what scripts get, what people read, the status they end with."""

import json
from functools import partial

from tests.e2e.support import Bot, run, side_by_side, write_lines

HIT_FIELDS = {"id", "title", "url", "company", "tags", "views", "score", "why"}
CARD_FIELDS = {"id", "number", "title", "url", "company", "author", "tags", "views", "published", "summary"}


def test_what_is_found_and_opened_comes_as_json_for_scripts(bot: Bot):
    found, opened, similar, random = side_by_side(
        partial(bot.json, "find", "모니터링", "입문"),
        partial(bot.json, "open", "s:monitoring"),
        partial(bot.json, "similar", "1"),
        partial(bot.json, "random"),
    )
    assert (found.keys(), found["query"]) == ({"query", "total", "hits"}, "모니터링 입문")
    first = found["hits"][0]
    assert (first.keys(), first["id"], first["title"]) == (HIT_FIELDS, "s:monitoring", "모니터링 입문")
    assert (first["url"], first["company"]) == ("https://blog.example/monitoring", "두레")
    assert (first["tags"], first["views"]) == (["AWS", "개발 문화"], 12)
    assert isinstance(first["score"], float)
    assert all({"kind", "words"} <= why.keys() for why in first["why"])
    (card,) = opened["stories"]
    assert (opened.keys() >= {"summary", "failed", "stories"}, card.keys()) == (True, CARD_FIELDS)
    assert (card["id"], card["number"], card["author"]) == ("s:monitoring", 1, "김두레")
    assert card["published"] == "2024-03-01"  # the local date in Seoul
    assert card["summary"] == ["지표와 로그를 함께 봅니다.", "알림은 적을수록 좋습니다."]
    assert "s:monitoring" not in [story["id"] for story in similar["stories"]]
    assert len(random["stories"]) == 1


def test_a_batch_of_queries_keeps_order_and_imported_ids_and_steps_over_broken_lines(bot: Bot):
    queries = write_lines(
        bot.folder / "queries.jsonl",
        {"id": "둘째", "query": "SQS"},
        {"id": 1, "query": "줄인 이야기"},
        {"id": "nothing", "query": "뷁쉙"},
    )
    queries.write_text("not json\n" + queries.read_text(encoding="utf-8") + '{"id": 5}\n', encoding="utf-8")
    ran = bot.run("find", "--batch", queries)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer.keys() for answer in answers] == [{"id", "hits", "ms"}] * 3
    assert [answer["id"] for answer in answers] == ["둘째", 1, "nothing"]
    assert (answers[0]["hits"][0], answers[1]["hits"][0], answers[2]["hits"]) == ("s:queue", "s:alerts", [])
    assert all(answer["ms"] >= 0 for answer in answers)
    assert [line for line in ran.err.splitlines() if line.startswith(("1번째", "5번째"))] == ran.err.splitlines()


def test_lists_come_for_people_and_the_library_may_be_named_by_the_environment(bot: Bot):
    recent, tags, tagged = side_by_side(
        partial(run, "recent", folder=bot.folder, STORYBOT_DB=str(bot.db)),
        partial(bot.run, "tags", STORYBOT_DB=str(bot.folder / "other.db")),
        partial(bot.run, "tags", "개발", "문화"),
    )
    assert [ran.status for ran in (recent, tags, tagged)] == [0] * 3
    assert all(title in recent.out for title in ("모니터링 입문", "모니터링 알림을 줄인 이야기", "SQS 대기열 다루기"))
    assert ("#AWS" in tags.out, "2편" in tags.out, "#개발 문화" in tags.out) == (True, True, True)
    assert not (bot.folder / "other.db").exists()
    assert ("모니터링 입문" in tagged.out, "SQS" in tagged.out) == (True, False)


def test_an_admin_adds_edits_hides_and_restores_and_the_changes_tell_it(bot: Bot):
    link = "https://blog.example/new?utm_source=x"
    added = bot.json("add", "--title", "새로운 글", "--link", link, "--tags", "#새것")
    assert (added["stories"][0]["number"], added["stories"][0]["url"]) == (4, "https://blog.example/new")
    edited = bot.json("edit", "4", "--title", "고친 글", "--link", "")
    assert (edited["stories"][0]["title"], edited["stories"][0]["url"]) == ("고친 글", None)
    assert edited["stories"][0]["tags"] == ["새것"]
    assert (bot.run("hide", "4").status, bot.stories()[3]["state"]) == (0, "hidden")
    assert (bot.run("restore", "4").status, bot.stories()[3]["state"]) == (0, "live")
    changes = bot.run("changes")
    told = [changes.out.index(word) for word in ("복원 · #4", "숨김 · #4", "수정 · #4", "추가 · #4", "가져옴 · ")]
    assert told == sorted(told)


def test_saved_stories_and_todays_story_are_the_same_after_every_start(bot: Bot):
    first, saving = side_by_side(partial(bot.json, "today"), partial(bot.run, "save", "2"))
    assert saving.status == 0
    saved, again = side_by_side(partial(bot.run, "saved"), partial(bot.json, "today"))
    assert ("모니터링 알림을 줄인 이야기" in saved.out, "SQS" in saved.out) == (True, False)
    assert (again["stories"], len(again["stories"])) == (first["stories"], 1)


def test_what_cannot_be_done_ends_with_status_1_and_a_sentence(bot: Bot):
    plain, for_scripts = side_by_side(partial(bot.run, "open", "99"), partial(bot.run, "open", "99", "--json"))
    assert (plain.status, plain.out, "99" in plain.err) == (1, "", True)
    failed = json.loads(for_scripts.out)
    assert (for_scripts.status, failed["failed"], failed["stories"], "99" in failed["summary"]) == (1, True, [], True)


def test_the_version_is_printed(empty_bot: Bot):
    ran = run("--version", folder=empty_bot.folder)
    assert (ran.status, ran.out.split()[:1]) == (0, ["storybot"])


def test_a_terminal_that_knows_only_cp949_shows_what_it_can(bot: Bot):
    shown = bot.run("open", "2", encoding="cp949", PYTHONUTF8="0", PYTHONIOENCODING="cp949")
    assert (shown.status, "모니터링 알림을 줄인 이야기" in shown.out, "로켓" in shown.out) == (0, True, True)
