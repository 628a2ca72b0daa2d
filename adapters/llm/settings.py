"""What the way to a language model is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmSettings:
    """`base_url` is the address in front of `/chat/completions`; prices are for a million tokens."""

    base_url: str
    model: str
    api_key: str = ""
    timeout_seconds: float = 20.0
    max_tokens: int = 400
    price_in: float = 0.0
    price_out: float = 0.0
    at_once: int = 4
