"""The facts of complaints."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import column, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from scoring.domain.complaint import History, standings
from scoring.domain.days import month_of
from scoring.domain.facts import Fact
from scoring.domain.tally import subjects_of
from scoring.storage.tables import ComplaintRow
from servicekit.rows import columns

FACTS: Mapping[str, type[Fact]] = {each.__name__: each for each in Fact.__subclasses__()}


class HistoryStore:
    """The facts of complaints."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, complaint_ids: Iterable[str]) -> dict[str, History]:
        """Histories by complaint, locked until the end of the transaction; absent where nothing was heard."""
        table = columns(ComplaintRow)
        query = select(table.id, table.history).where(table.id.in_(sorted(complaint_ids))).order_by(table.id)
        return {id_: _history(facts) for id_, facts in await self._session.execute(query.with_for_update())}

    async def save(self, histories: Mapping[str, History]) -> None:
        """Stores histories."""
        table = columns(ComplaintRow)
        rows = [_complaint(id_, history) for id_, history in sorted(histories.items())]
        # One JSON parameter whatever the number of rows: the statement is prepared once.
        record = func.jsonb_to_recordset(literal(rows, JSONB)).table_valued(*(column(c.name, c.type) for c in table))
        statement = upsert(ComplaintRow).from_select(table.keys(), select(record.render_derived(with_types=True)))
        changed = {name: statement.excluded[name] for name in ("month", "subjects", "history")}
        await self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))

    async def of_subject(self, subject_id: str, months: Sequence[date]) -> dict[str, History]:
        """Histories of the complaints of these months that were ever the subject's."""
        table = columns(ComplaintRow)
        query = select(table.id, table.history).where(table.subjects.contains([subject_id]), table.month.in_(months))
        return {id_: _history(facts) for id_, facts in await self._session.execute(query)}


def _complaint(complaint_id: str, history: History) -> dict[str, Any]:
    found = [standing for _, standing in standings(history) if standing]
    subjects = {subject.id for standing in found for subject in subjects_of(standing)}
    return {
        "id": complaint_id,
        "month": month_of(found[0].published_on).isoformat() if found else None,
        "subjects": sorted(subjects),
        "history": [_json_fact(fact) for fact in history],
    }


def _json_fact(fact: Fact) -> dict[str, Any]:
    return vars(fact) | {"fact": type(fact).__name__, "at": fact.at.isoformat()}


def _history(facts: list[dict[str, Any]]) -> History:
    return tuple(_fact(**each) for each in facts)


def _fact(*, fact: str, at: str, **values: Any) -> Fact:
    return FACTS[fact](at=datetime.fromisoformat(at), **values)
