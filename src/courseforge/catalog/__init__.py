"""Records -> catalog files, one module for each format."""
