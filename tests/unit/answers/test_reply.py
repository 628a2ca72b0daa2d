"""The answer as a message."""

from datetime import UTC, datetime

import pytest

from bot.reply import Actions, Note, StoryCard
from tests.support.building import MEMBER
