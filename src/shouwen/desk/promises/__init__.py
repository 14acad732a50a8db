"""承诺 and 问责 on the desk."""
