package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.PruneTransactionSuite;

class PruneTransactionTest extends PruneTransactionSuite {}
