package io.perdure.it.transactions;

import io.perdure.conformance.transactions.RunAgainSuite;

class RunAgainTest extends RunAgainSuite {}
