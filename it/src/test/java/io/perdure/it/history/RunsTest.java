package io.perdure.it.history;

import io.perdure.conformance.history.RunsSuite;

class RunsTest extends RunsSuite {}
