"""A file of every earlier schema opens with all that was in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from dealer_crm.domain.journal import Action, Actor, Subject
from dealer_crm.services.history import History
from dealer_crm.storage import opening
from dealer_crm.storage.database import Database
from dealer_crm.storage.folder import DataFolder
from dealer_crm.storage.models import Customer, Equipment
from tests.storage.shops import Clock, pinyin

AT_0001 = (
    "INSERT INTO customer (id, version, number, name, salutation, nature, party_kind, wechat, email, credit_code, interests,"
    " preferred_time, do_not_disturb, care_notes, note, consent_wording, marketing_ok, created_at)"
    " VALUES (7, 1, 'KH1', '王芳', '', 'individual', 'end_customer', '', '', '', '[]', '', 0, '', '', '', 0, '2026-11-01 01:00:00')",
    "INSERT INTO premises (id, version, province, city, district, street, building, unit, room, access_notes, note)"
    " VALUES (3, 1, '', '', '', '', '8', '1', '801', '', '')",
    "INSERT INTO premises_holder (id, version, premises_id, customer_id, position, role) VALUES (1, 1, 3, 7, 0, 'owner')",
    "INSERT INTO equipment (id, version, number, premises_id, product, brand, model, serial, note)"
    " VALUES (5, 2, 'SB20261101001', 3, '壁挂炉', '', 'LX-24S', 'SN1', '')",
    "UPDATE sqlite_sequence SET seq = 40 WHERE name = 'equipment'",
)


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """Return a data folder with a store of the first schema, one customer with a machine in it."""
    folder = DataFolder(tmp_path)
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(opening, "HEAD", "0001")
        patch.setattr(command, "upgrade", lambda config, _head: upgrade(config, "0001"))
        opening.prepare(folder.store, lambda _path: None)
    with closing(sqlite3.connect(folder.store)) as connection, connection:
        for statement in AT_0001:
            connection.execute(statement)
    return folder


def _open(folder: DataFolder) -> Database:
    return opening.open_store(folder, pinyin(), Clock())


def test_first_schema_is_brought_up_with_its_content(older: DataFolder) -> None:
    db = _open(older)
    with db.read() as session:
        machine, customer = session.get_one(Equipment, 5), session.get_one(Customer, 7)
        assert (machine.serial, machine.version, machine.category, machine.quantity) == ("SN1", 2, "other", 1000)
        assert (customer.name, customer.peace_reason) == ("王芳", "")
    db.close()
    assert len(list(older.backups.glob("*"))) >= 1


def test_ids_given_before_are_not_given_again(older: DataFolder) -> None:
    db = _open(older)
    with db.write(Actor(), Action.CREATE, Subject.EQUIPMENT) as session:
        machine = Equipment(number="SB20261122001", premises_id=3, product="")
        session.add(machine)
        session.flush()
        assert machine.id == 41
    db.close()


def test_migrated_file_undoes_and_keeps_its_references(older: DataFolder) -> None:
    db = _open(older)
    history = History(db, Actor)
    with db.write(Actor(), Action.EDIT, Subject.EQUIPMENT) as session:
        session.get_one(Equipment, 5).serial = "SN2"
    history.undo()
    with db.read() as session:
        assert session.get_one(Equipment, 5).serial == "SN1"
        broken = session.execute(text("PRAGMA foreign_key_check")).all()
        kept = session.execute(text("SELECT sql FROM sqlite_master WHERE name = 'equipment'")).scalar_one()
    db.close()
    assert broken == []
    assert "AUTOINCREMENT" in kept
    assert kept.count("DEFERRABLE INITIALLY IMMEDIATE") == 4
