"""The weights that ship, read once. `tests/bench/train_answers.py` makes the file; it says what they were fitted on."""

import json
from functools import lru_cache
from importlib.resources import files

from bot.answers.weighing import Weights, parse


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights in `weights.json`."""
    return parse(json.loads(files("store.answers").joinpath("weights.json").read_text(encoding="utf-8")))
