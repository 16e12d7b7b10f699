"""A dictionary that forgets, bounded by the memory it takes."""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

ROW_BYTES = 500  # what Python takes for a row beside its key and value, generously


class LRU:
    """Values by key, in at most `max_bytes`, keys included; the least recently used go first."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.lock = max_bytes, Lock()
        self.clear()

    def clear(self) -> None:
        with self.lock:
            self.rows: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
            self.bytes = 0

    def get(self, key: Hashable) -> Any:
        with self.lock:
            if key not in self.rows:
                return None
            self.rows.move_to_end(key)
            return self.rows[key][0]

    def put(self, key: Hashable, value: Any) -> None:
        """Keep the value, unless it would take more than an eighth of the room alone."""
        size = size_of(key) + size_of(value) + ROW_BYTES
        with self.lock:
            self._drop(key)
            if size > self.max_bytes // 8:
                return
            self.rows[key] = value, size
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._drop(next(iter(self.rows)))

    def pop(self, key: Hashable) -> bool:
        with self.lock:
            return self._drop(key)

    def _drop(self, key: Hashable) -> bool:
        row = self.rows.pop(key, None)
        self.bytes -= row[1] if row else 0
        return row is not None


def size_of(value: object) -> int:
    size = sys.getsizeof(value)
    if isinstance(value, dict):
        return size + sum(map(size_of, value.items()))
    return size + sum(map(size_of, value)) if isinstance(value, tuple) else size
