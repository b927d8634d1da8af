"""The metadata of the gateway's tables."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of the gateway's tables, apart from those of other services in the same process."""
