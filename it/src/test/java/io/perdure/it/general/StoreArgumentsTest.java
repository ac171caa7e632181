package io.perdure.it.general;

import io.perdure.conformance.general.StoreArgumentsSuite;

class StoreArgumentsTest extends StoreArgumentsSuite {}
