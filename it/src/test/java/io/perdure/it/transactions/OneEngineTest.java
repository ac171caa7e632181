package io.perdure.it.transactions;

import io.perdure.conformance.transactions.OneEngineSuite;

class OneEngineTest extends OneEngineSuite {}
