"""What the bot can do; knows no platform and no database."""

__version__ = "0.1.0"
