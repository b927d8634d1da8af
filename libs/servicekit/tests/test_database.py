"""What the database refuses is told without what was to be kept."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

SECRET = "camille@courriel.example"


async def test_an_error_of_the_database_says_nothing_of_the_values_in_it(sample):
    with pytest.raises(DBAPIError) as caught:
        async with sample.database.transaction() as session:
            await session.execute(text("select cast(:words as text)"), {"words": f"{SECRET}\x00"})
    assert getattr(caught.value.orig, "sqlstate", "").startswith("22")
    assert SECRET not in str(caught.value)
