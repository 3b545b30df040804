"""Array aliases; the shape of each array is written where it is born."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]
Bools = NDArray[np.bool_]
AnyArray = NDArray[Any]

COORDINATES = 8
"""K: how many principal coordinates of a layer travel with a snapshot (three are seen, the tour turns to the rest)."""
