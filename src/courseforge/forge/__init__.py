"""Code hosts (GitHub, GitLab): what is read there of a contribution, and what is written beside it."""

from courseforge.forge.connection import Connection, Manners
from courseforge.forge.github import GitHub
from courseforge.forge.gitlab import GitLab
from courseforge.forge.host import Annotation, Comment, Contribution, Host, Verdict

__all__ = ["Annotation", "Comment", "Connection", "Contribution", "GitHub", "GitLab", "Host", "Manners", "Verdict"]
