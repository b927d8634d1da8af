"""Settings of complaints, beside those of every service."""

from datetime import timedelta

from pydantic import Field

from servicekit.settings import ObjectStoreSettings, ServiceSettings


class Settings(ServiceSettings, ObjectStoreSettings):
    """What complaints needs to run."""

    rating_window: timedelta = Field(timedelta(days=10), description="How long an author may rate an answer.")
    reminders: tuple[timedelta, ...] = Field(
        (timedelta(days=3), timedelta(days=7), timedelta(days=9)),
        description="When the author is reminded, counted from the answer. A JSON list.",
    )
    complaints_a_day: int = Field(10, description="Most complaints one author may file on one day.")
