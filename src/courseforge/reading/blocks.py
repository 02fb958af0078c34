"""The blocks of a Markdown text: where each begins and ends, without a look into its lines."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin


def parse_blocks(text: str) -> list[Token]:
    """Parse a text's blocks; what stands in a line is left as it is."""
    return _parser().parse(end_quotation(text))


def end_quotation(text: str) -> str:
    """End a last line that only goes on with a quotation; the parser of colon fences looks at what stands behind."""
    last = text.rpartition("\n")[2]
    return f"{text}\n" if ">" in last and not last.strip("> \t") else text


@cache
def _parser() -> MarkdownIt:
    blocks = MarkdownIt("commonmark").use(myst_block_plugin).use(colon_fence_plugin)
    # Definitions of links are paragraphs here: where they end is the same, and the rule reads all that follow each.
    return blocks.disable(["inline", "reference"])
