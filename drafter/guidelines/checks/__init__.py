"""What `drafter guidelines check` looks for beyond what loading the corpus refuses; one kind of finding a module."""
