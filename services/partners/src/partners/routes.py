"""HTTP in, from the gateway only."""

from fastapi import APIRouter

router = APIRouter()
