from shouwen.devices.models.device import Device, ServiceArea
from shouwen.devices.models.fault import FaultTicket, Photo
from shouwen.devices.models.inspection import Inspection, InspectionPlan
from shouwen.devices.models.supply import Supply, SupplyMovement
from shouwen.devices.models.training import Attendance, Training

__all__ = [
    "Attendance",
    "Device",
    "FaultTicket",
    "Inspection",
    "InspectionPlan",
    "Photo",
    "ServiceArea",
    "Supply",
    "SupplyMovement",
    "Training",
]
