"""Words that every subject uses: numbers, days, lights, refusals, next steps."""
