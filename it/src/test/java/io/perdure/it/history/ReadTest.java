package io.perdure.it.history;

import io.perdure.conformance.history.ReadSuite;

class ReadTest extends ReadSuite {}
