"""The picture and the workbooks that go with the summaries."""
