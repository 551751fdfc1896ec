"""The room of deliveries with its two views: 送货 Deliveries and 工地 Sites, switched at its top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dealer_crm.i18n import Translator
from dealer_crm.services.delivery_list import DeliveryView
from dealer_crm.ui.deliveries.page import DeliveriesPage
from dealer_crm.ui.desk.doors import Memory
from dealer_crm.ui.sites.page import SitesPage
from dealer_crm.ui.theme import Space
from dealer_crm.ui.widgets import SubTabs
from dealer_crm.ui.widgets.asked import Asked

DELIVERIES, SITES = "deliveries", "sites"
KEPT = "deliveries/view"
SUBJECTS = ("site-", "job-", "acceptance-", "new-job", "mend-", "rectify-")
"""How the subjects begin that the sites answer; "sites" is their board."""
PLANNING = ("new-job-", "mend-", "rectify-")
"""How the subjects begin that plan a job of a certain order: the view stays until it is filed."""
LOW = 470
"""Below this height of the page a record takes the line of the switch too."""


class DeliveriesRoom(QWidget):
    """Answers the page protocol for the view that is chosen; `make` builds the sites when they are first shown."""

    keys_changed = Signal()

    def __init__(self, t: Translator, host: DeliveriesPage, make: Callable[[], SitesPage], memory: Memory) -> None:
        super().__init__()
        self.host, self._make, self._memory = host, make, memory
        self.sites: SitesPage | None = None
        self.count_sites: Callable[[], int] = lambda: 0
        self._counts = Asked(self)
        self.title = host.title
        self.kinds = host.kinds | SitesPage.kinds
        self.setObjectName("deliveries_room")
        self.switch = SubTabs([(DELIVERIES, t("Deliveries")), (SITES, t("Sites"))], name="deliveries_switch")
        self.switch.setAccessibleName(t("Deliveries or sites"))
        self.switch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._views = QStackedWidget()
        self._views.addWidget(host)
        self._top = QWidget()
        line = QHBoxLayout(self._top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.switch)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(Space.S)
        box.addWidget(self._top)
        box.addWidget(self._views, 1)
        self.setFocusProxy(host)
        self.switch.changed.connect(self._on_switched)
        host.list.counted.connect(self._on_counted)
        host.keys_changed.connect(self._on_keys)
        if memory.load(KEPT) == SITES:
            self.switch.set_value(SITES)

    # the parts that others reach for

    @property
    def list(self) -> Any:
        """The list of deliveries."""
        return self.host.list

    @property
    def pane(self) -> Any:
        """The open delivery."""
        return self.host.pane

    @property
    def deeds(self) -> Any:
        """What can be done with a delivery."""
        return self.host.deeds

    def sites_page(self) -> SitesPage:
        """Return the page of the sites."""
        if self.sites is None:
            self.sites = self._make()
            self.sites.keys_changed.connect(self._on_keys)
            self.sites.planned.connect(lambda: self.set_view(SITES))
            self._views.addWidget(self.sites)
            self.sites.reload()
        return self.sites

    # which view

    def view(self) -> str:
        """Return which view is shown."""
        return self.switch.value()

    def set_view(self, view: str) -> None:
        """Show a view."""
        if view != self.view():
            self.switch.set_value(view)
            self._page().on_shown()

    def _on_switched(self, view: str) -> None:
        shown: QWidget = self.sites_page() if view == SITES else self.host
        self._views.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self._memory.save(KEPT, view)
        self._arrange()
        self.keys_changed.emit()

    def _on_counted(self, counts: Mapping[DeliveryView, int]) -> None:
        self.switch.set_count(DELIVERIES, counts.get(DeliveryView.UNFINISHED, 0))

    def _on_keys(self) -> None:
        self._arrange()
        self.keys_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the line of the switch to a record where every row counts."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        page: Any = self._page()
        has_record = page.panes.is_open() and page.panes.is_narrow() if page is self.host else not page.on_board()
        hidden = has_record and self.height() < LOW
        if hidden and self.switch.hasFocus():
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._top.setVisible(not hidden)

    # page protocol

    def _page(self) -> Any:
        return self._views.currentWidget()

    @property
    def panes(self) -> Any:
        """List and record of the deliveries, None for the sites, which have no two."""
        return getattr(self._page(), "panes", None)

    @property
    def has_primary(self) -> bool:
        """Tell whether a filled button is in view."""
        return bool(self._page().has_primary)

    def on_shown(self) -> None:
        """Pass it on."""
        self._page().on_shown()

    def reload(self) -> None:
        """Both views show the store."""
        self.host.reload()
        if self.sites is not None:
            self.sites.reload()
        self._counts.ask(self.count_sites, lambda count: self.switch.set_count(SITES, count))

    def show_subject(self, subject: str) -> None:
        """Open a delivery, a site, a job or a sheet by its subject; "" leaves the view as it is."""
        if subject == SITES or subject.startswith(SUBJECTS):
            if not subject.startswith(PLANNING):
                self.set_view(SITES)
            self.sites_page().show_subject(subject)
        elif subject:
            self.set_view(DELIVERIES)
            self.host.show_subject(subject)

    def keys(self) -> Sequence[tuple[str, str]]:
        """Pass it on."""
        return [*self._page().keys()]

    def commands(self) -> dict[str, Callable[[], object]]:
        """Pass it on."""
        found: dict[str, Callable[[], object]] = self._page().commands()
        return found

    def current_customer(self) -> int:
        """Pass it on."""
        current: int = self._page().current_customer()
        return current
