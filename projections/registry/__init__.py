"""Read models of the registry: units and refused scans."""
