"""The other people of a customer: name, what they are to him, numbers, birthday, note."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.customers import ContactDraft, ContactRole, PhoneDraft
from dealer_crm.domain.text import one_line
from dealer_crm.i18n import Translator
from dealer_crm.ui.customers.birthday_field import BirthdayEdit
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import Button, Choice, Combo, IconButton, LineEdit, Role
from dealer_crm.words.labels import label

COLUMNS = 4


class _Line:
    """One person on two lines; words beside numbers are kept although they are not shown."""

    def __init__(self, t: Translator, name: str, n: int) -> None:
        self.kept = ContactDraft(role=ContactRole.FAMILY)
        self.name = LineEdit(name=f"{name}_{n}_name", placeholder=t("Name"), chars=20)
        self.role = Combo(
            [Choice(role, label(role, t)) for role in ContactRole], name=f"{name}_{n}_role", label=t("Role of contact {n}").format(n=n)
        )
        self.phone = LineEdit(name=f"{name}_{n}_phone", placeholder=t("Phone"), chars=28)
        self.wechat = LineEdit(name=f"{name}_{n}_wechat", placeholder=t("WeChat"), chars=20)
        self.birthday = BirthdayEdit(t, name=f"{name}_{n}_birthday", placeholder=t("Birthday"), chars=14)
        self.note = LineEdit(name=f"{name}_{n}_note", placeholder=t("Note"))
        self.remove = IconButton("trash-2", t("Remove contact {n}").format(n=n), name=f"{name}_{n}_remove")
        self.name.setAccessibleName(t("Name of contact {n}").format(n=n))
        self.phone.setAccessibleName(t("Phone of contact {n}").format(n=n))
        self.wechat.setAccessibleName(t("WeChat of contact {n}").format(n=n))
        self.birthday.setAccessibleName(t("Birthday of contact {n}").format(n=n))
        self.note.setAccessibleName(t("Note on contact {n}").format(n=n))
        self.role.setMaximumWidth(self.birthday.maximumWidth())
        self.widgets: tuple[QWidget, ...] = (self.name, self.role, self.phone, self.remove, self.wechat, self.birthday, self.note)
        self.show_contact(self.kept)

    def show_contact(self, contact: ContactDraft) -> None:
        """Show a person."""
        self.kept = contact
        self.name.setText(contact.name)
        self.role.set_value(contact.role)
        self.phone.setText(_numbers(contact))
        self.wechat.setText(contact.wechat)
        self.note.setText(one_line(contact.note))
        self.birthday.set_value(contact.birthday)

    def fields(self) -> tuple[LineEdit, ...]:
        """Return what is typed into."""
        return self.name, self.phone, self.wechat, self.birthday, self.note

    def value(self) -> ContactDraft:
        """Return the person as typed."""
        own = self.kept.phones if self.phone.text() == _numbers(self.kept) else (PhoneDraft(self.phone.text()),)
        own = own if self.phone.text().strip() else ()
        return replace(
            self.kept,
            name=self.name.text(),
            role=self.role.value(),
            phones=own,
            wechat=self.wechat.text(),
            birthday=self.birthday.value(),
            note=self.kept.note if self.note.text() == one_line(self.kept.note) else self.note.text(),
        )


def _numbers(contact: ContactDraft) -> str:
    return " / ".join(phones.shown(phone.number) if phone.number.isdecimal() else phone.number for phone in contact.phones)


class ContactsField(QWidget):
    """As many people as there are."""

    edited = Signal()

    def __init__(self, t: Translator, *, name: str) -> None:
        super().__init__()
        self._t = t
        self._lines: list[_Line] = []
        self.setObjectName(name)
        self.more = Button(t("Add a contact"), role=Role.QUIET, icon="plus", name=f"{name}_more")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.XS)
        for column, share in enumerate((3, 0, 4, 0)):
            self._grid.setColumnStretch(column, share)
        self._grid.addWidget(self.more, 0, 0, 1, COLUMNS, Qt.AlignmentFlag.AlignLeft)
        self.more.clicked.connect(self._on_more)
        self.setFocusProxy(self.more)

    def value(self) -> tuple[ContactDraft, ...]:
        """Return the people as typed; empty lines are left out."""
        return tuple(contact for line in self._lines if not (contact := line.value()).empty)

    def set_value(self, contacts: tuple[ContactDraft, ...]) -> None:
        """Show these people."""
        while self._lines:
            self._free(self._lines.pop())
        for contact in contacts:
            self._add().show_contact(contact)
        self._place()

    def _add(self) -> _Line:
        line = _Line(self._t, self.objectName(), len(self._lines) + 1)
        self._lines.append(line)
        for field in line.fields():
            field.textChanged.connect(self.edited)
        line.role.picked.connect(lambda _role: self.edited.emit())
        line.remove.clicked.connect(lambda: self._on_remove(line))
        return line

    def _place(self) -> None:
        for at, line in enumerate(self._lines):
            for place, widget in enumerate(line.widgets):
                self._grid.addWidget(widget, 2 * at + place // COLUMNS, place % COLUMNS)
                widget.show()
        self._grid.addWidget(self.more, 2 * len(self._lines), 0, 1, COLUMNS, Qt.AlignmentFlag.AlignLeft)

    def _free(self, line: _Line) -> None:
        for widget in line.widgets:
            widget.hide()
            self._grid.removeWidget(widget)
            widget.deleteLater()

    def _on_more(self) -> None:
        line = self._add()
        self._place()
        line.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self, line: _Line) -> None:
        self._lines.remove(line)
        self._free(line)
        self._place()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
