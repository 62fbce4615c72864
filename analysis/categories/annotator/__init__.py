"""The annotator: the codebook, what an answer must look like, and what of it can stand."""
