"""The summaries for IMPLAN: what changed, how a quarter would close, punctuality, outages."""
