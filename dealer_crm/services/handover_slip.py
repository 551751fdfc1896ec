"""The slip from installation to service (S4-07) that a hand-over writes: what was promised, what was installed, what stayed open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dealer_crm.domain.dates import local_day
from dealer_crm.domain.slips import LONGEST
from dealer_crm.domain.text import one_line
from dealer_crm.i18n import translator
from dealer_crm.services.slip_proposals import BUILT, next_slip, proposed
from dealer_crm.services.slips import put_slip
from dealer_crm.services.trade import Trade
from dealer_crm.storage.database import WriteSession
from dealer_crm.storage.models import Delivery, DeliveryCheck, Equipment


def hand_on(
    session: WriteSession,
    trade: Trade,
    delivery: Delivery,
    found: tuple[Sequence[Equipment], Sequence[DeliveryCheck]],
    said: tuple[datetime, int | None, str],
) -> None:
    """Write the slip to service once an order; none where nobody of the shop can receive it. Part of the caller's write.

    `found` are the machines that were installed and the items that stayed open, `said` is when, by whom, and in which language.
    """
    machines, missing = found
    now, staff_id, language = said
    if next_slip(session, delivery.order_id) != BUILT:
        return
    due_on = trade.calendar().add_workdays(local_day(now), 1)
    draft = proposed(session, (delivery.customer_id, delivery.order_id, None), due_on, staff_id)
    if draft.to_id is None:
        return
    t = translator(language)
    goods = Counter(one_line(" ".join(filter(None, (one.brand, one.product, one.model)))) for one in machines)
    installed = t(", ").join(name if count == 1 else f"{name} ×{count}" for name, count in goods.items() if name)
    opened = [f"{check.code} {check.zh if language == 'zh' else check.en}" for check in missing]
    promised = [t("Installed: {goods}").format(goods=installed)] if installed else []
    draft = replace(
        draft,
        promised="\n".join(filter(None, [*promised, draft.promised]))[:LONGEST],
        open_points="\n".join(filter(None, [draft.open_points, *opened]))[:LONGEST],
    )
    put_slip(session, draft.checked(local_day(now)), now)
