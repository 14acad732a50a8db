"""Who did what an entry of the journal says: for whom they stood in, and through which other system."""

from __future__ import annotations

from typing import Any


def who_did(entry: Any) -> str:
    """李四 代 张三 (AB岗); 何谷雨（经区政务平台）."""
    absent, via = entry.data.get("cover_for", ""), entry.data.get("via", "")
    name = f"{entry.actor_name} 代 {absent}" if absent else str(entry.actor_name)
    return f"{name}（经{via}）" if via else name
