package io.perdure.it.transactions;

import io.perdure.conformance.transactions.SnapshotSuite;

class SnapshotTest extends SnapshotSuite {}
