"""Pages: the same whole in pieces."""

from tests.unit.search.library import opened, titled


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
