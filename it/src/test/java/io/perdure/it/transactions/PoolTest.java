package io.perdure.it.transactions;

import io.perdure.conformance.transactions.PoolSuite;

class PoolTest extends PoolSuite {}
