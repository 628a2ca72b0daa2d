"""Fetching a page by its link: safely over the network, then read in a process of its own."""
