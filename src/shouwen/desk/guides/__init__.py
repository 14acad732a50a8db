"""办事指南 of the catalogue as the desk shows them: the list, the guide of one item, and what a version changed."""
