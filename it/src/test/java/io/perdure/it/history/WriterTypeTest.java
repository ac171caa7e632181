package io.perdure.it.history;

import io.perdure.conformance.history.WriterTypeSuite;

class WriterTypeTest extends WriterTypeSuite {}
