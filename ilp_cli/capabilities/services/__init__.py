"""What each place has to offer, what the units say they offer, what is missing, and where referral breaks off."""
