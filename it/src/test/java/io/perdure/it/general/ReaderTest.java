package io.perdure.it.general;

import io.perdure.conformance.general.ReaderSuite;

class ReaderTest extends ReaderSuite {}
