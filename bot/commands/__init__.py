"""What people can ask for: one registry drives dispatch, sub-commands, help, permissions and the docs."""
