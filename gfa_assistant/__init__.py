"""Answers questions about the municipal partner process "Gesundheit für alle" from its own texts."""

import os

# numpy's threads spin for a while after each product, on the cores that the model's threads then wait for: a question
# takes half as long again. What is multiplied here is small.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
