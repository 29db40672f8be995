"""Files that leave the house: one writer a format, all of them fed by the row builders of `export`."""
