"""How the library file came to its present shape: append a step, never edit one, never import product code here.

Every step is a module; they are imported, and so applied, in the order in which they were written.
"""

from store.migrations import (
    m001_stories,
    m002_digests,
    m002_notes,
    m003_notices,
    m004_use,
    m005_steering,
    m006_feeds,
    m007_curation,
    m008_tidying,
    m009_conversations,
    m010_inbox,
    m015_llm_usage,
)
from store.migrations.base import migrations

__all__ = [
    "m001_stories",
    "m002_digests",
    "m002_notes",
    "m003_notices",
    "m004_use",
    "m005_steering",
    "m006_feeds",
    "m007_curation",
    "m008_tidying",
    "m009_conversations",
    "m010_inbox",
    "m015_llm_usage",
    "migrations",
]
