package io.perdure.it.opening;

import io.perdure.conformance.opening.SchemaVersionSuite;

class SchemaVersionTest extends SchemaVersionSuite {}
