"""How people and clocks reach the bot."""
