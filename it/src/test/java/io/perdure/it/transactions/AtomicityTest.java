package io.perdure.it.transactions;

import io.perdure.conformance.transactions.AtomicitySuite;

class AtomicityTest extends AtomicitySuite {}
