"""Undo brings back exactly what was there, and never takes away what somebody needs by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from dealer_crm.domain.customers import CustomerDraft, PhoneDraft
from dealer_crm.domain.errors import NotFound
from dealer_crm.domain.followups import FollowUpDraft
from dealer_crm.domain.journal import Action, Actor, NothingToUndo, Origin, Subject, UndoBlocked, UndoErased
from dealer_crm.domain.premises import PremisesDraft
from dealer_crm.storage import journal, rows, search
from dealer_crm.storage.guard import recording
from dealer_crm.storage.models import Community, Customer, JournalPayload, Phone, Premises, Staff
from tests.storage.shops import Shop, count, fill

HOUSE = PremisesDraft(community="翠苑三区", building="3", room="1502")


def _rename(name: str, shop: Shop, customer_id: int = 1) -> None:
    shop.edit(customer_id, lambda draft: replace(draft, name=name))


def _note(shop: Shop, row_id: int, note: str) -> int:
    """Change one customer's note by a recorded bulk statement."""
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        statement = update(rows.table_named("customer")).where(Customer.id == row_id).values(note=note)
        journal.update_where(session.connection(), session.recorder, statement)
    return session.recorder.entry_id


def test_every_step_goes_back_and_forth(shop: Shop) -> None:
    digests = [shop.digest()]

    def done() -> None:
        digests.append(shop.digest())

    ids = fill(shop)
    steps = len(shop.history.rows())
    done()
    shop.edit(ids[0], lambda d: replace(d, name="曾有鱼", phones=(PhoneDraft("13900000000"),), contacts=(), premises=()))
    done()
    shop.followups.log(FollowUpDraft(ids[0], words="来店", next_on=date(2026, 4, 1)))
    done()
    shop.customers.delete_many(ids[1:3])
    done()
    shop.bring_in(50)
    done()
    for expected in reversed(digests[1:-1]):
        shop.history.undo()
        assert shop.digest() == expected
    for _ in range(steps):
        shop.history.undo()
    assert shop.digest() == digests[0]
    with pytest.raises(NothingToUndo):
        shop.history.undo()
    for _ in range(steps):
        shop.history.redo()
    assert shop.digest() == digests[1]
    for expected in digests[2:]:
        shop.history.redo()
        assert shop.digest() == expected
    with pytest.raises(NothingToUndo):
        shop.history.redo()
    assert shop.history.verify_chain() == []
    assert shop.check.run() == []


def test_toggling_many_times_stays_the_same(shop: Shop) -> None:
    shop.customer()
    before = shop.digest()
    shop.bring_in(30)
    after = shop.digest()
    for _ in range(4):
        shop.history.undo()
        assert shop.digest() == before
        shop.history.redo()
        assert shop.digest() == after


def test_steps_are_named_by_what_was_done_first(shop: Shop) -> None:
    shop.customer("甲")
    for _ in range(2):
        row = shop.history.undo()
        assert (row.action, row.label) == (Action.CREATE, "甲")
        following = shop.history.next_redo()
        assert following is not None
        assert (following.action, following.label) == (Action.CREATE, "甲")
        shop.history.redo()
    waiting = shop.history.next_undo()
    assert waiting is not None
    assert waiting.action is Action.CREATE
    assert [row.action for row in shop.history.rows()] == [Action.REDO, Action.UNDO, Action.REDO, Action.UNDO, Action.CREATE]


def test_new_step_clears_redo_and_other_doors_are_not_walked(shop: Shop) -> None:
    shop.customer("甲")
    shop.origin = Origin.COMMAND
    shop.customer("乙")
    shop.origin = Origin.USER
    assert shop.history.undo().label == "甲"
    shop.customer("丙")
    assert shop.history.next_redo() is None
    with pytest.raises(NothingToUndo):
        shop.history.redo()
    assert [row.label for row in shop.history.rows(limit=2)] == ["丙", "甲"]


def test_a_later_change_blocks_and_is_named(shop: Shop) -> None:
    shop.customer("甲")
    with shop.db.write(Actor(origin=Origin.SYSTEM), Action.EDIT, Subject.CUSTOMER) as session:
        session.get_one(Customer, 1).note = "later"
        session.about(1, "系统改的")
    before = shop.digest()
    with pytest.raises(UndoBlocked) as blocked:
        shop.history.undo()
    assert blocked.value.parameters == {"count": 1, "latest": "系统改的"}
    assert shop.digest() == before
    assert shop.history.next_undo() is not None


