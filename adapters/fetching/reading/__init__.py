"""Reading one page: bytes in, what it says of itself out. Touches no network; runs in the reading process."""
