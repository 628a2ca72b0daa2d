"""Questions that nobody answered yet, the answers admins wrote, and what people thought of answers."""
