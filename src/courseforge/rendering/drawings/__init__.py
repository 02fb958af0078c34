"""What a library draws itself: its logo, the icon of its site, and a motif for each course."""

from courseforge.rendering.drawings.collection import Drawings, read_drawings
from courseforge.rendering.drawings.emblem import Icon, Logo
from courseforge.rendering.drawings.motif import Motif, Shape

__all__ = ["Drawings", "Icon", "Logo", "Motif", "Shape", "read_drawings"]
