"""A story as a form: the questions, what stands there now, and the typed answers checked all at once."""

import dataclasses
import re
import unicodedata
from collections.abc import Mapping

from bot.errors import BadFields, FieldProblem
from bot.links import is_link
from bot.reply import Field
from bot.story import Draft, Origin, Story
from bot.words.catalogue import Catalogue

LIMITS = {"title": 500, "link": 2000, "company": 100, "author": 100, "tags": 500, "body": 2_000_000}
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def questions(words: Catalogue, values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of the add and edit forms, filled with `values`."""
    return tuple(
        Field(
            name=name,
            label=words.say(f"field.{name}"),
            value=values.get(name, ""),
            hint=words.say(f"hint.{name}"),
            required=name == "title",
            lines=6 if name == "body" else 1,
            limit=limit,
        )
        for name, limit in LIMITS.items()
    )


def form_fields(story: Story) -> dict[str, str]:
    """What stands in the form when a story is edited."""
    return {
        "title": story.title,
        "link": story.link or "",
        "company": story.company or "",
        "author": story.author or "",
        "tags": ", ".join(story.tags),
        "body": story.body,
    }


def draft_from(fields: Mapping[str, str]) -> Draft:
    """The story typed into the form. Raises BadFields with every problem."""
    clean = _checked({name: fields.get(name, "") for name in LIMITS})
    return Draft(
        title=clean["title"],
        body=clean["body"],
        link=clean["link"] or None,
        company=clean["company"] or None,
        author=clean["author"] or None,
        tags=split_tags(clean["tags"]),
        origin=Origin.LINK if clean["link"] else Origin.TYPED,
    )


def story_from(old: Story, fields: Mapping[str, str]) -> Story:
    """`old` with the typed answers; fields that were not asked stay. Raises BadFields with every problem."""
    standing = form_fields(old)
    clean = _checked({**standing, **{name: value for name, value in fields.items() if name in LIMITS}})
    return dataclasses.replace(
        old,
        title=clean["title"],
        body=clean["body"],
        link=clean["link"] or None,
        company=clean["company"] or None,
        author=clean["author"] or None,
        tags=old.tags if clean["tags"] == standing["tags"] else split_tags(clean["tags"]),
    )


def split_tags(typed: str) -> tuple[str, ...]:
    """Tags as people type them: `#aws #개발 문화`, `aws, 개발 문화`, `aws 배포`; each once, in order."""
    if "," in typed:
        pieces = typed.split(",")
    elif "#" in typed:
        pieces = typed.split("#")
    else:
        pieces = typed.split()
    tags = (" ".join(piece.replace("#", " ").split()) for piece in pieces)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def storable(text: str) -> bool:
    """Whether a line can be stored as it is: no control characters, no halves of characters."""
    return not (_CONTROLS.search(text) or _UNSTORABLE.search(text))


def _checked(fields: dict[str, str]) -> dict[str, str]:
    problems = []
    clean = {}
    for name, typed in fields.items():
        value = unicodedata.normalize("NFC", typed.replace("\r\n", "\n")).strip()
        if name != "body":
            value = " ".join(value.split())
        if (_UNSTORABLE if name == "body" else _CONTROLS).search(value):
            problems.append(FieldProblem(field=name, problem="controls"))
        elif len(value) > LIMITS[name]:
            problems.append(FieldProblem(field=name, problem="too_long", limit=LIMITS[name]))
        elif name == "title" and not value:
            problems.append(FieldProblem(field=name, problem="blank"))
        elif name == "link" and value and not is_link(value):
            problems.append(FieldProblem(field=name, problem="no_link"))
        clean[name] = value
    if problems:
        raise BadFields(*problems)
    return clean
