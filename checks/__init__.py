"""The checks that stand between the warehouse and the reader; the only place that imports Great Expectations."""
