"""What a reader takes home: a lesson as a notebook that any Jupyter can open, alone or with the files it reads.

Left out are outputs, facilitators' words and solutions. What MyST means and Jupyter does not know is written as plain
Markdown.
"""

from courseforge.rendering.takeaway.takeaways import Takeaways, make_takeaways

__all__ = ["Takeaways", "make_takeaways"]
