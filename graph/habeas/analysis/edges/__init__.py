"""What ties names to one another: edges with the claims behind them and the days they are drawn on, without any words.

    periods   days as they are drawn                      edges   events, and many parts made one edge
    custody   words and stays over time, from analysis.custody   facts   which lines the facts of a case state

Pure. What is kept of them is in `storage.kept.edges`; `graphs` makes graphs of them. Nobody's guilt is drawn.
"""
