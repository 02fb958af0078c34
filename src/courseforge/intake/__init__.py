"""Lessons from people without an account: taken in at the library, freed of what identifies, proposed in its name."""
