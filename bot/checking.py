"""What a check of an installation found: each thing it looked at, with the fix where something is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One thing that was looked at: fine, or what is wrong and the fix. `is_seen`: was it possible to look?"""

    name: str
    is_fine: bool
    sentence: str
    is_seen: bool = True

    @property
    def line(self) -> str:
        """The sentence behind a mark."""
        mark = ("✓" if self.is_fine else "✗") if self.is_seen else "–"
        return f"{mark} {self.sentence}"


def fine(name: str, sentence: str) -> CheckResult:
    """Something that is as it has to be."""
    return CheckResult(name=name, is_fine=True, sentence=sentence)


def unseen(name: str, sentence: str) -> CheckResult:
    """Something that could not be looked at, and how it could."""
    return CheckResult(name=name, is_fine=True, sentence=sentence, is_seen=False)


def wrong(name: str, sentence: str) -> CheckResult:
    """Something that has to be mended, and how."""
    return CheckResult(name=name, is_fine=False, sentence=sentence)
