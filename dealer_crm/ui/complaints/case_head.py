"""The head of a case: whom and what it is about, how urgent, how long there is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_crm.domain import phones
from dealer_crm.domain.complaints import ComplaintState
from dealer_crm.i18n import Translator
from dealer_crm.services.complaint_file import ComplaintFile
from dealer_crm.ui.complaints.clock_line import ClockLine
from dealer_crm.ui.complaints.doors import ComplaintDoors
from dealer_crm.ui.complaints.phrases import due_sentence, one_line, severity_chip, who_words
from dealer_crm.ui.theme import Space, Tone, Type
from dealer_crm.ui.widgets import Button, Chip, Choice, ElidedLabel, FlowRow, IconButton, Ink, MenuButton, MenuItem, Segments
from dealer_crm.ui.widgets.flow import show_chips
from dealer_crm.words.labels import label
from dealer_crm.words.moments import moment


class CaseHead(QWidget):
    """Shows a ComplaintFile; its buttons are wired by the case pane."""

    def __init__(self, t: Translator, doors: ComplaintDoors) -> None:
        super().__init__()
        self._t, self._doors = t, doors
        self.back_button = Button(t("Back"), icon="arrow-left", key="Esc", name="case_back")
        self.leave_button = IconButton("x", t("Close this case"), name="case_leave", key="Esc")
        self._low = False
        self._title = ElidedLabel("", Type.TITLE, name="case_title")
        self._chips = FlowRow("case_chips", Space.XS)
        self._facts = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="case_facts_line")
        self.print_button = Button(t("Print"), icon="printer", key="Ctrl+P", name="case_print")
        self.close_button = Button(t("Close the case"), icon="badge-check", name="case_close")
        self.reopen_button = Button(t("Open it again"), icon="undo-2", name="case_reopen")
        self.more_button = MenuButton(t("More"), icon="ellipsis", name="case_more_button")
        self._sentence = ElidedLabel("", Type.STRONG, name="case_due")
        self._answered = ElidedLabel("", Type.CAPTION, tone=Ink.TEXT2, name="case_answered")
        self.clock = ClockLine(t)
        parts = [Choice("steps", t("Steps")), Choice("case", t("The case")), Choice("costs", t("Costs")), Choice("clear", t("Tips"))]
        self.parts = Segments(parts, name="case_parts", joined=True)
        self.parts.set_label(t("Parts of the case"))
        self.parts.set_value("steps")
        self._lay_out()
        self.set_narrow(False)

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(Space.S)
        who.addWidget(self.back_button)
        who.addWidget(self._title)
        who.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.print_button, self.close_button, self.reopen_button, self.more_button, self.leave_button):
            who.addWidget(button)
        due = QHBoxLayout()
        due.setSpacing(Space.M)
        due.addWidget(self._sentence, 1)
        due.addWidget(self._answered)
        due.addWidget(self.parts)
        box = QVBoxLayout(self)
        box.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        box.setSpacing(Space.XS)
        box.addLayout(who)
        box.addWidget(self._facts)
        box.addLayout(due)
        box.addWidget(self.clock)

    def set_menu(self, items: list[MenuItem]) -> None:
        """Offer what has no button of its own."""
        self.more_button.set_items(items)

    def set_narrow(self, narrow: bool) -> None:
        """Show the way back to a hidden list, or the cross beside a visible one."""
        self.back_button.setVisible(narrow)
        self.leave_button.setVisible(not narrow)

    def set_low(self, low: bool) -> None:
        """Leave out what the sentence says as well where the window is low."""
        self.clock.setVisible(not low)
        self._facts.setVisible(not low)
        self.back_button.set_key("" if low else "Esc")
        self._low = low
        self._fit_chips()

    def _fit_chips(self) -> None:
        """Keep what the case is marked with in one line; where the window is low the title needs the room more."""
        self._chips.setMinimumWidth(0 if self._low else self._chips.sizeHint().width())

    def set_parted(self, parted: bool) -> None:
        """Show the chips that choose between steps, case and tips."""
        self.parts.setVisible(parted)
        self._answered.setVisible(not parted)
        self.print_button.set_wordless(parted)

    def set_brief(self, brief: bool) -> None:
        """Leave the line of the deadline to what needs the room for a moment; called after `set_parted`."""
        self._sentence.setVisible(not brief)
        self.parts.setVisible(not brief and not self.parts.isHidden())

    def show_file(self, file: ComplaintFile) -> None:
        """Show another complaint, or the same one anew."""
        t, draft, now = self._t, file.draft, self._doors.now()
        name = who_words(file.customer, file.phone, t)
        self._title.setText(t("{name}: {what}").format(name=name, what=one_line(draft.words)))
        show_chips(self._chips, _chips(file, t))
        self._fit_chips()
        came = t("{channel} {when}").format(channel=label(draft.channel, t), when=moment(file.opened_at, now, t))
        wants = t("wants: {what}").format(what=label(draft.demand, t))
        nature = (label(draft.level, t), label(draft.dissatisfied, t))
        self._facts.setText(" · ".join(filter(None, (file.number, *nature, came, phones.shown(file.phone), file.address, wants))))
        is_open = file.state is ComplaintState.OPEN
        self.close_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self._show_due(file)
        self.clock.show_file(file, now)

    def _show_due(self, file: ComplaintFile) -> None:
        t, now = self._t, self._doors.now()
        if file.closed_at is not None:
            words = t("Closed {when} {who}").format(when=moment(file.closed_at, now, t), who=file.closed_by).strip()
            self._sentence.set_ink(Ink.DONE)
        else:
            kind, due = file.clock.running()
            words = due_sentence(kind, due, now, t)
            self._sentence.set_ink(Ink.DANGER if due < now else Ink.TEXT)
        self._sentence.setText(words)
        answered = file.clock.responded_at
        self._answered.setText(t("answered {when}").format(when=moment(answered, now, t)) if answered else t("not answered yet"))


def _chips(file: ComplaintFile, t: Translator) -> list[Chip]:
    draft = file.draft
    chips = [severity_chip(draft.severity, t)]
    if draft.nobody:
        chips.append(Chip(t("Nobody of ours"), Tone.NEUTRAL, "circle-question-mark"))
    if file.repeated:
        chips.append(Chip(t("Again within 30 days"), Tone.WARN, "refresh-cw"))
    if file.reopened:
        chips.append(Chip(t.plural("Reopened {n} time", "Reopened {n} times", file.reopened).format(n=file.reopened), Tone.WARN, "undo-2"))
    return chips
