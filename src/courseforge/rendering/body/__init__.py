"""From Sphinx's body to the theme's markup, sanitized."""
