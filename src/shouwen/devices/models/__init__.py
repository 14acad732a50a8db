from shouwen.devices.models.device import Device, ServiceArea
from shouwen.devices.models.fault import Fault, Photo
from shouwen.devices.models.inspection import Inspection, InspectionPlan
from shouwen.devices.models.kiosk import KioskSend, KioskVisit, PairingTry
from shouwen.devices.models.supply import Supply, SupplyMovement
from shouwen.devices.models.training import Attendance, Training

__all__ = [
    "Attendance",
    "Device",
    "Fault",
    "Inspection",
    "InspectionPlan",
    "KioskSend",
    "KioskVisit",
    "PairingTry",
    "Photo",
    "ServiceArea",
    "Supply",
    "SupplyMovement",
    "Training",
]
