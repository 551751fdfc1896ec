"""A villa project as the one at the desk does it: quote, order, changes, money, return, papers; by keys alone."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from dealer_crm.app.opened import Opened, open_folder
from dealer_crm.domain.change_orders import ChangeState
from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.deliveries import HandOver
from dealer_crm.domain.journal import Origin
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.domain.products import ProductDraft
from dealer_crm.domain.shop import ShopDraft, StaffDraft
from dealer_crm.services.order_list import OrderSpec
from dealer_crm.services.quote_list import QuoteSpec
from dealer_crm.ui.printing.dialog import PrintDialog
from tests.app.windows import Running
from tests.journeys.test_first_day import Day
from tests.journeys.usability.clerk import CONTROL, SHIFT, Clerk

Key = Qt.Key
NAME, INITIALS = "区长乐", "ozl"
ROOMS = ("客厅", "餐厅", "主卧", "书房", "影音室", "保姆房")
OUTDOOR, DUCTED, PANEL = "多联外机", "风管机", "线控器"
CABLE, STUDY = 37, 19
"""Which lines of the order become less, and come back."""
HEADINGS = ("名称", "型号", "数量", "单位", "单价", "分组", "房间")


def sheet_rows() -> list[tuple[str, ...]]:
    """Return the 40 lines of the project as the planner's sheet has them."""
    rows: list[tuple[str, ...]] = [(OUTDOOR, "YL-V224", "2", "台", "28600", "主机/外机", "设备平台")]
    for room in ROOMS:
        rows.append((DUCTED, "YL-D56", "1", "台", "4380", "主机/外机", room))
        rows.append((PANEL, "YL-K2", "1", "个", "320", "控制/线控器", room))
        rows.append(("铜管", "6/12", "18.5", "米", "68", "铜管/冷媒", room))
        rows.append(("保温管", "15mm", "18.5", "米", "12.5", "保温", room))
        rows.append(("冷凝水管", "DN25", "9.25", "米", "16", "冷凝水/给水管", room))
        rows.append(("安装人工", "", "1", "项", "650", "安装人工", room))
    rows.append(("信号线", "2×1.0", "160", "米", "4.5", "电线/信号线", ""))
    rows.append(("开槽打孔", "", "12", "个", "45", "开槽/打洞", ""))
    rows.append(("整机调试", "", "1", "项", "1800", "调试", ""))
    return rows


def sheet_total() -> int:
    """Return what the sheet adds up to, in 分."""
    return sum(round(float(row[2]) * float(row[4]) * 100) for row in sheet_rows())


def found_shop(folder: Path, day: Day) -> int:
    """Found a shop with its boss, three products and the customer; return his id."""
    opened = open_folder(folder, Origin.SYSTEM, day)
    opened.switch(opened.shop.add_staff(StaffDraft("甄暖和")))
    for name, model, category, price in (
        (OUTDOOR, "YL-V224", "vrf", 2_860_000),
        (DUCTED, "YL-D56", "central_ac", 438_000),
        (PANEL, "YL-K2", "", 32_000),
    ):
        opened.products.create(ProductDraft(name, model, category, "云岭", model, unit="台", price=price))
    shop = opened.shop.shop()
    opened.shop.save_shop(
        ShopDraft(
            "暖乐多", address="88 号", phone="0571-88886666", hotline="400-800-1234", credit_code="91330100MA2B1C3D4E", version=shop.version
        )
    )
    place = PremisesDraft(community="锦样里", building="别墅12")
    customer = opened.customers.create(CustomerDraft(NAME, (PhoneDraft("14200000012"),), premises=(place,)))
    opened.close()
    return customer


