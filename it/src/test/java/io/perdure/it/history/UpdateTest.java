package io.perdure.it.history;

import io.perdure.conformance.history.UpdateSuite;

class UpdateTest extends UpdateSuite {}
