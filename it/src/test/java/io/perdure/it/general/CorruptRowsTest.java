package io.perdure.it.general;

import io.perdure.conformance.general.CorruptRowsSuite;

class CorruptRowsTest extends CorruptRowsSuite {}
