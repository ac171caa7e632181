package io.perdure.it.input;

import io.perdure.conformance.input.ForeignFilesSuite;

class ForeignFilesTest extends ForeignFilesSuite {}
