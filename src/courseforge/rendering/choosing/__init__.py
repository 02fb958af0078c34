"""What do you want to learn next? The questions, and the style sheet that answers them without a script."""
