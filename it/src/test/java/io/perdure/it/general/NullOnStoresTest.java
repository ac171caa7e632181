package io.perdure.it.general;

import io.perdure.conformance.general.NullOnStoresSuite;

class NullOnStoresTest extends NullOnStoresSuite {}
