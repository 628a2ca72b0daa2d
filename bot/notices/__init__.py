"""Messages to people that no request of theirs asked for: outcomes, answers, troubles. Queued, then told once."""
