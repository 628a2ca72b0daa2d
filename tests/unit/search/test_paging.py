"""Pages: the same whole in pieces."""

from store.search.engine import Document
from tests.unit.search.library import Library, opened, titled


def page(library: Library, offset: int, order: tuple[int, ...]) -> list[int]:
    found = library.engine.find(library.connection, "배포", limit=10, offset=offset, order=order)
    return [hit.number for hit in found.hits]


def test_pages_are_pieces_of_one_list() -> None:
    with opened(titled(*(f"배포 이야기 {n}" for n in range(45)))) as library:
        whole = [hit.number for hit in library.find("배포", limit=100).hits]
        pages = [library.find("배포", limit=10, offset=offset) for offset in range(0, 60, 10)]
        assert [hit.number for page in pages for hit in page.hits] == whole
        assert {page.total for page in pages} == {45}


def test_the_answer_is_the_same_each_time() -> None:
    with opened(titled(*("같은 제목" for _ in range(30)))) as library:
        assert library.find("같은 제목") == library.find("같은 제목")


def test_a_page_of_nothing_is_empty() -> None:
    with opened(titled("배포")) as library:
        assert library.find("배포", limit=0).hits == ()
        assert library.find("배포", offset=5).hits == ()
        assert library.find("배포", offset=-3).total == 1


def test_all_hits_are_named_in_their_order() -> None:
    with opened(titled(*(f"배포 이야기 {n}" for n in range(25)))) as library:
        whole = tuple(hit.number for hit in library.find("배포", limit=100).hits)
        assert library.find("배포", limit=3).order == whole


def test_pages_of_an_order_hold_while_stories_come_and_go() -> None:
    with opened(titled(*(f"배포 이야기 {n}" for n in range(25)))) as library:
        order = library.find("배포").order
        first = page(library, 0, order)
        library.hide(first[3])
        library.hide(order[12])
        library.add(Document(number=99, title="배포"))
        assert first == list(order[:10])
        assert page(library, 10, order) == [*order[10:12], *order[13:20]]
        assert page(library, 20, order) == list(order[20:])


def test_a_story_that_answers_no_longer_is_left_out_of_its_page() -> None:
    with opened(titled("배포 하나", "배포 둘")) as library:
        order = library.find("배포").order
        library.add(Document(number=1, title="다른 이야기"))
        assert page(library, 0, order) == [2]


def test_reasons_and_the_total_come_with_an_order() -> None:
    with opened(titled("모니터링 하나", "모니터링 둘")) as library:
        found = library.find("모너터링")
        again = library.engine.find(library.connection, "모너터링", order=found.order)
        assert again.hits == found.hits
        assert again.total == 2


def test_an_order_of_stories_that_are_gone_is_an_empty_page() -> None:
    with opened(titled("배포")) as library:
        library.hide(1)
        assert page(library, 0, (1, 77)) == []
