"""The proof that travels in the package: what verdicts rest on, exactly, and the script that judges it once more."""
