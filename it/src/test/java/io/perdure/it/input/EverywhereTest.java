package io.perdure.it.input;

import io.perdure.conformance.input.EverywhereSuite;

class EverywhereTest extends EverywhereSuite {}
