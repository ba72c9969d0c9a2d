"""published.py MODULE PROGRAM: whether the module takes the night of 2026-11-22 for published."""
import importlib
import sys

module = importlib.import_module(sys.argv[1])
module.PROGRAM = sys.argv[2]
try:
    print(module.require_published("2026-11-22"))
except Exception as missing:
    print(type(missing).__name__)
