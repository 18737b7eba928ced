"""PWS: what each area has reached of each indicator, who has not reported, and whom the kader still have to reach."""
