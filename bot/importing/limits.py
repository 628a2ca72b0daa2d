"""How large the parts of an import may be. Larger ones are refused with a reason, never cut."""

from typing import Final

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
MAX_ARRAY_CHARACTERS: Final = 16 * 1024 * 1024
MAX_POST_BYTES: Final = 2_000_000
MAX_FRONT_MATTER_CHARACTERS: Final = 64 * 1024

MAX_TITLE: Final = 500
MAX_BODY: Final = 2_000_000
MAX_NAME: Final = 200  # company, author, who added it
MAX_ID: Final = 1_000
MAX_TAG: Final = 100
MAX_TAGS: Final = 100
MAX_VIEWS: Final = 10**12
MAX_DETAIL: Final = 80
