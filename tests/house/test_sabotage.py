"""Each rule of the house turns red when it is broken, and stays green on the nearest innocent code."""

import pytest

from tests.house import holes, places, shape, texts
from tests.house.sources import Rule, Source
from tests.house.test_rules import RULES

UI = "dealer_crm/ui/customers/page.py"
SERVICE = "dealer_crm/services/customers.py"
STORAGE = "dealer_crm/storage/backup.py"
MODEL = "dealer_crm/storage/models/customers.py"
TEST = "tests/services/test_customers.py"
KIT = "dealer_crm/ui/widgets/buttons.py"
TIPS = "dealer_crm/ui/widgets/text.py"
OPENER = "dealer_crm/app/papers.py"
LONG = "def f() -> None:\n" + "    print()\n" * 50

BROKEN: list[tuple[Rule, str, str]] = [
    (shape.readable, SERVICE, "\n" * 401),
    (shape.readable, SERVICE, LONG),
    (shape.well_named, "dealer_crm/services/misc.py", ""),
    (shape.well_named, "dealer_crm/helpers/dates.py", ""),
    (shape.well_named, SERVICE, "class CustomerManager: ..."),
    (shape.well_named, SERVICE, "def date_utils(): ..."),
    (shape.introduced, SERVICE, "x = 1"),
    (shape.introduced, SERVICE, '"""Customers"""'),
    (shape.swallowed, SERVICE, "try:\n    f()\nexcept ValueError:\n    pass"),
    (shape.swallowed, SERVICE, "try:\n    f()\nexcept:\n    raise"),
    (shape.swallowed, SERVICE, "with suppress(Exception):\n    f()"),
    (texts.from_catalogues, UI, "label.setText('Customer')"),
    (texts.from_catalogues, UI, "QLabel(f'{n} customers')"),
    (texts.from_catalogues, UI, "Choice('phone', 'Phone')"),
    (texts.from_catalogues, UI, "LineEdit(name='x', placeholder='Name')"),
    (texts.no_chinese_in_pages, UI, "x = '客户'"),
    (texts.literal, UI, "self._t(f'{n} customers')"),
    (texts.literal, UI, "t('a' + b)"),
    (texts.literal, UI, "t('{n}'.format(n=1))"),
    (texts.literal, UI, "t.plural(one, many, n)"),
    (texts.literal, UI, "N_(name)"),
    (texts.gathered, UI, "label.set(f\"{t('not all')} {n}\")"),
    (texts.translated_late, UI, "TITLE = t('Customers')"),
    (texts.translated_late, UI, "t = translator('zh')"),
    (texts.translated_late, UI, "class Page:\n    title = t.context('tab', 'Today')"),
    (texts.translated_late, UI, "def f(title=t('Customers')): ..."),
    (places.markup, "dealer_crm/documents/pdf/record.py", "Paragraph(name, style)"),
    (places.modal_boxes, UI, "QMessageBox.question(self, 'a', 'b')"),
    (places.raw_buttons, UI, "QPushButton(t('Save'))"),
    (places.raw_buttons, KIT, "class Button(QPushButton): ..."),
    (places.raw_inputs, UI, "QComboBox()"),
    (places.placed_before_shown, UI, "def lay():\n    field = Field()\n    field.setVisible(bool(rows))\n    box.addWidget(field)"),
    (places.placed_before_shown, UI, "def lay():\n    self.field = Field()\n    self.field.show()\n    self.form.add_wide(self.field)"),
    (places.popups, UI, "self.setWindowFlags(Qt.WindowType.Popup)"),
    (places.clock, SERVICE, "datetime.now(UTC)"),
    (places.clock, UI, "QDate.currentDate()"),
    (places.clock, "dealer_crm/domain/dates.py", "def f(today=date.today): ..."),
    (places.sqlite_alone, SERVICE, "import sqlite3"),
    (places.sqlite_alone, STORAGE, "execute('VACUUM INTO ?')"),
    (places.store_untouched, STORAGE, "open(self.store, 'rb')"),
    (places.store_untouched, STORAGE, "self._db.path.read_bytes()"),
    (places.store_untouched, SERVICE, "shutil.copyfile(database, target)"),
    (places.offline, SERVICE, "import urllib.request"),
    (places.offline, "dealer_crm/app/main.py", "from http import client"),
    (places.offline, UI, "from PySide6.QtNetwork import QLocalSocket"),
    (places.pure_domain, "dealer_crm/domain/dates.py", "import os"),
    (places.no_threads_of_its_own, UI, "class Loader(QThread): ..."),
    (places.no_threads_of_its_own, UI, "QApplication.processEvents()"),
    (places.honest_tests, TEST, "time.sleep(1)"),
    (places.honest_tests, TEST, "qtbot.wait(500)"),
    (places.honest_tests, TEST, "from unittest.mock import MagicMock"),
    (places.plain_tables, MODEL, "ForeignKey('customer.id', ondelete='CASCADE')"),
    (places.plain_tables, MODEL, "relationship()"),
    (places.plain_tables, MODEL, "relationship(secondary=tags, lazy='raise')"),
    (places.kept_alive, UI, "widget = pane.nextInFocusChain()"),
    (places.kept_alive, UI, "before = button.previousInFocusChain()"),
    (places.kept_alive, UI, "menu = bar.addMenu(t(title))"),
    (places.kept_alive, UI, "bar = window.menuBar()"),
    (holes.markup_in_window, UI, "label = QLabel(customer.name)"),
    (holes.markup_in_window, KIT, "class Loud(QLabel): ..."),
    (holes.markup_in_window, TIPS, "class Label(QLabel):\n    def __init__(self, text): super().__init__(text)"),
    (holes.markup_in_window, TIPS, "label.setTextFormat(Qt.TextFormat.RichText)"),
    (holes.markup_in_window, UI, "label.setTextFormat(Qt.TextFormat.AutoText)"),
    (holes.markup_in_window, UI, "button.setToolTip(customer.name)"),
    (holes.markup_in_window, UI, "if role == Qt.ItemDataRole.ToolTipRole:\n    return row.note"),
    (holes.markup_in_window, UI, "match role:\n    case Qt.ItemDataRole.ToolTipRole:\n        return row.note"),
    (holes.markup_in_window, UI, "QToolTip.showText(place, row.note)"),
    (holes.markup_in_window, "dealer_crm/ui/shell/prompts.py", "QMessageBox.warning(self, 'a', str(error))"),
    (holes.markup_in_window, UI, "QTextBrowser().append(note)"),
    (holes.markup_in_window, UI, "edit.insertHtml(note)"),
    (holes.in_place, STORAGE, "os.replace(part, path)"),
    (holes.in_place, STORAGE, "part.replace(path)"),
    (holes.in_place, SERVICE, "draft.rename(path)"),
    (holes.in_place, SERVICE, "shutil.copyfile(store, target)"),
    (holes.in_place, "dealer_crm/app/settings.py", "shutil.move(part, path)"),
    (holes.in_place, "dealer_crm/app/settings.py", "self._path.write_text(told, 'utf-8')"),
    (holes.in_place, SERVICE, "with path.open('w', encoding='utf-8') as stream: ..."),
    (holes.in_place, SERVICE, "open(path, mode='ab')"),
    (holes.in_place, SERVICE, "path.open('r+b')"),
    (holes.in_place, "dealer_crm/documents/excel/list_workbook.py", "zipfile.ZipFile(target, 'w')"),
    (holes.in_place, UI, "QSaveFile(path)"),
    (holes.unpacked_by_name, STORAGE, "package.extractall(folder)"),
    (holes.unpacked_by_name, STORAGE, "package.extract(name, folder)"),
    (holes.unpacked_by_name, STORAGE, "shutil.unpack_archive(file)"),
    (holes.bound_values, SERVICE, "session.execute(text(f\"SELECT id FROM customer WHERE name = '{name}'\"))"),
    (holes.bound_values, STORAGE, "connection.execute(f\"DELETE FROM customer WHERE name = '{draft.name}'\")"),
    (holes.bound_values, STORAGE, "connection.exec_driver_sql('SELECT id FROM customer WHERE name = %s' % said)"),
    (holes.bound_values, STORAGE, "connection.execute('SELECT id FROM customer ORDER BY ' + sort)"),
    (holes.bound_values, STORAGE, "driver.execute(connection, f\"DELETE FROM customer WHERE name = '{draft.name}'\")"),
    (holes.bound_values, SERVICE, "text('SELECT {}'.format(said))"),
    (holes.nothing_run, SERVICE, "eval(cell)"),
    (holes.nothing_run, SERVICE, "exec(cell)"),
    (holes.nothing_run, SERVICE, "import pickle"),
    (holes.nothing_run, SERVICE, "from yaml import load"),
    (holes.nothing_run, "dealer_crm/app/main.py", "run(command, shell=True)"),
    (holes.nothing_run, UI, "os.startfile(picture)"),
    (holes.nothing_run, "dealer_crm/app/main.py", "import subprocess"),
    (holes.opened_outside, UI, "QDesktopServices.openUrl(QUrl(customer.website))"),
    (holes.opened_outside, OPENER, "QDesktopServices.openUrl(QUrl(said))"),
    (holes.opened_outside, OPENER, "QDesktopServices.openUrl(QUrl.fromLocalFile(str(picture)))"),
    (holes.opened_outside, UI, "webbrowser.get(said)"),
    (holes.clean_file_names, UI, "prompts.save_file(title, f'{customer.name}.pdf', kinds)"),
    (holes.clean_file_names, UI, "name = customer.name\nprompts.save_file(title, name, kinds)"),
]
INNOCENT: list[tuple[Rule, str, str]] = [
    (shape.readable, SERVICE, "\n" * 400 + "x = 1"),
    (shape.well_named, SERVICE, "@contextmanager\ndef opened(): ..."),
    (shape.swallowed, SERVICE, "try:\n    f()\nexcept ValueError:\n    g()"),
    (texts.from_catalogues, UI, "label.setText(self._t('Customer')); label.setText('×'); Choice('phone', t('Phone'))"),
    (texts.from_catalogues, UI, "SearchField(name='filter', hint='Ctrl+F'); Choice('zh', '\u4e2d\u6587')"),
    (texts.no_chinese_in_pages, UI, "width = advance('中中中')"),
    (texts.literal, UI, "t('a '\n  'b').format(n=n); t(LABELS[stage]); N_('x'); t.plural('{n} a', '{n} b', n)"),
    (texts.translated_late, UI, "TITLE = N_('Customers')\ndef f():\n    return t('x')\ng = lambda: t('y')"),
    (places.raw_buttons, KIT, "class Button(QPushButton):\n    def __init__(self): self.setAutoDefault(False)"),
    (places.clock, SERVICE, "self._now(); time.perf_counter()"),
    (places.clock, "dealer_crm/app/main.py", "datetime.now(UTC)"),
    (places.sqlite_alone, STORAGE, "import sqlite3"),
    (places.store_untouched, STORAGE, "copy.open('rb'); store.parent.mkdir(); replace(draft)"),
    (places.honest_tests, TEST, "qtbot.waitUntil(done)"),
    (places.plain_tables, MODEL, "relationship(lazy='raise')"),
    (places.kept_alive, UI, "menu = QMenu(t(title), bar)\nbar.addMenu(menu)"),
    (holes.markup_in_window, UI, "set_tip(button, name); if_role = Qt.ItemDataRole.DisplayRole; Label(name)"),
    (holes.markup_in_window, UI, "if role == Qt.ItemDataRole.ToolTipRole and column.tip:\n    return tip_text(column.tip(row))"),
    (holes.markup_in_window, TIPS, "class Label(QLabel):\n    def __init__(self): self.setTextFormat(Qt.TextFormat.PlainText)"),
    (places.placed_before_shown, UI, "def lay():\n    field = Field()\n    box.addWidget(field)\n    field.setVisible(bool(rows))"),
    (
        places.placed_before_shown,
        UI,
        "def lay():\n    field = Field()\n    field.setHidden(not rows)\n    box.add(field)",
    ),
    (holes.in_place, SERVICE, "put_in_place(part, path); name.replace('a', 'b'); at.replace(tzinfo=UTC); path.open('rb'); open(path)"),
    (holes.in_place, SERVICE, "with replacing(target) as draft:\n    draft.write_bytes(content)"),
    (holes.in_place, SERVICE, "target = io.BytesIO()\nzipfile.ZipFile(target, 'w')"),
    (holes.unpacked_by_name, STORAGE, "func.extract('year', column); package.open(name)"),
    (holes.bound_values, STORAGE, "connection.execute(f'SELECT {_COLUMNS} FROM rows WHERE row IN ({marks})', found); text('SELECT 1')"),
    (holes.nothing_run, UI, "dialog.exec(); menu.exec(place); re.compile('a')"),
    (holes.opened_outside, OPENER, "QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))"),
    (
        holes.clean_file_names,
        UI,
        "name = file_name(said)\nprompts.save_file(title, name, kinds); prompts.save_file(title, file_name(x), kinds)",
    ),
]


def _name(value: object) -> str:
    return value.__name__ if callable(value) and hasattr(value, "__name__") else ""


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN, ids=_name)
def test_a_broken_rule_is_red(rule: Rule, path: str, text: str) -> None:
    assert rule([Source(path, text)]) != []


@pytest.mark.parametrize(("rule", "path", "text"), INNOCENT, ids=_name)
def test_innocent_code_is_green(rule: Rule, path: str, text: str) -> None:
    assert rule([Source(path, text)]) == []


def test_every_rule_has_its_sabotage() -> None:
    assert {rule for rule, _path, _text in BROKEN} == set(RULES)
