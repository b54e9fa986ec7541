"""Runs scikit-learn's t-SNE for tsne.bench.ts: one thread, settings and iterations the same.

Arguments: file of float32 vectors, dimension, perplexity, iterations, seed, file for the float32 coordinates.
Prints one line of JSON: version, CPU and wall seconds of the whole fit, and the divergence it ended with.
"""
import json
import sys
import time

import numpy
import sklearn
from sklearn.manifold import TSNE, trustworthiness

vectors_file, dimension, perplexity, iterations, seed, output = sys.argv[1:]
vectors = numpy.fromfile(vectors_file, dtype=numpy.float32).reshape(-1, int(dimension))
major, minor = (int(part) for part in sklearn.__version__.split(".")[:2])
limit = "max_iter" if (major, minor) >= (1, 5) else "n_iter"
tsne = TSNE(
    n_components=2,
    perplexity=float(perplexity),
    init="pca",
    learning_rate="auto",
    method="barnes_hut",
    random_state=int(seed),
    n_jobs=1,
    **{limit: int(iterations)},
)
cpu, wall = time.process_time(), time.perf_counter()
coordinates = tsne.fit_transform(vectors)
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
coordinates.astype(numpy.float32).tofile(output)
print(
    json.dumps(
        {
            "version": sklearn.__version__,
            "cpu": cpu,
            "wall": wall,
            "divergence": float(tsne.kl_divergence_),
            "trustworthiness": float(trustworthiness(vectors, coordinates, n_neighbors=10)),
        }
    )
)
