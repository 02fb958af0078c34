"""A Markdown cell as rules want to see it: headings, links, images and paragraphs, each with its line.

What a directive holds is looked into, as the page does; what stands in a code block is an example and only a fence.
All lines are 1-based lines of the cell's source.
"""

from courseforge.checks.prose.blocks import LONGEST, read_prose
from courseforge.checks.prose.pieces import Heading, Image, Link, Paragraph, Prose, Role

__all__ = ["LONGEST", "Heading", "Image", "Link", "Paragraph", "Prose", "Role", "read_prose"]
