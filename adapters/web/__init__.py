"""The web server: health for the operator, and routes that platforms call."""
