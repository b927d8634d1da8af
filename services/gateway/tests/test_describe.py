"""What contracts become on a page."""

from datetime import UTC, datetime

from gateway.usecases.describe import last_moment


def test_a_window_that_ends_at_midnight_in_paris_is_said_to_last_until_the_minute_before():
    assert last_moment(datetime(2026, 12, 3, 23, tzinfo=UTC)) == datetime(2026, 12, 3, 22, 59, tzinfo=UTC)
    assert last_moment(datetime(2026, 7, 3, 22, tzinfo=UTC)) == datetime(2026, 7, 3, 21, 59, tzinfo=UTC)


def test_a_window_of_seconds_keeps_its_own_end():
    end = datetime(2026, 12, 3, 12, 30, 5, tzinfo=UTC)
    assert last_moment(end) == end
    assert last_moment(None) is None
