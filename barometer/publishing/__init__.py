"""What `barometer publish` is made of: reading the mart, wording it, drawing it, writing it, putting it in place."""
