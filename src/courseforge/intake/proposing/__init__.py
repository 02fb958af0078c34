"""From the box into Git: a branch and a commit in the library's name, and nobody else's."""
