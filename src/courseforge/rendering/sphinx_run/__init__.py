"""One Sphinx run over a staged book, confined; only a rendering worker imports this."""
