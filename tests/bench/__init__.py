"""Measuring instruments: the quality and the scale of search, beside other engines, on any stories."""
