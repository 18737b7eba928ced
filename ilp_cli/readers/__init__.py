"""From files to the domain: every misfit is a finding, none stops the reading."""
