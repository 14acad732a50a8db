"""投诉 on the desk: taken at the counter or by telephone, looked into, answered."""
