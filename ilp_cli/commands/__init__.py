"""One file per subcommand: words in, one call, one result out, exit status."""
