"""设备 on the desk: the list, one device, faults, inspections, supplies, training."""
