package io.perdure.it.general;

import io.perdure.conformance.general.ArgumentsSuite;

class ArgumentsTest extends ArgumentsSuite {}