def test_the_rest_of_an_edit_goes_back_without_the_row_changed_since(shop: Shop) -> None:
    shop.customer("甲", phone="13800000000")
    shop.edit(1, lambda d: replace(d, name="乙", phones=(PhoneDraft("13800000000", "家"),)))
    edit = shop.history.rows(limit=1)[0].id
    _note(shop, 1, "later")
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(edit)
    shop.history.undo_entry(edit, rest=True)
    with shop.db.read() as session:
        assert session.scalars(select(Phone.label)).all() == [""]
        assert session.get_one(Customer, 1).name == "乙"


def test_bulk_with_rows_edited_since_is_blocked_then_undone_but_for_them(shop: Shop) -> None:
    entry = shop.bring_in(200)
    _rename("改过", shop, 7)
    shop.followups.log(FollowUpDraft(9, words="来店", next_on=date(2026, 12, 1)))
    with pytest.raises(UndoBlocked) as blocked:
        shop.history.undo_entry(entry)
    assert blocked.value.parameters == {"count": 1, "latest": "改过"}
    state = shop.digest()
    partial = shop.history.undo_entry(entry, rest=True)
    with shop.db.read() as session:
        assert session.scalars(select(Customer.id).order_by(Customer.id)).all() == [7, 9]
        assert session.scalars(select(Phone.customer_id).order_by(Phone.id)).all() == [7, 9]
    after = shop.digest()
    assert shop.check.run() == []
    for _ in range(2):
        shop.history.undo()
        assert shop.digest() == state
        shop.history.redo()
        assert shop.digest() == after
    assert partial.action is Action.UNDO
    assert shop.check.run() == []


def test_bulk_where_everything_was_edited_has_no_rest(shop: Shop) -> None:
    entry = shop.bring_in(2)
    for row_id in (1, 2):
        _note(shop, row_id, "x")
    before = shop.digest()
    with pytest.raises(NothingToUndo):
        shop.history.undo_entry(entry, rest=True)
    assert shop.digest() == before


def test_edited_and_edited_back_is_not_blocked(shop: Shop) -> None:
    before = shop.digest()
    entry = shop.bring_in(20)
    _note(shop, 3, "x")
    shop.history.undo()
    shop.history.undo_entry(entry)
    assert shop.digest() == before


def test_deleted_and_brought_back_rows_are_told_apart(shop: Shop) -> None:
    entry = shop.bring_in(5)
    shop.customers.delete(3)
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(entry)
    deletion = shop.history.deleted()[0]
    shop.history.undo_entry(deletion.id)
    assert shop.history.deleted() == []
    shop.history.undo_entry(entry)
    assert count(shop.db) == 0


def test_community_that_others_use_by_now_blocks_at_commit_and_stays(shop: Shop) -> None:
    shop.customer("甲", premises=(HOUSE,))
    entry = shop.history.rows(limit=1)[0].id
    shop.customer("乙", phone="2", premises=(replace(HOUSE, room="1503"),))
    before = shop.digest()
    with pytest.raises(UndoBlocked) as blocked:
        shop.history.undo_entry(entry)
    assert blocked.value.parameters == {"count": 1, "latest": "乙"}
    assert shop.digest() == before
    shop.history.undo_entry(entry, rest=True)
    assert count(shop.db) == 1
    assert count(shop.db, Community) == 1
    assert count(shop.db, Premises) == 1
    shop.history.undo()
    assert shop.digest() == before


def test_name_taken_by_now_blocks_and_leaves_out(shop: Shop) -> None:
    shop.customer("甲", premises=(HOUSE,))
    shop.history.undo()
    shop.customer("乙", phone="2", premises=(HOUSE,))
    undone = next(row for row in shop.history.rows() if row.action is Action.UNDO)
    before = shop.digest()
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(undone.id)
    assert shop.digest() == before
    shop.history.undo_entry(undone.id, rest=True)
    assert count(shop.db) == 2
    assert shop.check.run() == []


def test_undoing_twice_finds_nothing(shop: Shop) -> None:
    entry = shop.bring_in(3)
    undo = shop.history.undo_entry(entry)
    with pytest.raises(NothingToUndo):
        shop.history.undo_entry(entry)
    shop.history.undo_entry(undo.id)
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(undo.id)
    assert count(shop.db) == 3


