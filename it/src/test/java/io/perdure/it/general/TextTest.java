package io.perdure.it.general;

import io.perdure.conformance.general.TextSuite;

class TextTest extends TextSuite {}
