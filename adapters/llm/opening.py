"""The way to a language model, opened only where the settings name one: its client is an extra."""

from typing import Protocol

from adapters.llm.settings import LlmSettings
from bot.answers.writing import Writer


class OpenWriter(Writer, Protocol):
    """A writer that holds connections."""

    async def close(self) -> None:
        """Let go of them."""


def open_writer(settings: LlmSettings) -> OpenWriter:
    """The writer for these settings. Raises ModuleNotFoundError where the extra is not installed."""
    from adapters.llm.writer import OpenAiWriter  # noqa: PLC0415 - an extra, not there in every installation

    return OpenAiWriter(settings)
