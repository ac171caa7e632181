package io.perdure.it.input;

import io.perdure.conformance.input.ForeignSchemaSuite;

class ForeignSchemaTest extends ForeignSchemaSuite {}
