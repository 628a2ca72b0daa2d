"""The daily featured story: when, which, and exactly once. Decisions are pure; a messenger sends, the store keeps."""
