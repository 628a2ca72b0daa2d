"""The terminal: a chat to try everything in, and the `storybot` command line."""
