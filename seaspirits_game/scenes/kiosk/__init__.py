"""What an exhibit shows besides the ordinary scenes: attract, three doors, a question, and the operator's pad."""
