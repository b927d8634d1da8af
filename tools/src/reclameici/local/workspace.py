"""Where things are in the working copy."""

from pathlib import Path

ROOT = Path(__file__).parents[4]
LOCAL_SETUP = ROOT / "deploy" / "local"
DATA = ROOT / ".data"
TEST_DATA = ROOT / ".test-data"
ENGINES = DATA / "engines"
