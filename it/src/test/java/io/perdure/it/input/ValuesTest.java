package io.perdure.it.input;

import io.perdure.conformance.input.ValuesSuite;

class ValuesTest extends ValuesSuite {}
