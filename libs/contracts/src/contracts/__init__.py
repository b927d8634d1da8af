"""What services may say to each other: facts, public state, HTTP commands and views, and the topic registry."""
