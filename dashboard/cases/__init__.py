"""The cases of the four batches (四个一批): one for each enterprise that is dealt with, from survey to sign-off."""
