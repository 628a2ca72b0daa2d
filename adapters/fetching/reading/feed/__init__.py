"""Reading feeds: bytes in, values out."""
