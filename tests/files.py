"""Looking into files that others write meanwhile."""

from pathlib import Path


def holds(file: Path, word: str) -> bool:
    """Whether a word stands in a file."""
    # Compaction swaps segments while we look: one that is gone holds nothing, what it held stands in its successor.
    try:
        return file.is_file() and word.encode() in file.read_bytes()
    except FileNotFoundError:
        return False
