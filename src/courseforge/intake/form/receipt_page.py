"""The receipt on the screen, and on the paper that is printed of it."""

from html import escape

from markdown_it import MarkdownIt

from courseforge.intake.form.frame import write_page
from courseforge.intake.receipt import plain_letter, say_next
from courseforge.intake.taking_in import Receipt
from courseforge.reporting.words import Words


def write_receipt_page(words: Words, library: str, receipt: Receipt) -> str:
    """Write the receipt. It has no address: whoever comes next to this computer finds no way back to it."""
    heading = words.text("Thank you! Your lesson is here.")
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in say_next(receipt, words))
    leave = words.text("Print this page, or write the code down: when you leave it, nobody can open it again.")
    body = (
        f'<h1 tabindex="-1" autofocus>{escape(heading)}</h1>\n'
        f'<p class="code">{escape(words.text("Your code:"))} <strong>{receipt.code}</strong></p>\n'
        f"{_write_facts(words, receipt)}<ul>{items}</ul>\n"
        f'<p class="screen">{escape(leave)} '
        f'<a href="/{words.language}">{escape(words.text("Done: clear the screen"))}</a></p>\n'
        f'<section class="letter" aria-label="{escape(words.text("A letter about your lesson"))}">\n'
        f"{render_letter(receipt.letter)}</section>"
    )
    return write_page(words, library, heading, body, switch=False)


def render_letter(letter: str) -> str:
    """Turn a letter into HTML: its headings one level lower; no tag, no picture and no link of anybody's."""
    renderer = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink", "reference"])
    tokens = renderer.parse(plain_letter(letter))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    return str(renderer.renderer.render(tokens, renderer.options, {}))


def _write_facts(words: Words, receipt: Receipt) -> str:
    facts = ((words.text("Lesson"), receipt.title), (words.text("Credited to"), receipt.name))
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in facts)}</dl>\n"
