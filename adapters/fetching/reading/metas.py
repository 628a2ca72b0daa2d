"""What a page's `<meta>` and `<link>` elements say, by name: Open Graph, Twitter, Dublin Core, microdata."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from adapters.fetching.reading.tree import attribute, every

_MOST: Final = 500


class Metas:
    """The contents of `<meta>` elements under their lower-case name, property or itemprop."""

    def __init__(self, root: HtmlElement) -> None:
        self._contents: defaultdict[str, list[str]] = defaultdict(list)
        for meta in islice(every(root, "meta"), _MOST):
            content = attribute(meta, "content")
            for naming in ("property", "name", "itemprop"):
                name = attribute(meta, naming).lower()
                if name and content:
                    self._contents[name].append(content)

    def first(self, *names: str) -> str | None:
        """The first content under the first of `names` that has one."""
        return next(self.every(*names), None)

    def every(self, *names: str) -> Iterator[str]:
        """The contents under all `names`, in their order."""
        for name in names:
            yield from self._contents.get(name, ())
