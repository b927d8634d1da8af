"""The object store of a service: its own bucket, reached in threads since the client blocks."""

import asyncio
import io

from minio import Minio
from minio.error import MinioException
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from servicekit.settings import ObjectStoreSettings


class ObjectStoreUnavailableError(Exception):
    """The store does not answer, or answers with an error."""


CONNECTIONS = 8
"""Kept open to the store: uploads side by side."""


class ObjectStore:
    """One bucket, created at first use."""

    def __init__(self, settings: ObjectStoreSettings, bucket: str) -> None:
        self._bucket = bucket
        self._ready = False
        self._client = Minio(
            endpoint=settings.s3_endpoint,
            access_key=settings.s3_access_key.get_secret_value(),
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=settings.s3_secure,
            region=settings.s3_region,
            http_client=PoolManager(
                maxsize=CONNECTIONS, timeout=Timeout(connect=2, read=20), retries=Retry(1, backoff_factor=0.1)
            ),
        )

    async def put(self, name: str, content: bytes, content_type: str) -> None:
        """Stores an object. Raises ObjectStoreUnavailableError."""
        await asyncio.to_thread(self._put, name, content, content_type)

    async def get(self, name: str) -> bytes:
        """The bytes of an object. Raises ObjectStoreUnavailableError."""
        return await asyncio.to_thread(self._get, name)

    async def remove(self, name: str) -> None:
        """Removes an object; one that is gone already is no error. Raises ObjectStoreUnavailableError."""
        await asyncio.to_thread(self._remove, name)

    def _put(self, name: str, content: bytes, content_type: str) -> None:
        try:
            self._ensure_bucket()
            self._client.put_object(
                bucket_name=self._bucket,
                object_name=name,
                data=io.BytesIO(content),
                length=len(content),
                content_type=content_type,
            )
        except (MinioException, HTTPError, OSError) as error:
            raise ObjectStoreUnavailableError(type(error).__name__) from error

    def _get(self, name: str) -> bytes:
        try:
            response = self._client.get_object(bucket_name=self._bucket, object_name=name)
            try:
                return response.read()
            finally:
                response.close()
                response.release_conn()
        except (MinioException, HTTPError, OSError) as error:
            raise ObjectStoreUnavailableError(type(error).__name__) from error

    def _remove(self, name: str) -> None:
        try:
            self._client.remove_object(bucket_name=self._bucket, object_name=name)
        except (MinioException, HTTPError, OSError) as error:
            raise ObjectStoreUnavailableError(type(error).__name__) from error

    def _ensure_bucket(self) -> None:
        if not self._ready and not self._client.bucket_exists(bucket_name=self._bucket):
            self._client.make_bucket(bucket_name=self._bucket)
        self._ready = True
