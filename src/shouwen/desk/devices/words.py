"""How a device stands and sounds, as lights and words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shouwen.desk.chinese_dates import stamp
from shouwen.desk.parts import Light, LightState
from shouwen.devices.enums import DeviceState
from shouwen.devices.silence import Sound, sound_of

_STATES = {
    DeviceState.IN_USE: LightState.OK,
    DeviceState.OUT_OF_ORDER: LightState.OVER,
    DeviceState.RETIRED: LightState.HOLD,
}


def state_light(device: Any) -> Light:
    """在用, 停用待修, 已报废."""
    state = DeviceState(device.state)
    return Light(_STATES[state], str(state.label))


def sound_light(device: Any, *, at: datetime) -> Light | None:
    """The heartbeat: 刚才还在, 11月20日 09:12 起没有声音. None where none is expected."""
    sound = sound_of(device, at=at)
    if sound == Sound.NONE or device.state == DeviceState.RETIRED:
        return None
    if sound == Sound.NEVER:
        return Light(LightState.SOON, "还没有连上过")
    if sound == Sound.HEARD:
        return Light(LightState.OK, f"连着，{stamp(device.last_seen_at)}")
    return Light(LightState.OVER, f"{stamp(device.last_seen_at)} 起没有声音")


def silent_for(device: Any, *, at: datetime) -> str:
    """已经 2 小时没有声音; empty for a device that is heard, or that none expects to hear."""
    if sound_of(device, at=at) != Sound.SILENT:
        return ""
    minutes = int((at - device.last_seen_at).total_seconds() // 60)
    if minutes < 60:
        return f"已经 {minutes} 分钟没有声音"
    hours = minutes // 60
    return f"已经 {hours} 小时没有声音" if hours < 48 else f"已经 {hours // 24} 天没有声音"
