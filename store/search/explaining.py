"""Why a story was found: the reasons people read beside a hit, and what to emphasise in its title and body."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.search import Evidence, Excerpt, Hit, Why
from store.search.marking import BodyMarker, Mark, TitleMarker, disjoint
from store.search.query import Filter
from store.search.ranking import Candidate
from store.search.readings import Reading, Unit
from store.search.stories import StoryText
from store.search.tokens import Facet, facet_token
from store.text.keys import keys

_FACET_EVIDENCE = {
    Facet.TAG: Evidence.TAG,
    Facet.COMPANY: Evidence.COMPANY,
    Facet.AUTHOR: Evidence.AUTHOR,
}
_IN_TITLE = (Evidence.TITLE, Evidence.WORDS)


@dataclass
class _Findings:
    """What has been gathered so far about one hit."""

    reasons: list[Why] = field(default_factory=list)
    title: list[Mark] = field(default_factory=list)
    body: list[Mark] = field(default_factory=list)

    def add(self, evidence: Evidence, read_as: str = "") -> None:
        reason = Why(evidence=evidence, read_as=read_as)
        if reason not in self.reasons:
            self.reasons.append(reason)


def explained(candidate: Candidate, story: StoryText) -> Hit:
    """The hit, with why it was found; the reasons stand in the order of the words typed, the weakest kinds last."""
    title, body = TitleMarker(story.title), BodyMarker(story.body)
    found = _Findings()
    if not _whole_title(candidate, title, found):
        phrase = body.phrase(candidate.meaning.terms) if len(candidate.meaning.terms) > 1 else None
        for unit in candidate.meaning.units:
            _unit(unit, title, story, None if phrase else body, found)
        if phrase:
            found.body.append(phrase)
            found.add(Evidence.BODY_PHRASE)
    if candidate.partial:
        found.reasons.insert(0, Why(evidence=Evidence.PARTIAL))
    for wanted in candidate.meaning.filters:
        found.reasons += [Why(evidence=_FACET_EVIDENCE[wanted.facet], read_as=name) for name in _named(story, wanted)]
    return Hit(
        number=candidate.number,
        score=round(candidate.score, 4),
        why=_with_excerpt(found.reasons, body.excerpt(found.body)) or (Why(evidence=Evidence.WORDS),),
        title_marks=tuple(disjoint(found.title)),
    )


def _whole_title(candidate: Candidate, title: TitleMarker, found: _Findings) -> bool:
    """Note the whole query in the title, if it stands there in one piece."""
    for reading in candidate.meaning.whole:
        mark = _usable_mark(title, reading)
        if mark:
            found.title.append(mark)
            found.add(*_reason(reading, title, mark))
            return True
    return False


def _unit(unit: Unit, title: TitleMarker, story: StoryText, body: BodyMarker | None, found: _Findings) -> None:
    """Note where the story has one word: in the title, else as a facet, else in the body."""
    for reading in unit:
        mark = _usable_mark(title, reading)
        if mark:
            found.title.append(mark)
            found.add(*_reason(reading, title, mark))
            return
    for reading in unit:
        for evidence, name in _facets(story, reading):
            found.add(evidence, name)
            return
    for reading in unit:
        mark = body.word(reading) if body else None
        if mark:
            found.body.append(mark)
            evidence = Evidence.WORDS if reading.evidence in _IN_TITLE else reading.evidence
            found.add(evidence, "" if evidence is Evidence.WORDS else reading.text)
            return


def _usable_mark(title: TitleMarker, reading: Reading) -> Mark | None:
    return title.mark(reading) if reading.keys else None


def _reason(reading: Reading, title: TitleMarker, mark: Mark) -> tuple[Evidence, str]:
    """The kind of reason, and what the word was read as; keys that type the other script are another layout."""
    if reading.evidence not in _IN_TITLE:
        return reading.evidence, "" if reading.initials else reading.text
    place = title.keyed.spot(reading.keys)
    if place and place.hangul != reading.is_hangul:
        return Evidence.LAYOUT, title.title[slice(*mark)]
    return reading.evidence, ""


def _facets(story: StoryText, reading: Reading) -> Iterator[tuple[Evidence, str]]:
    """The facets of the story that have the reading: whole names first, then names with such a word."""
    wanted = keys("".join(reading.words))
    for facet, name in _all_facets(story):
        if wanted and wanted in facet_token(facet, name):
            yield _FACET_EVIDENCE[facet], name


def _named(story: StoryText, wanted: Filter) -> list[str]:
    """The tags, company or author that let the story pass the filter."""
    token = facet_token(wanted.facet, wanted.name)
    return [name for facet, name in _all_facets(story) if facet_token(facet, name).startswith(token)][:1]


def _all_facets(story: StoryText) -> list[tuple[Facet, str]]:
    pairs = [(Facet.TAG, tag) for tag in story.tags]
    pairs += [(Facet.COMPANY, story.company or ""), (Facet.AUTHOR, story.author or "")]
    return [(facet, name) for facet, name in pairs if name]


def _with_excerpt(reasons: list[Why], excerpt: Excerpt | None) -> tuple[Why, ...]:
    """The reasons, the first that speaks of the body with the excerpt."""
    if excerpt is None:
        return tuple(reasons)
    of_body = (
        Evidence.PARTIAL,
        Evidence.BODY_PHRASE,
        Evidence.WORDS,
        Evidence.ALIAS,
        Evidence.SPELLING,
        Evidence.SOUND,
    )
    for at, reason in enumerate(reasons):
        if reason.evidence in of_body or at == len(reasons) - 1:
            return (*reasons[:at], replace(reason, excerpt=excerpt), *reasons[at + 1 :])
    return ()
