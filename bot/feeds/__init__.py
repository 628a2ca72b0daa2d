"""Feeds: what is read of them, when they are looked at, and what their items become."""
