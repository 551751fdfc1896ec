"""A number is given once; what belongs to nothing any more is listed as void."""

from collections.abc import Callable

from dealer_crm.domain.customers import CustomerDraft
from dealer_crm.domain.journal import Actor
from dealer_crm.services.customers import Customers
from dealer_crm.services.history import History
from dealer_crm.services.voids import Voids
from dealer_crm.storage.database import Database
from tests.services.conftest import Clock


def test_undone_and_deleted_numbers_are_void(db: Database, clock: Clock, actor: Callable[[], Actor]) -> None:
    history, customers, voids = History(db, actor), Customers(db, actor, clock), Voids(db)
    first, second = (customers.create(CustomerDraft(name=name)) for name in ("王芳", "李雷"))
    assert voids.rows() == []
    customers.delete(second)
    day = clock().astimezone().strftime("%Y%m%d")
    assert sorted(void.number for void in voids.rows()) == [f"KH{day}002", f"SJ{day}002"]
    history.undo()
    assert voids.rows() == []
    history.undo()
    assert sorted(void.number for void in voids.rows()) == [f"KH{day}002", f"SJ{day}002"]
    third = customers.create(CustomerDraft(name="韩梅"))
    assert customers.draft(third)[0].name == "韩梅"
    assert first != third
    assert customers.id_of(f"KH{day}003") == third
