"""What ties names to one another: edges with the claims behind them and the days they are drawn on, without any words.

    events     claims gathered by the event they talk about     periods   days as they are drawn
    custody    words and stays over time, from analysis.custody  facts     which lines the facts of a case state
    edges      many parts made one edge, with what it rests on

Pure. What is kept of them is in `storage.kept.edges`; `graphs` makes graphs of them. Nobody's guilt is drawn.
"""
