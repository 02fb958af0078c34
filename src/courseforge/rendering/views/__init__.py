"""Library + Records -> what each page says: frozen values for the templates, made without opening a file.

``make_views`` gives them all. ``View.context()`` is what a template is given; Sphinx adds ``body`` and ``toc``.
"""

from courseforge.rendering.views.branch import BranchView
from courseforge.rendering.views.chooser import ChooserView
from courseforge.rendering.views.contributors import ContributorsView, ContributorView
from courseforge.rendering.views.course import CourseView
from courseforge.rendering.views.desk import DeskPage
from courseforge.rendering.views.facing import FacingView
from courseforge.rendering.views.former import MovedView, WithdrawnView, list_moves
from courseforge.rendering.views.home import HomeView, SpineView
from courseforge.rendering.views.interest import InterestView
from courseforge.rendering.views.lesson import LessonView
from courseforge.rendering.views.lessons import LessonsView
from courseforge.rendering.views.page import Alternate, Fact, PageView, Row, SiteView, View
from courseforge.rendering.views.site import Views, make_views
from courseforge.rendering.views.skill import SkillView
from courseforge.rendering.views.sources import Download, Exhibit, Sources, Takeaway
from courseforge.rendering.views.step import StepView

__all__ = [
    "Alternate",
    "BranchView",
    "ChooserView",
    "ContributorView",
    "ContributorsView",
    "CourseView",
    "DeskPage",
    "Download",
    "Exhibit",
    "FacingView",
    "Fact",
    "HomeView",
    "InterestView",
    "LessonView",
    "LessonsView",
    "MovedView",
    "PageView",
    "Row",
    "SiteView",
    "SkillView",
    "Sources",
    "SpineView",
    "StepView",
    "Takeaway",
    "View",
    "Views",
    "WithdrawnView",
    "list_moves",
    "make_views",
]
