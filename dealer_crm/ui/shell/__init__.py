"""The window around the pages: rooms, commands, search, sheets, prompts, tasks."""

from typing import TYPE_CHECKING, Any

from dealer_crm.ui.shell.coming import ComingRoom
from dealer_crm.ui.shell.palette import Hit
from dealer_crm.ui.shell.places import Place, WindowState
from dealer_crm.ui.shell.status_bar import StatusItem
from dealer_crm.ui.shell.tasks import Task, TaskRunner
from dealer_crm.ui.shell.window import MainWindow

if TYPE_CHECKING:
    from dealer_crm.ui.shell.prompts import Prompts


def __getattr__(name: str) -> Any:
    if name != "Prompts":
        raise AttributeError(name)
    from dealer_crm.ui.shell.prompts import Prompts  # forms and dialogs: not before the first paint

    return Prompts


__all__ = ["ComingRoom", "Hit", "MainWindow", "Place", "Prompts", "StatusItem", "Task", "TaskRunner", "WindowState"]
