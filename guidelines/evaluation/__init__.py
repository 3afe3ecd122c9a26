"""The suite `guidelines`: labelled sentences, interpreted as the product does, and judged by meaning."""
