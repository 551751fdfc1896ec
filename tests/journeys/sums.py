"""Sums of a shop added up in plain Python from its bare tables: lists, files, reports and the day must say the same."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from dealer_crm.app.opened import Opened
from dealer_crm.domain.dates import local_day
from dealer_crm.services.order_list import OrderSpec
from tests.services.agenda_oracle import Oracle

Rows = list[dict[str, Any]]
FIXED, COUNT_NO_MORE = ("draft", "cancelled"), ("refused", "to_repay", "repaid")
OUT, UNDER_WAY = ("signed", "partly"), ("draft", "printed", "sent")
TABLES = (
    *("sales_order", "order_line", "order_return", "trade_in", "payment", "payment_node"),
    *("delivery", "delivery_line", "equipment", "customer", "opening_balance"),
)


def read(file: Path) -> dict[str, Rows]:
    """Return the tables of a store as they are, read by nothing of ours."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as store:
        store.row_factory = sqlite3.Row
        return {table: [dict(row) for row in store.execute(f"SELECT * FROM {table}")] for table in TABLES}  # noqa: S608 - our own names


def amount(line: dict[str, Any]) -> int:
    """Return what a line comes to; half a 分 goes up."""
    return rounded(Fraction(line["quantity"] * line["price"], 1000))


def rounded(exact: Fraction) -> int:
    """Return whole 分; half a one goes up."""
    return floor(exact + Fraction(1, 2))


class Sums:
    """What follows from the tables."""

    def __init__(self, tables: dict[str, Rows]) -> None:
        self.orders, self.payments, self.customers = tables["sales_order"], tables["payment"], tables["customer"]
        self.openings, self.machines = tables["opening_balance"], tables["equipment"]
        self.lines: dict[int, Rows] = defaultdict(list)
        for line in tables["order_line"]:
            self.lines[line["order_id"]].append(line)
        self.claims, self.returns, self.nodes = tables["trade_in"], tables["order_return"], tables["payment_node"]
        deliveries = {delivery["id"]: delivery for delivery in tables["delivery"]}
        self.handed: dict[int, int] = defaultdict(int)
        self.planned: dict[int, int] = defaultdict(int)
        for line in tables["delivery_line"]:
            delivery = deliveries[line["delivery_id"]]
            if delivery["state"] in OUT:
                self.handed[line["order_line_id"]] += line["quantity"]
            elif delivery["state"] in UNDER_WAY and delivery["kind"] == "delivery":
                self.planned[line["order_line_id"]] += line["quantity"]

    def total(self, order: dict[str, Any]) -> int:
        """Return what an order comes to: of a cancelled one what is kept, else goods, tax on top, fees, less what others bear."""
        if order["state"] == "cancelled":
            return int(order["kept"] or 0)
        net = sum(map(amount, self.lines[order["id"]])) - int(order["discount"])
        tax = rounded(Fraction(net * order["tax_rate"], 10_000)) if order["tax_mode"] == "added" else 0
        borne = sum(one["amount"] for one in self.claims if one["order_id"] == order["id"] and one["state"] not in COUNT_NO_MORE)
        fees = sum(one["fee"] for one in self.returns if one["order_id"] == order["id"])
        return int(net + tax - order["rounding"] - borne + fees)

    def paid(self, order_id: int) -> int:
        """Return what was received for an order."""
        return sum(one["amount"] for one in self.payments if one["order_id"] == order_id)

    def balance(self, customer_id: int) -> int:
        """Return what a customer owes."""
        owed = sum(one["amount"] for one in self.openings if one["customer_id"] == customer_id)
        owed += sum(self.total(one) for one in self.orders if one["customer_id"] == customer_id and one["state"] != "draft")
        for one in self.payments:
            counts = one["order_id"] is not None or (one["request_id"] is None and one["kind"] != "service")
            owed -= one["amount"] if one["customer_id"] == customer_id and counts else 0
        return int(owed)

    def impossible(self) -> list[str]:
        """Return what no shop can have: more goods out than sold, machines without goods, more given back than received."""
        found = []
        for order in self.orders:
            for line in self.lines[order["id"]]:
                handed, planned = self.handed[line["id"]], self.planned[line["id"]]
                if order["state"] not in FIXED and (handed < 0 or handed + planned > line["quantity"]):
                    found.append(f"line {line['id']}: {handed} out and {planned} planned of {line['quantity']}")
            total, paid = self.total(order), self.paid(order["id"])
            if paid < min(total, 0):
                found.append(f"order {order['id']}: more given back than received")
            if (plan := [one for one in self.nodes if one["order_id"] == order["id"]]) and not _fits(plan, total, paid):
                found.append(f"order {order['id']}: a plan of payment beside its sum")
        in_use: dict[int, int] = defaultdict(int)
        for machine in self.machines:
            if machine["order_line_id"] and machine["state"] == "in_use":
                in_use[machine["order_line_id"]] += machine["quantity"]
        return found + [f"line {line}: machines of {used}" for line, used in in_use.items() if used > self.handed[line]]


def _fits(plan: Rows, total: int, paid: int) -> bool:
    """Return whether a plan of payment comes to the order, and what is open of it to what is owed."""
    due = max(total, 0)
    return (sum(one["amount"] for one in plan), sum(one["open"] for one in plan)) == (due, max(due - max(paid, 0), 0))


def differences(shop: Opened) -> list[str]:
    """Return where the program says something else than its tables."""
    sums = Sums(read(shop.folder.store))
    said = [*_of_orders(shop, sums), *sums.impossible()]
    for row in shop.customer_list.rows([customer["id"] for customer in sums.customers]):
        if row.balance != sums.balance(row.id):
            said.append(f"customer {row.id}: {row.balance} in the list, {sums.balance(row.id)} in the tables")
    for day in sorted({one["paid_on"] for one in sums.payments})[-2:]:
        if shop.money.day(date.fromisoformat(day)).total != sum(one["amount"] for one in sums.payments if one["paid_on"] == day):
            said.append(f"the money of {day}")
    today = local_day(shop.now())
    if len(Oracle(shop.db, shop.now()).due(None, today, today)) != len(shop.agenda.day()):
        said.append("the day's list is not what is due")
    return said


def _of_orders(shop: Opened, sums: Sums) -> Iterator[str]:
    listed = {row.id: row for row in shop.order_list.page(OrderSpec(), 10_000)}
    for order in sums.orders:
        key, wanted = order["id"], (sums.total(order), sums.paid(order["id"]))
        file, row = shop.orders.open(key).totals, listed.get(key)
        if (file.total, file.paid) != wanted or row is None or (row.total, row.paid) != wanted:
            yield f"order {key}: {file} in its file, {row} in the list, {wanted} in the tables"
        undelivered = any(sums.handed[line["id"]] < line["quantity"] for line in sums.lines[key])
        if order["state"] not in FIXED and (order["state"] in ("delivered", "done")) is undelivered:
            yield f"order {key} is {order['state']}"
