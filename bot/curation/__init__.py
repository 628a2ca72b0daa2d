"""What keeps a library tidy: probable duplicates, missing facts, dead links, searches that led nowhere. Pure."""
