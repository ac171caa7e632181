package io.perdure.it.outputs;

import io.perdure.conformance.outputs.OutputsSuite;

class OutputsTest extends OutputsSuite {}
