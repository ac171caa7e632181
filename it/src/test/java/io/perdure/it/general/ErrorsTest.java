package io.perdure.it.general;

import io.perdure.conformance.general.ErrorsSuite;

class ErrorsTest extends ErrorsSuite {}