class Villa:
    """What is done one after the other in the window; each chapter stands on the one before."""

    def __init__(self, run: Running, customer: int, folder: Path) -> None:
        self.run, self.customer, self.folder = run, customer, folder
        self.clerk = Clerk(run)

    @property
    def opened(self) -> Opened:
        """The open folder, to read what was written."""
        return self.run.opened

    # hands

    def reach(self, name: str, *, back: bool = False) -> None:
        """Go on with Tab, or back with Shift+Tab, until something of this name has the focus."""
        clerk, been = self.clerk, []
        for _ in range(120):
            if clerk.focus().objectName() == name:
                return
            been.append(clerk.focus().objectName())
            clerk.key(Key.Key_Backtab if back else Key.Key_Tab, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        raise AssertionError(f"Tab does not lead to {name}: {been}")

    def press(self, name: str, *, back: bool = False) -> None:
        """Go to a button and press it."""
        self.reach(name, back=back)
        self.clerk.key(Key.Key_Space)
        QApplication.processEvents()

    def more(self, button: str, deed: str) -> None:
        """Open the menu of the page, and take a deed from it."""
        self.press(button, back=True)
        self.clerk.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        names = [action.objectName() for action in menu.actions()]
        assert deed in names, names
        for _ in range(len(names) + 1):
            active: object = menu.activeAction()  # the stub says that there always is one
            if isinstance(active, QAction) and active.objectName() == deed:
                break
            self.clerk.key(Key.Key_Down)
        self.clerk.enter()
        self.clerk.wait(lambda: QApplication.activePopupWidget() is None)

    def closed(self, dialog: str) -> None:
        """Wait until a dialog is gone and the window has the keys again."""
        self.clerk.wait(lambda: not self.clerk.sees(dialog))
        self.clerk.settle()

    def paper(self, name: str) -> str:
        """Save the paper whose preview is open, and return its words."""
        clerk, target = self.clerk, self.folder / f"{name}.pdf"
        preview = clerk.seen("print_dialog")
        assert isinstance(preview, PrintDialog)
        clerk.wait(lambda: preview.preview.pages() > 0)
        self.run.answer(target)
        clerk.key(Key.Key_S, CONTROL)
        clerk.wait(target.exists)
        clerk.key(Key.Key_Escape)
        self.closed("print_dialog")
        return "".join("".join(page.extract_text().split()) for page in PdfReader(target).pages)

    # chapters

    def write_quote(self) -> None:
        """Find him, begin a quote, paste the sheet."""
        clerk = self.clerk
        clerk.find(INITIALS, lambda: clerk.sees("customer_timeline"))
        clerk.key(Key.Key_B, CONTROL | SHIFT)
        clerk.seen("cell_goods")
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in (HEADINGS, *sheet_rows())))
        clerk.key(Key.Key_V, CONTROL)
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: self.opened.quote_list.count(QuoteSpec(customer_id=self.customer)) == 1)
        self.quote = self.opened.quote_list.page(QuoteSpec(customer_id=self.customer), 1)[0].id

    def give_quote(self) -> str:
        """Print the quote and give it to him; return its words."""
        clerk = self.clerk
        clerk.key(Key.Key_P, CONTROL)
        words = self.paper("quote")
        self.press("quote_give", back=True)
        clerk.wait(lambda: self.opened.quotes.open(self.quote).last.given_on is not None)
        return words

    def second_version(self, discount: str) -> str:
        """Make another version, with a discount; print it beside the first; return its words."""
        clerk = self.clerk
        self.press("quote_new_version")
        clerk.wait(lambda: len(self.opened.quotes.open(self.quote).versions) == 2)
        self.reach("field_discount")
        clerk.type(discount)
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: self.opened.quotes.open(self.quote).last.draft.discount > 0)
        clerk.key(Key.Key_P, CONTROL)
        return self.paper("second")

    def make_order(self) -> None:
        """He takes the second version: F12."""
        self.clerk.key(Key.Key_F12)
        self.clerk.wait(lambda: len(self.opened.order_list.ids(OrderSpec())) == 1)
        self.order = self.opened.order_list.ids(OrderSpec())[0]
        self.clerk.wait(lambda: self.clerk.sees("order_payments"))

    def sign(self) -> str:
        """Print the contract, then sign it."""
        clerk = self.clerk
        clerk.key(Key.Key_P, CONTROL)
        words = self.paper("contract")
        self.more("order_more_deeds", "order_sign")
        clerk.seen("field_signed_place")
        self.reach("field_signed_place")
        clerk.type("店里")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: self.opened.orders.open(self.order).draft.signed_on is not None)
        self.closed("sign_dialog")
        return words

    def pay(self, amount: str = "", way: str = "", *, split: bool = False) -> str:
        """Take money: what the plan proposes, or an amount; print the receipt of it; return its words."""
        clerk, paid = self.clerk, len(self.opened.orders.open(self.order).payments)
        clerk.key(Key.Key_M, CONTROL)
        clerk.seen("payment_save")
        self.reach("field_amount")
        if amount:
            clerk.key(Key.Key_A, CONTROL)
            clerk.type(amount)
        if way:
            self.choose("field_way", way)
        clerk.key(Key.Key_F8)
        if split:
            assert len(self.opened.orders.open(self.order).payments) == paid
            self.press("payment_dialog_message_action", back=True)
        clerk.wait(lambda: len(self.opened.orders.open(self.order).payments) == paid + 1 + split)
        self.closed("payment_dialog")
        self.press("order_message_action", back=True)
        return self.paper(f"receipt-{paid}")

    def print_receipt(self, payment: int) -> str:
        """Print a receipt once more; return its words."""
        self.press(f"payment_printer_{payment}", back=True)
        return self.paper(f"receipt-again-{payment}")

    def choose(self, field: str, value: str) -> None:
        """Go to a row of chips, and with arrows to one of them."""
        clerk = self.clerk
        for _ in range(40):
            if clerk.focus().objectName().startswith(field):
                break
            clerk.key(Key.Key_Tab)
        for step in (Key.Key_Left, Key.Key_Right):
            for _ in range(8):
                if clerk.focus().objectName() == f"{field}_{value}":
                    return
                clerk.key(step)
        raise AssertionError(f"{field}_{value}: {clerk.focus().objectName()}")

    def change_more(self) -> None:
        """He wants a fresh-air machine and its fitting too."""
        clerk = self.clerk
        self.more("order_more_deeds", "order_change")
        clerk.seen("field_change_reason")
        for words in ("加装新风", "新风机", "1", "9800"):
            clerk.type(words)
            clerk.enter()
        self.press("goods_add")
        for words in ("新风安装", "1", "1200"):
            clerk.type(words)
            clerk.enter()
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: len(self.opened.change_orders.of_order(self.order)) == 1)
        self.closed("change_dialog")

    def change_less(self) -> None:
        """Of the cable he wants 40 m less: the third line from the end of the order's."""
        clerk = self.clerk
        self.more("order_more_deeds", "order_change")
        clerk.seen("field_change_reason")
        clerk.type("信号线少用")
        self.reach("field_line_0")
        clerk.key(Key.Key_End)
        for _ in range(len(self.opened.orders.open(self.order).draft.lines) - CABLE - 1):
            clerk.key(Key.Key_Up)
        self.reach("field_more_0")
        clerk.type("-40")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: len(self.opened.change_orders.of_order(self.order)) == 2)
        self.closed("change_dialog")

    def sign_change(self) -> str:
        """Print the newest change, and note that he signed it; return the words of its paper."""
        clerk = self.clerk
        change = max(self.opened.change_orders.of_order(self.order), key=lambda one: one.id)
        self.press(f"change_printer_{change.id}", back=True)
        words = self.paper(f"change-{change.id}")
        self.press(f"change_check_{change.id}", back=True)
        clerk.seen("sign_save")
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: self.opened.change_orders.open(change.id).row.state is ChangeState.SIGNED)
        self.closed("sign_change")
        return words

    def deliver(self) -> None:
        """Everything is delivered: the sheet of a delivery is a journey of its own."""
        deliveries = self.opened.deliveries
        deliveries.finish(deliveries.plan(self.order), HandOver(signed_by=NAME), "别墅交付")
        self.clerk.settle()

    def take_back(self, refund: str) -> str:
        """One machine comes back, and money is given back; return the words of the slip."""
        clerk = self.clerk
        self.more("order_more_deeds", "order_take_back")
        clerk.seen("field_return_reason")
        self.reach("field_return_reason")
        clerk.type("书房不装了")
        self.reach(f"field_back_{STUDY}")
        clerk.type("1")
        self.reach("field_return_refund")
        clerk.type(refund)
        clerk.key(Key.Key_F8)
        clerk.wait(lambda: len(self.opened.order_returns.of_order(self.order)) == 1)
        self.closed("order_return")
        self.press(f"return_printer_{self.opened.order_returns.of_order(self.order)[0].id}", back=True)
        return self.paper("return")

    def redo(self) -> None:
        """Do again what was taken back."""
        newest = self.opened.history.rows(1)[0].id
        self.clerk.settle()
        self.clerk.wait(lambda: self.run.window.commands.action("redo").isEnabled())
        self.clerk.key(Key.Key_Y, CONTROL)
        self.clerk.wait(lambda: self.opened.history.rows(1)[0].id > newest)
        self.clerk.settle()

    def print_statement(self) -> str:
        """Leave the order for his file, and print his account."""
        clerk = self.clerk
        self.reach("order_lines")
        clerk.key(Key.Key_Escape)
        clerk.wait(lambda: clerk.sees("customer_orders"))
        self.press("customer_statement", back=True)
        return self.paper("statement")
