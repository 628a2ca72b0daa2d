"""The bot in Slack: replies as Block Kit, Socket Mode and HTTP, commands, mentions, modals, the Home tab, links."""
