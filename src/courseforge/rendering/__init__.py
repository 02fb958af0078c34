"""Library + results + records -> Site: the only importer of Sphinx."""
