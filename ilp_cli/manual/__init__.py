"""The manual: rules, explanations, standards, the state of the installation."""
