"""diplograph: news about diplomacy, kept as a graph that people trust."""
