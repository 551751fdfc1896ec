"""Widgets that the pages share; each trap of Qt is solved here once.

A name is loaded when it is first asked for: the window is painted before the larger widgets are needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dealer_crm.ui.widgets.buttons import Button, IconButton, MenuButton, MenuItem, Role, build_menu
    from dealer_crm.ui.widgets.chips import Chip, ChipLabel, paint_chip, tag
    from dealer_crm.ui.widgets.choosing import CheckBox, Choice, Combo, RadioCards, SpinBox
    from dealer_crm.ui.widgets.dialog import Dialog
    from dealer_crm.ui.widgets.flow import FlowRow
    from dealer_crm.ui.widgets.forms import FormGrid
    from dealer_crm.ui.widgets.frames import Badge, Card, EmptyState, FactBox
    from dealer_crm.ui.widgets.inputs import LineEdit, SearchField, TextEdit
    from dealer_crm.ui.widgets.message import InlineMessage
    from dealer_crm.ui.widgets.overlay import OverlayCard
    from dealer_crm.ui.widgets.paged_model import Column, PagedModel
    from dealer_crm.ui.widgets.segments import MultiSegments, Segments
    from dealer_crm.ui.widgets.sheet import SideSheet
    from dealer_crm.ui.widgets.stat_cards import StatCard, StatCards
    from dealer_crm.ui.widgets.sub_tabs import SubTabs
    from dealer_crm.ui.widgets.table import TableView
    from dealer_crm.ui.widgets.text import ElidedLabel, HLine, Ink, Label, VLine, heading, section, set_tip
    from dealer_crm.ui.widgets.timeline import Entry, TimelineView
    from dealer_crm.ui.widgets.typed_fields import AreaField, DateField, MoneyField, NumberField, PhoneEdit
    from dealer_crm.ui.widgets.undo_bar import UndoBar
    from dealer_crm.ui.widgets.wheel import guard_wheel

_NAMES = {
    "buttons": ("Button", "IconButton", "MenuButton", "MenuItem", "Role", "build_menu"),
    "chips": ("Chip", "ChipLabel", "paint_chip", "tag"),
    "choosing": ("CheckBox", "Choice", "Combo", "RadioCards", "SpinBox"),
    "dialog": ("Dialog",),
    "flow": ("FlowRow",),
    "forms": ("FormGrid",),
    "frames": ("Badge", "Card", "EmptyState", "FactBox"),
    "inputs": ("LineEdit", "SearchField", "TextEdit"),
    "message": ("InlineMessage",),
    "overlay": ("OverlayCard",),
    "paged_model": ("Column", "PagedModel"),
    "segments": ("MultiSegments", "Segments"),
    "sheet": ("SideSheet",),
    "stat_cards": ("StatCard", "StatCards"),
    "sub_tabs": ("SubTabs",),
    "table": ("TableView",),
    "text": ("ElidedLabel", "HLine", "Ink", "Label", "VLine", "heading", "section", "set_tip"),
    "timeline": ("Entry", "TimelineView"),
    "typed_fields": ("AreaField", "DateField", "MoneyField", "NumberField", "PhoneEdit"),
    "undo_bar": ("UndoBar",),
    "wheel": ("guard_wheel",),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "AreaField",
    "Badge",
    "Button",
    "Card",
    "CheckBox",
    "Chip",
    "ChipLabel",
    "Choice",
    "Column",
    "Combo",
    "DateField",
    "Dialog",
    "ElidedLabel",
    "EmptyState",
    "Entry",
    "FactBox",
    "FlowRow",
    "FormGrid",
    "HLine",
    "IconButton",
    "Ink",
    "InlineMessage",
    "Label",
    "LineEdit",
    "MenuButton",
    "MenuItem",
    "MoneyField",
    "MultiSegments",
    "NumberField",
    "OverlayCard",
    "PagedModel",
    "PhoneEdit",
    "RadioCards",
    "Role",
    "SearchField",
    "Segments",
    "SideSheet",
    "SpinBox",
    "StatCard",
    "StatCards",
    "SubTabs",
    "TableView",
    "TextEdit",
    "TimelineView",
    "UndoBar",
    "VLine",
    "build_menu",
    "guard_wheel",
    "heading",
    "paint_chip",
    "section",
    "set_tip",
    "tag",
]
