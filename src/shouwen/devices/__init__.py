"""设备（一体机进驻服务 第四条）: the register, upkeep, faults, supplies and training of the devices of a centre."""
