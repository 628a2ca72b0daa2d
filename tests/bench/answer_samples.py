"""The stories that ship as samples, as an evaluation takes them; `answer_questions.jsonl` asks about them."""

from pathlib import Path

import yaml

from tests.bench.files import BenchStory, read_stories

SAMPLES = Path(__file__).parents[2] / "store/samples"


def stories_of(path: Path) -> list[BenchStory]:
    """The stories of a file; those of the samples for the word `samples`."""
    return sample_stories() if str(path) == "samples" else read_stories(path)


def sample_stories() -> list[BenchStory]:
    """The sample stories, by file name."""
    return [_story(path) for path in sorted(SAMPLES.glob("*.md"))]


def _story(path: Path) -> BenchStory:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(head)
    return BenchStory(
        id=path.stem,
        title=fields["title"],
        body=body.strip(),
        tags=tuple(fields.get("tags") or ()),
        company=fields.get("company"),
    )
