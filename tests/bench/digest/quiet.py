"""Only what nobody expects is logged while a bench runs."""

import logging

import structlog


def be_quiet() -> None:
    """Leave out everything below an error, and what local servers say of clients that were killed."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
