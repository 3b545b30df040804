"""A run as a document: record, metrics.csv, state.npz, exports. Never pygame at import."""
