package io.perdure.it.history;

import io.perdure.conformance.history.AppendSuite;

class AppendTest extends AppendSuite {}
