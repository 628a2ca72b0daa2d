"""Answering a question with sentences of a story: pure values and rules; what reads the library is in the store."""
