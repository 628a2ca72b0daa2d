"""Discord: the bot as an application of its own servers. `import discord` in here still means discord.py."""
