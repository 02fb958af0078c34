"""Pictures and sounds that learners have made, as files of the site with nothing beside what is seen or heard."""

from courseforge.rendering.showcase.exhibits import Exhibits, make_exhibits

__all__ = ["Exhibits", "make_exhibits"]
