package io.perdure.it.input;

import io.perdure.conformance.input.CorruptCellsSuite;

class CorruptCellsTest extends CorruptCellsSuite {}
