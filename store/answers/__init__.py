"""Answering from the library: which sentences of which stories answer a question."""
