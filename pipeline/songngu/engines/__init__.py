"""Translation engines: one interface, a plain dict of names, heavy imports only when one is loaded."""
