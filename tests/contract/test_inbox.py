"""The contract of the inbox: questions that mean the same are one entry, names go, and written answers are found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.inbox.values import Asked, Curated, Entry, EntryState, Filed, Reason, Verdict
from bot.notices.notice import ErrandState, Notice
from store.sqlite import SqliteStore
from tests.support.building import MORNING, add, draft

ASKED = Asked(
    question="온콜 수당은 얼마인가요?", story=None, reason=Reason.UNKNOWN, asker="slack:U1", language="ko", at=MORNING
)
ANSWER = Curated(
    question=ASKED.question, answer="하루 5만 원이에요.", story=None, written_by="slack:UA", writer="관리자", at=MORNING
)


async def put(store: SqliteStore, **changes: object) -> Filed | None:
    asked = replace(ASKED, **changes)  # type: ignore[arg-type]
    return await store.write(lambda library: library.put_question(asked))


async def entries(store: SqliteStore) -> tuple[Entry, ...]:
    return (await store.read(lambda library: library.entries(limit=10))).entries


async def test_questions_that_mean_the_same_are_one_entry_and_a_person_counts_once(store: SqliteStore) -> None:
    first = await put(store)
    again = await put(store, question="온콜 수당 얼마예요")
    other = await put(store, question="온콜 수당 얼마예요", asker="slack:U2")
    assert first
    assert again == Filed(entry=first.entry, is_first=False)
    assert other == Filed(entry=first.entry, is_first=True)
    (entry,) = await entries(store)
    assert (entry.question, entry.others, entry.askers) == ("온콜 수당 얼마예요", (ASKED.question,), 2)


async def test_entries_are_ranked_by_askers_then_by_the_last_question(store: SqliteStore) -> None:
    await put(store, question="휴가 신청은 어디서 해?")
    await put(store, question="배포 권한은 누가 줘?", at=MORNING + timedelta(hours=1))
    await put(store)
    await put(store, asker="slack:U2")
    assert [entry.question for entry in await entries(store)] == [
        ASKED.question,
        "배포 권한은 누가 줘?",
        "휴가 신청은 어디서 해?",
    ]


@pytest.mark.parametrize("empty", ["?", "뭐야", "🙂"])
async def test_what_asks_about_nothing_is_no_entry(store: SqliteStore, empty: str) -> None:
    assert await put(store, question=empty) is None
    assert await entries(store) == ()


async def test_the_same_words_about_one_story_are_another_entry(store: SqliteStore) -> None:
    (story,) = await add(store, draft("온콜 제도"))
    await put(store)
    await put(store, story=story.number)
    assert {entry.story for entry in await entries(store)} == {None, story.number}


async def test_a_dismissed_entry_takes_the_question_quietly_until_somebody_wants_an_answer(store: SqliteStore) -> None:
    filed = await put(store)
    assert filed
    dismiss = (filed.entry, EntryState.DISMISSED)
    assert await store.write(lambda library: library.set_entry_state(*dismiss, actor="slack:UA", at=MORNING))
    await put(store, asker="slack:U2")
    assert await entries(store) == ()
    await put(store, asker="slack:U3", reason=Reason.WANTED)
    assert [entry.askers for entry in await entries(store)] == [3]


async def test_an_answered_entry_is_closed_for_good_and_the_question_opens_another(store: SqliteStore) -> None:
    filed = await put(store)
    assert filed
    done = (filed.entry, EntryState.ANSWERED)
    await store.write(lambda library: library.set_entry_state(*done, actor="slack:UA", at=MORNING))
    again = await put(store)
    assert again
    assert again.entry != filed.entry


async def test_askers_are_told_once_and_in_their_language(store: SqliteStore) -> None:
    filed = await put(store)
    await put(store, asker="discord:2", language="en")
    assert filed
    told = await store.write(lambda library: library.askers_to_tell(filed.entry, at=MORNING))
    assert [(asker.actor, asker.language) for asker in told] == [("discord:2", "en"), ("slack:U1", "ko")]
    assert await store.write(lambda library: library.askers_to_tell(filed.entry, at=MORNING)) == ()


async def test_without_names_askers_are_only_counted(store: SqliteStore) -> None:
    filed = await put(store, asker=None)
    await put(store, asker=None)
    await put(store, asker=None, reason=Reason.WANTED)
    assert filed
    assert [entry.askers for entry in await entries(store)] == [2]
    assert await store.write(lambda library: library.askers_to_tell(filed.entry, at=MORNING)) == ()


async def test_names_are_forgotten_and_counts_stay(store: SqliteStore) -> None:
    filed = await put(store)
    verdict = Verdict(question=ASKED.question, story=None, actor="slack:U1", helped=False, at=MORNING)
    await store.write(lambda library: library.judge(verdict))
    assert filed
    assert await store.write(lambda library: library.forget_askers(MORNING)) == 0
    assert await store.write(lambda library: library.forget_askers(MORNING + timedelta(seconds=1))) == 2
    assert await store.write(lambda library: library.askers_to_tell(filed.entry, at=MORNING)) == ()
    assert [entry.askers for entry in await entries(store)] == [1]
    assert await store.read(lambda library: library.verdicts(ASKED.question)) == (0, 1)


async def test_a_verdict_is_one_a_person_and_can_be_changed(store: SqliteStore) -> None:
    first = Verdict(question=ASKED.question, story=None, actor="slack:U1", helped=False, at=MORNING)
    assert await store.write(lambda library: library.judge(first)) is None
    assert await store.write(lambda library: library.judge(replace(first, helped=True))) is False
    assert await store.write(lambda library: library.judge(replace(first, actor="slack:U2"))) is None
    assert await store.read(lambda library: library.verdicts(ASKED.question)) == (1, 1)


async def test_who_changes_their_mind_leaves_the_inbox_but_who_asked_for_an_answer_stays(store: SqliteStore) -> None:
    await put(store, reason=Reason.DISLIKED)
    await store.write(lambda library: library.take_back_question(ASKED.question, "slack:U1"))
    assert await entries(store) == ()
    await put(store, reason=Reason.DISLIKED)
    await put(store, reason=Reason.WANTED)
    await store.write(lambda library: library.take_back_question(ASKED.question, "slack:U1"))
    assert len(await entries(store)) == 1


async def test_a_written_answer_is_found_by_every_wording_of_its_entry(store: SqliteStore) -> None:
    filed = await put(store)
    await put(store, question="당직 온콜 수당은 얼마죠")
    assert filed
    curated = await store.write(lambda library: library.curate(ANSWER, entry=filed.entry))
    for question in ("온콜 수당 얼마예요?", "당직 온콜 수당이 얼마인가요"):
        assert await store.read(lambda library, asked=question: library.curated_for(asked)) == curated
    assert await store.read(lambda library: library.curated_for("야근 수당은 얼마인가요?")) is None


async def test_an_edited_answer_is_found_by_its_new_question_and_a_removed_one_by_none(store: SqliteStore) -> None:
    curated = await store.write(lambda library: library.curate(ANSWER))
    edited = replace(curated, question="야간 배포 수당은?", answer="없어요.")
    await store.write(lambda library: library.curate(edited))
    assert await store.read(lambda library: library.curated_for("야간 배포 수당은요?")) == edited
    assert await store.read(lambda library: library.curated_for(ASKED.question)) is None
    removed = (edited.number,)
    assert await store.write(lambda library: library.set_curated_removed(*removed, removed=True, at=MORNING))
    assert not await store.write(lambda library: library.set_curated_removed(*removed, removed=True, at=MORNING))
    assert await store.read(lambda library: library.curated_for("야간 배포 수당은요?")) is None
    assert (await store.read(lambda library: library.curated_answers(limit=5))).total == 0
    assert await store.write(lambda library: library.set_curated_removed(*removed, removed=False, at=MORNING))
    assert await store.read(lambda library: library.curated(edited.number)) == edited


async def test_aliases_that_admins_teach_bring_questions_together(store: SqliteStore) -> None:
    await put(store, question="쿠버쿠버 도입은 언제야?")
    await store.write(lambda library: library.set_aliases([("쿠버쿠버", "쿠쿠")], actor="slack:UA", at=MORNING))
    await put(store, question="쿠쿠 도입은 언제인가요", asker="slack:U2")
    assert [entry.askers for entry in await entries(store)] == [2]


async def test_what_people_were_told_goes_with_their_names(store: SqliteStore) -> None:
    told_of = Notice(key="inbox:1:slack:U1", to="slack:U1", name="inbox_answered", facts={"question": "?"}, at=MORNING)
    await store.write(lambda library: library.notify(told_of))
    later = MORNING + timedelta(days=31)
    await store.write(lambda library: library.forget_askers(later))
    waiting = await store.read(lambda library: library.errand(told_of.key))
    assert waiting
    await store.write(lambda library: library.put_errand(replace(waiting, state=ErrandState.TOLD)))
    await store.write(lambda library: library.forget_askers(later))
    assert await store.read(lambda library: library.errand(told_of.key)) is None
