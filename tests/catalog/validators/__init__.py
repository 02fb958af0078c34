"""Independent validators and readers of the formats that the catalog is written in.

A ``validate_…`` function returns what is wrong, in words, and nothing where all is well; a ``read_…`` function gives
back what another program understood. None of them goes to the internet. What each is built on, and what is our own
reading of a standard because its schema could not be had, stands in ``schemas/README.md``.
"""
