package io.perdure.it.history;

import io.perdure.conformance.history.model.RandomOperationsSuite;

class RandomOperationsTest extends RandomOperationsSuite {}
