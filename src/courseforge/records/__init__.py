"""Library + addresses -> Records: what catalogs are told, made without opening a file."""
