package io.perdure.it.transactions;

import io.perdure.conformance.transactions.InterruptSuite;

class InterruptTest extends InterruptSuite {}
