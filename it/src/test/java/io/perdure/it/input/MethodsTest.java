package io.perdure.it.input;

import io.perdure.conformance.input.MethodsSuite;

class MethodsTest extends MethodsSuite {}
