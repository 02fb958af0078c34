"""The site on this computer while it is being written: a server on the loopback, and pages that reload themselves."""
