package io.perdure.it.outputs;

import io.perdure.conformance.outputs.StoredOutputsSuite;

class StoredOutputsTest extends StoredOutputsSuite {}
