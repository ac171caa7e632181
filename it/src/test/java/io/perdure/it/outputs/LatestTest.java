package io.perdure.it.outputs;

import io.perdure.conformance.outputs.LatestSuite;

class LatestTest extends LatestSuite {}
