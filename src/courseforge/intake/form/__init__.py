"""A form in a browser, on a computer of the library: no script, no cookie, and no word about who was there."""
