"""The roadmap.yaml of a new plan folder: blank, with the register of a list, or carried on from an older one."""
