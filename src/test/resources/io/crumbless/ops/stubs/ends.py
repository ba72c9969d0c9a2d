"""ends.py MODULE PROGRAM: how the module's night() ends a run of the program: done, fails, or again."""
import importlib
import sys

module = importlib.import_module(sys.argv[1])
module.PROGRAM = sys.argv[2]
try:
    module.night("2026-11-22")
    print("done")
except Exception as ended:
    print("fails" if type(ended).__name__ in ("Failure", "AirflowFailException") else "again")
    if getattr(ended, "allow_retries", False):
        print("although it may be tried again")
