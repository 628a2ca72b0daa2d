"""The search engine: its index inside the SQLite file of the library, and how stories are found there."""
