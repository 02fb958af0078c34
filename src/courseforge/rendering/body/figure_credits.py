"""A line below each figure that shows somebody else's picture: whose it is, and under which license.

The whole credit, with its links, stands at the end of the lesson.
"""

from lxml.html import HtmlElement, builder

from courseforge.rendering.body.place import Place
from courseforge.rendering.interface import Interface


def credit_pictures(root: HtmlElement, place: Place, ui: Interface) -> None:
    """Add the line to the captions of figures; a picture in a text has its credit at the end alone."""
    if not place.media.credits:
        return
    for figure in root.iter("figure"):
        names = [place.find_name(picture.get("src") or "") for picture in figure.iter("img")]
        credits = dict.fromkeys(place.media.credits[name] for name in names if name in place.media.credits)
        if credits:
            _caption(figure).append(
                builder.P({"class": "credit"}, ui.text("Picture: {credit}", credit="; ".join(credits)))
            )


def _caption(figure: HtmlElement) -> HtmlElement:
    caption = figure.find("figcaption")
    if caption is None:
        caption = figure.makeelement("figcaption")
        figure.append(caption)
    return caption
