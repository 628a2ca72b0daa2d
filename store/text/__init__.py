"""Text analysis for Korean and English: pure functions, no storage, no input or output."""
