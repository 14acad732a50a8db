"""Legal moves of devices, faults and inspections."""

from shouwen.devices.enums import DeviceState, FaultState, InspectionState

DEVICE_MOVES: dict[DeviceState, frozenset[DeviceState]] = {
    DeviceState.IN_USE: frozenset({DeviceState.OUT_OF_ORDER, DeviceState.RETIRED}),
    DeviceState.OUT_OF_ORDER: frozenset({DeviceState.IN_USE, DeviceState.RETIRED}),
    DeviceState.RETIRED: frozenset(),
}
FAULT_MOVES: dict[FaultState, frozenset[FaultState]] = {
    FaultState.REPORTED: frozenset({FaultState.TAKEN, FaultState.DROPPED}),
    FaultState.TAKEN: frozenset({FaultState.FIXED, FaultState.DROPPED}),
    FaultState.FIXED: frozenset(),
    FaultState.DROPPED: frozenset(),
}
INSPECTION_MOVES: dict[InspectionState, frozenset[InspectionState]] = {
    InspectionState.DUE: frozenset({InspectionState.DONE, InspectionState.DROPPED}),
    InspectionState.DONE: frozenset(),
    InspectionState.DROPPED: frozenset(),
}
OPEN_FAULTS: frozenset[FaultState] = frozenset({FaultState.REPORTED, FaultState.TAKEN})
"""Somebody owes the repair."""
