"""A villa project of forty lines from the quote to the last receipt, by keyboard only; read back at each station, then taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_crm.domain.orders import LineGroup, OrderState
from dealer_crm.domain.quotes import QuoteState
from dealer_crm.services.order_file import OrderFile
from tests.app.windows import running
from tests.journeys.sums import amount
from tests.journeys.test_first_day import Day
from tests.journeys.usability.looks import take_back
from tests.journeys.villa import Villa, found_shop, sheet_rows, sheet_total
from tests.storage.shops import digest

DISCOUNT = 103_550


def tables(file: Path, order: int) -> tuple[int, int, int, list[tuple[int, int]]]:
    """Return goods and what stands beside them, money received, and each part of the plan with what is open; read past the program."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as store:
        store.row_factory = sqlite3.Row
        lines = store.execute("SELECT * FROM order_line WHERE order_id = ?", (order,)).fetchall()
        (extra,) = store.execute("SELECT extra FROM sales_order WHERE id = ?", (order,)).fetchone()
        (paid,) = store.execute("SELECT coalesce(sum(amount), 0) FROM payment WHERE order_id = ?", (order,)).fetchone()
        plan = store.execute("SELECT amount, open FROM payment_node WHERE order_id = ?", (order,)).fetchall()
    return sum(amount(dict(line)) for line in lines), extra, paid, [(part["amount"], part["open"]) for part in plan]


def adds_up(story: Villa, total: int, paid: int) -> OrderFile:
    """Hold what was written against its rows: total = lines + extra, plan = total, paid + open = total, and the customer owes the rest."""
    opened = story.opened
    file = opened.orders.open(story.order)
    goods, extra, received, plan = tables(opened.folder.store, story.order)
    assert (file.totals.total, file.totals.paid) == (total, paid)
    assert (goods + extra, received) == (total, paid)
    assert sum(part for part, _open in plan) == total
    assert sum(left for _part, left in plan) + paid == total
    assert opened.customer_list.rows([story.customer])[0].balance == total - paid
    return file


def offer(story: Villa) -> None:
    """Quote, second version, order: forty lines with their groups and rooms."""
    opened, goods = story.opened, sheet_total()
    story.write_quote()
    draft = opened.quotes.open(story.quote).last.draft
    assert len(draft.lines) == len(sheet_rows()) == 40
    assert {line.group for line in draft.lines} >= {LineGroup.UNITS, LineGroup.PIPES, LineGroup.LABOUR, LineGroup.DRILLING}
    assert [line.room for line in draft.lines] == [row[6] for row in sheet_rows()]
    assert draft.totals.total == goods == 10_218_350
    words = story.give_quote()
    assert "合计¥102,183.50" in words
    assert "人民币壹拾万零贰仟壹佰捌拾叁元伍角整" in words
    words = story.second_version("1035.5")
    assert "优惠-¥1,035.50" in words
    assert "合计¥101,148.00" in words
    story.make_order()
    assert opened.quotes.open(story.quote).state is QuoteState.ACCEPTED
    file = adds_up_unsigned(story, goods - DISCOUNT)
    assert [line.room for line in file.draft.lines] == [row[6] for row in sheet_rows()]
    assert file.nodes[0].amount * 5 <= file.totals.total


def adds_up_unsigned(story: Villa, total: int) -> OrderFile:
    """A draft adds up too, but nobody owes it yet."""
    file = story.opened.orders.open(story.order)
    goods, extra, paid, plan = tables(story.opened.folder.store, story.order)
    assert file.state is OrderState.DRAFT
    assert (file.totals.total, goods + extra, paid, sum(part for part, _open in plan)) == (total, total, 0, total)
    assert story.opened.customer_list.rows([story.customer])[0].balance == 0
    return file


def sell(story: Villa) -> None:
    """Contract, earnest money with advance, two changes."""
    words = story.sign()
    assert words.count("人民币壹拾万零壹仟壹佰肆拾捌元整") == 2
    assert "定金" in words.replace("预付款", "")
    assert "预付款" in words
    assert "20,229.60" in words
    file = adds_up(story, 10_114_800, 0)
    assert [node.amount for node in file.nodes] == [2_022_960, 1_011_480, 4_045_920, 2_528_700, 505_740]
    words = story.pay("30344.40", split=True)
    assert "款项预付款" in words
    assert "不是定金" in words
    words = story.print_receipt(1)
    assert "¥20,229.60" in words
    assert "款项定金" in words
    assert "人民币贰万零贰佰贰拾玖元陆角整" in words
    adds_up(story, 10_114_800, 3_034_440)
    story.change_more()
    adds_up(story, 10_114_800, 3_034_440)
    words = story.sign_change()
    assert "变更后合同价¥112,148.00" in words
    assert "人民币壹拾壹万贰仟壹佰肆拾捌元整" in words
    adds_up(story, 11_214_800, 3_034_440)
    story.change_less()
    words = story.sign_change()
    assert "-180.00" in words
    assert "变更后合同价¥111,968.00" in words
    adds_up(story, 11_196_800, 3_034_440)


def finish(story: Villa) -> None:
    """Cash, progress, delivery, progress: five receipts; then one machine comes back."""
    words = story.pay(way="cash")
    assert "方式现金" in words
    adds_up(story, 11_196_800, 3_359_040)
    story.pay()
    adds_up(story, 11_196_800, 7_837_760)
    story.deliver()
    words = story.pay()
    assert "连本笔已付¥106,369.60" in words
    file = adds_up(story, 11_196_800, 10_636_960)
    assert len(file.payments) == 5
    assert file.state is OrderState.DELIVERED
    before, mark = digest(story.opened.db), story.opened.history.rows(1)[0].id
    give_back(story)
    after = digest(story.opened.db)
    assert take_back(story.clerk, before, mark) == ""
    adds_up(story, 11_196_800, 10_636_960)
    story.redo()
    assert digest(story.opened.db) == after
    adds_up(story, 10_762_814, 10_202_974)


def give_back(story: Villa) -> None:
    """The machine of the study comes back with its part of the discount, and so does its money."""
    words = story.take_back("4339.86")
    assert "冲减货款¥4,339.86" in words
    assert "人民币肆仟叁佰叁拾玖元捌角陆分" in words
    adds_up(story, 10_762_814, 10_202_974)


@pytest.mark.slow
def test_a_villa_from_the_quote_to_the_statement(qtbot: QtBot, tmp_path: Path) -> None:
    day = Day()
    customer = found_shop(tmp_path / "shop", day)
    with running(qtbot, tmp_path / "shop", "zh", now=day) as run:
        story = Villa(run, customer, tmp_path)
        before, newest = digest(run.opened.db), run.opened.history.rows(1)[0].id
        with story.clerk.counter:
            offer(story)
            sell(story)
            finish(story)
            words = story.print_statement()
        assert [action for action in story.clerk.counter.actions if action.startswith("click")] == []
        assert "96,808.14" not in words
        assert "101,148.00" in words
        assert "欠款¥5,598.40" in words
        assert "人民币伍仟伍佰玖拾捌元肆角整" in words
        for number in ("DD20261121001", "ZQ20261121001", "ZQ20261121002", "TH20261121001", "SK20261121003"):
            assert number in words
        assert run.opened.drafts.all() == []
        assert take_back(story.clerk, before, newest) == ""
