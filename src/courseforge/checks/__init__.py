"""Library -> Diagnostics: the facts that should hold about lessons."""
