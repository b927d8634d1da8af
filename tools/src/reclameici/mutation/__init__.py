"""How many small wrong changes of a package its tests notice."""
