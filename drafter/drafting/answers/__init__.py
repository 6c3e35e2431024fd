"""What a model answers to each prompt: one JSON schema a prompt, and its way into the domain."""
