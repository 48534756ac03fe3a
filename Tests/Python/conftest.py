"""What the tests share: where things are, and the fake server as a command."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Conformance"))
sys.path.insert(0, str(ROOT / "clients" / "python" / "src"))
