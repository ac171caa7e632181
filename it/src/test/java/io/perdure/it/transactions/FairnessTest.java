package io.perdure.it.transactions;

import io.perdure.conformance.transactions.FairnessSuite;

class FairnessTest extends FairnessSuite {}
