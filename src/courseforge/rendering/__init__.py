"""Library + results + records -> Site: the only importer of Sphinx.

Nothing is imported here, for the processes that make pages need little of what makes the site.
"""