def test_undone_counts_versions_on_so_that_an_open_form_sees_it(shop: Shop) -> None:
    shop.customer("甲")
    _rename("乙", shop)
    _, version = shop.customers.draft(1)
    shop.history.undo()
    draft, later = shop.customers.draft(1)
    assert later != version
    assert draft.name == "甲"


def test_search_follows_undo_and_redo(shop: Shop) -> None:
    def found(word: str) -> list[int]:
        with shop.db.read() as session:
            return search.find(session.connection(), word)

    shop.customer("曾有余")
    _rename("单晓丽", shop)
    assert (found("曾"), found("sxl")) == ([], [1])
    shop.history.undo()
    assert (found("曾"), found("sxl")) == ([1], [])
    shop.history.undo()
    assert found("曾") == []
    shop.history.redo()
    assert found("zyy") == [1]


def test_erased_entry_cannot_be_undone(shop: Shop) -> None:
    shop.customer()
    with shop.db.write(Actor(), Action.EDIT, Subject.STORE) as session, recording(session.connection()):
        session.connection().execute(update(rows.table_named("journal_payload")).values(body=None, salt=None, label=None))
    with pytest.raises(UndoErased):
        shop.history.undo()
    with pytest.raises(UndoErased):
        shop.history.changes(1)
    assert shop.history.rows()[0].label == ""
    assert shop.history.verify_chain() == []


def test_unknown_entry_is_refused(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.history.undo_entry(99)
    with pytest.raises(NotFound):
        shop.history.changes(99)


def test_old_entries_survive_a_column_that_came_later(shop: Shop) -> None:
    """An entry written before a migration knows fewer columns than the table has now."""
    before = shop.digest()
    shop.customer("甲")
    with shop.db.write(Actor(), Action.EDIT, Subject.STORE) as session, recording(session.connection()):
        connection = session.connection()
        body = connection.execute(select(JournalPayload.body)).scalar_one()
        assert body is not None
        payload = rows.unpack(body)
        for change in payload["rows"]:
            change[3].pop("note", None)
        connection.execute(update(rows.table_named("journal_payload")).values(body=rows.pack(payload)))
    shop.history.undo()
    assert shop.digest() == before
    shop.history.redo()
    assert count(shop.db) == 1


def test_large_change_of_rows_goes_back(shop: Shop) -> None:
    shop.bring_in(1500)
    before = shop.digest()
    with shop.db.write(shop.actor(), Action.EDIT, Subject.CUSTOMER) as session:
        journal.update_where(session.connection(), session.recorder, update(rows.table_named("customer")).values(note="x"))
    shop.history.undo()
    assert shop.digest() == before


def test_staff_and_shop_go_back_too(shop: Shop) -> None:
    before = shop.digest()
    with shop.db.write(shop.actor(), Action.CREATE, Subject.STAFF) as session:
        session.add(Staff(name="小王", role="sales"))
    shop.customer("甲", owner_id=1)
    with pytest.raises(UndoBlocked):
        shop.history.undo_entry(1)
    for _ in range(2):
        shop.history.undo()
    assert shop.digest() == before


def test_history_pages_filters_and_tells_who(shop: Shop) -> None:
    for number in range(5):
        shop.customer(f"客{number}", phone=f"1380000000{number}")
        shop.clock.at += timedelta(days=1)
    shop.history.undo()
    first = shop.history.rows(limit=2)
    rest = shop.history.rows(limit=10, before_id=first[-1].id)
    assert [row.id for row in (*first, *rest)] == [6, 5, 4, 3, 2, 1]
    assert first[1].undone_by_id == 6
    assert [row.label for row in shop.history.rows(subject=Subject.CUSTOMER, subject_id=2)] == ["客1"]
    assert first[0].at > rest[-1].at
    assert rest[0].changes == 3


def test_draft_with_every_field_is_told_field_by_field(shop: Shop) -> None:
    shop.customers.create(CustomerDraft(name="甲", note="怕吵"))
    changes = {(c.table, c.column): c.after for c in shop.history.changes(1)}
    assert changes["customer", "name"] == "甲"
    assert changes["opportunity", "opened_on"] == date(2026, 3, 5)
