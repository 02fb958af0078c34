"""The board of a library's staff: how far each lesson has come, and reminders to paste."""

from courseforge.board.page import write_page
from courseforge.board.reminders import Reminder, write_reminders

__all__ = ["Reminder", "write_page", "write_reminders"]
