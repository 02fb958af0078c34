"""Writing an author's files again: what ``check --fix`` and ``clean`` change, and nothing else."""
