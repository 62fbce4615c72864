"""The site: article, claims, notebooks, methods, data and the explorer, built with no network."""
