"""The picture beside links to the site can be opened, and has the library's colors."""

from io import BytesIO

from PIL import Image

from courseforge.config import SiteSettings
from courseforge.rendering.card import HEIGHT, WIDTH, make_card


def test_the_card_is_a_picture_in_the_librarys_colors() -> None:
    with Image.open(BytesIO(make_card(SiteSettings(brand="#5b2333", accent="#7fc4d6", paper="#ffffff")))) as card:
        assert (card.format, card.size) == ("PNG", (WIDTH, HEIGHT))
        colors = {color for _, color in card.convert("RGB").getcolors()}
    assert colors >= {(0x5B, 0x23, 0x33), (0x7F, 0xC4, 0xD6), (0xFF, 0xFF, 0xFF)}
