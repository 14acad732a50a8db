"""Stories of people who came: each is told step by step, at the moments at which the steps happened."""
