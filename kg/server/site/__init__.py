"""Pages for people: rendered in a worker, usable without JavaScript, in four languages."""
