"""Read models of public notices, their lines and objections."""
