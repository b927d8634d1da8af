"""`python -m scoring rebuild`: every score again from the topics, as if they were heard for the first time."""

import asyncio
import sys
import time
from collections.abc import Callable, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from sqlalchemy import Table, delete

from contracts.topics import group_of
from scoring.storage.tables import BrandRow, BucketRow, ChangeRow, ComplaintRow, SectorRow
from servicekit.broker import MAX_RECORDS, make_broker
from servicekit.clock import SystemClock
from servicekit.consumer import RecordPolicy, TopicConsumer
from servicekit.database import Database
from servicekit.rows import columns
from servicekit.service import Service
from servicekit.tables import inbox, parked_key
from servicekit.work import Works
