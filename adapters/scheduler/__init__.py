"""The clock that wakes the bot. It remembers nothing: what is due is decided from the store."""
