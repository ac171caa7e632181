package io.perdure.it.general;

import io.perdure.conformance.general.AllOrNothingSuite;

class AllOrNothingTest extends AllOrNothingSuite {}
