"""The buttons of an open row: what can be done with a step, and the days to plan one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dealer_crm.domain.followups import NextChip, next_date
from dealer_crm.i18n import Translator
from dealer_crm.ui.today.row_panel import PanelDeed, RowPanel
from dealer_crm.words.labels import label

if TYPE_CHECKING:
    from dealer_crm.ui.today.board import Board

CHIPS = (NextChip.TOMORROW, NextChip.THREE_DAYS, NextChip.WEEK, NextChip.MONTH)


def due_panel(t: Translator, board: Board) -> RowPanel:
    """Return the second line of a step."""
    return RowPanel(
        "today_panel",
        [
            PanelDeed("today_complete", t("Complete"), "check", t("Space"), board.complete),
            PanelDeed("today_postpone", t("Postpone"), "alarm-clock", "P", board.postpone),
            PanelDeed("today_open", t.context("button", "Open"), "folder-open", "Enter", board.open_current, rank=2),
            PanelDeed("today_message", t("Copy the message"), "message-circle", "M", board.copy_message),
            PanelDeed("today_mend", t("Plan the rectification…"), "wrench", "R", board.mend),
            PanelDeed("today_copy", t("Copy phone"), "copy", "Ctrl+C", board.copy_phone, rank=1),
            PanelDeed("today_log", t("Log follow-up"), "calendar-plus", "F4", board.log_current, rank=3),
        ],
        board.starts,
    )


def lost_panel(t: Translator, board: Board) -> RowPanel:
    """Return the second line of a customer without a next step: one button a day, by its number key."""
    days = [
        PanelDeed(f"plan_{chip.value}", label(chip, t), "", str(place), lambda place=place: board.plan_key(place))  # type: ignore[misc]
        for place, chip in enumerate(CHIPS, 1)
    ]
    return RowPanel(
        "lost_panel",
        [
            *days,
            PanelDeed("plan_date", t("Another day…"), "calendar", "5", lambda: board.plan_key(5)),
            PanelDeed("lost_open", t.context("button", "Open"), "folder-open", "Enter", board.open_current, rank=1),
            PanelDeed("lost_log", t("Log follow-up"), "calendar-plus", "F4", board.log_current, rank=2),
        ],
        board.starts,
    )


def plan_days(today: date) -> list[date]:
    """Return the days of the chips, in their order."""
    return [day for chip in CHIPS if (day := next_date(chip, today)) is not None]
