"""A form that goes takes everything with it: no field of it stays behind as a window of its own."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dealer_crm.i18n import translator
from dealer_crm.ui.customers.form_fields import CustomerFields
from dealer_crm.ui.customers.places_field import PlacesField


def test_no_further_houses_stay_behind_where_their_part_was_never_opened(qtbot: QtBot) -> None:
    fields = CustomerFields(translator("zh"), lambda _words, _limit: [], lambda: date(2026, 11, 22))
    assert fields.more_houses.isHidden()
    assert not fields.more_houses.isWindow()
    fields.deleteLater()
    before = sum(isinstance(one, PlacesField) for one in QApplication.allWidgets())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sum(isinstance(one, PlacesField) for one in QApplication.allWidgets()) == before - 1
