"""The engine of the month (月度考核): facts and rules in, lines with their traces out. Small pure functions."""
