package io.perdure.it.opening;

import io.perdure.conformance.opening.ReadOnlySuite;

class ReadOnlyTest extends ReadOnlySuite {}
