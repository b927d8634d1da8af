"""Small helpers for the tables of services (SQLModel)."""

from typing import Any

from sqlalchemy import Column, DateTime
from sqlmodel import Field, SQLModel


def columns(table: type[SQLModel]) -> Any:
    """The columns of a table class, for queries; SQLModel types its fields as plain values."""
    return table.__table__.c  # type: ignore[attr-defined]  # SQLModel does not declare it


def moment(*, nullable: bool = False) -> Any:
    """A field for a moment in UTC."""
    column = Column(DateTime(timezone=True), nullable=nullable)
    return Field(None, sa_column=column) if nullable else Field(sa_column=column)
