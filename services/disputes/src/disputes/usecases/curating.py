"""The data of mediators: staff puts other ones in force."""

import csv
import io
from datetime import timedelta

from contracts.http import mediation as http
from disputes.domain.days import day_of
from disputes.domain.errors import DataChangedError, InvalidError
from disputes.domain.mediation import COLUMNS, check_rows, from_rows, read_rows
from disputes.storage.mediation import MediationStore
from disputes.storage.tables import MediatorDataRow
from disputes.usecases.assessing import Law
from disputes.usecases.common import require_staff
from servicekit.work import Work


async def view_mediators(work: Work, law: Law) -> http.MediatorData:
    """The data in force, for staff."""
    require_staff(work)
    row = await MediationStore(work.session).data()
    text, mediators = (row.csv, from_rows(read_rows(row.csv), row.version)) if row else (law.csv, law.mediators)
    oldest = min(each.checked_at for each in mediators.all)
    return http.MediatorData(
        csv=text,
        version=mediators.version,
        count=len(mediators.all),
        oldest_checked_on=oldest,
        stale=oldest + timedelta(days=law.rules.fresh_days) < day_of(work.now),
        replaced_at=row.replaced_at if row else None,
    )


async def replace_mediators(work: Work, body: http.MediatorRows, law: Law) -> http.MediatorDataRef:
    """Staff puts other data in force.

    Raises:
        DataChangedError: somebody else did since these were read.
        InvalidError: everything that must be corrected.
    """
    require_staff(work)
    store = MediationStore(work.session)
    await store.lock_data()
    if body.version != (await law.mediators_in_force(work)).version:
        raise DataChangedError
    try:
        rows = read_rows(body.csv)
    except ValueError:
        raise InvalidError("Collez un texte CSV : une valeur par colonne, séparées par des virgules.", "csv") from None
    if errors := check_rows(rows, law.rules, day_of(work.now)):
        raise InvalidError(" ".join(errors[:10]), "csv")
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    row = MediatorDataRow(
        version=work.now.isoformat(),
        csv=text.getvalue(),
        replaced_by=work.principal.account_id,
        replaced_at=work.now,
    )
    store.replace_data(row)
    return http.MediatorDataRef(version=row.version, count=len(rows))
